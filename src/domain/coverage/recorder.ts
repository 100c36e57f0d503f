import { mayBearOn } from '#src/core/holes.ts';
import { attempt, both, some } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import type { EventSelectors } from '../event-selectors/model.ts';
import type { EventDataStoreInput, TrailInput } from './inputs.ts';

/**
 * A trail or an event data store, asked as one. Every answer is read when it is asked for and may throw `UnknownRead`:
 * what one question does not need may stay unknown.
 */
export interface Recorder {
  readonly kind: 'trail' | 'event-data-store';
  readonly id: () => string;
  readonly name: () => string;
  /** Whether it records an event of this account in a region now, whatever it selects. */
  readonly isRecordingIn: (region: string) => boolean;
  readonly isMultiRegion: () => boolean;
  readonly includesGlobalServiceEvents: () => boolean;
  readonly selectors: () => EventSelectors;
  /** Types of Insights on management events: `ApiCallRateInsight`, `ApiErrorRateInsight`. */
  readonly insightTypes: () => readonly string[];
  /** The bucket that its log files go to: none where it is stopped everywhere. */
  readonly bucketName: () => string | undefined;
}

type TrailStatus = Pick<TrailInput, 'id' | 'name' | 'status'> & {
  readonly configuration: Pick<TrailInput['configuration'], 'homeRegion' | 'isMultiRegion'>;
};

/**
 * Whether a trail records an account's events in a region. A single-region trail sees its home region only. What
 * counts is the status that the account itself sees: members see their own of an organisation's trail.
 */
export function isTrailRecording(trail: TrailStatus, account: string, region: string): boolean {
  const { isMultiRegion, homeRegion } = trail.configuration;
  if (!isMultiRegion && homeRegion !== region) return false;
  const status = trail.status[account]?.[region];
  if (status !== undefined) return status.isLogging;
  const detail = `the status of trail ${trail.name} in ${region} was not asked for in account ${account}`;
  throw new UnknownRead(`trails.status.${account}.${region}`, new Unknown('cut-short', detail));
}

/** Whether a trail records anywhere, for whichever account. */
function isTrailActive(status: TrailInput['status']): boolean {
  return some(Object.keys(status), (account) =>
    some(Object.keys(status[account]!), (region) => status[account]![region]!.isLogging),
  );
}

/** The trails that an account sees. Elements of the list may be unknown. */
export function trailRecorders(trails: readonly TrailInput[], account: string): Recorder[] {
  return Array.from({ length: trails.length }, (_, index): Recorder => {
    // Reading the element only when asked keeps a trail that nothing is known about from hiding the others.
    const trail = (): TrailInput => trails[index]!;
    return {
      kind: 'trail',
      id: () => trail().id,
      name: () => trail().name,
      isRecordingIn: (region) => {
        const found = attempt(trail);
        if (!(found instanceof UnknownRead)) return isTrailRecording(found, account, region);
        // Trails that only one region lists record in that region alone.
        if (!mayBearOn(found, region)) return false;
        throw found;
      },
      isMultiRegion: () => trail().configuration.isMultiRegion,
      includesGlobalServiceEvents: () => trail().configuration.includeGlobalServiceEvents,
      selectors: () => trail().eventSelectors,
      insightTypes: () =>
        (trail().insightSelectors ?? [])
          .filter(({ categories }) => categories.length === 0 || categories.includes('Management'))
          .map(({ type }) => type),
      bucketName: () => (isTrailActive(trail().status) ? trail().configuration.bucketName : undefined),
    };
  });
}

/** The event data stores that an account has, or that record it for its organisation. */
export function eventDataStoreRecorders(stores: readonly EventDataStoreInput[]): Recorder[] {
  return Array.from({ length: stores.length }, (_, index): Recorder => {
    const store = (): EventDataStoreInput => stores[index]!;
    return {
      kind: 'event-data-store',
      id: () => store().id,
      name: () => store().configuration.name ?? store().name,
      isRecordingIn: (region) =>
        both(
          () => store().configuration.status === 'ENABLED',
          () => store().configuration.multiRegion || store().region === region,
        ),
      isMultiRegion: () => store().configuration.multiRegion,
      includesGlobalServiceEvents: () => true,
      selectors: () => ({ advanced: store().configuration.selectors }),
      insightTypes: () => [],
      bucketName: () => undefined,
    };
  });
}
