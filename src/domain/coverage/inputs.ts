import type { AdvancedSelector, EventSelectors } from '../event-selectors/model.ts';

/**
 * What the calculation needs to see of a trail or an event data store. Views of assets have this shape; a view may be
 * guarded, so that reading what is unknown throws `UnknownRead`.
 */
export interface TrailInput {
  readonly id: string;
  readonly name: string;
  readonly configuration: {
    readonly homeRegion: string;
    readonly isMultiRegion: boolean;
    readonly isOrganization: boolean;
    readonly includeGlobalServiceEvents: boolean;
    readonly bucketName: string;
  };
  /** By account that sees the trail, then by region. */
  readonly status: Readonly<Record<string, Readonly<Record<string, { readonly isLogging: boolean }>>>>;
  readonly eventSelectors: EventSelectors;
  /** Absent where nobody asks about Insights. */
  readonly insightSelectors?: readonly { readonly type: string; readonly categories: readonly string[] }[];
}

export interface EventDataStoreInput {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly configuration: {
    readonly name?: string;
    readonly status: string;
    readonly multiRegion: boolean;
    readonly selectors: readonly AdvancedSelector[];
  };
}
