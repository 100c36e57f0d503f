/**
 * What a trail or an event data store is told to record, in the shape of the CloudTrail API with camelCase keys.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */

/** A trail has one kind or the other; writing one kind erases the other. */
export type EventSelectors =
  | { readonly basic: readonly BasicSelector[] }
  | { readonly advanced: readonly AdvancedSelector[] };

export type ReadWriteType = 'All' | 'ReadOnly' | 'WriteOnly';

/** Left out means AWS's default: `readWriteType` All, `includeManagementEvents` true. */
export type BasicSelector = {
  readonly readWriteType?: ReadWriteType;
  readonly includeManagementEvents?: boolean;
  readonly dataResources?: readonly DataResource[];
  readonly excludeManagementEventSources?: readonly string[];
};

export type DataResource = { readonly type: string; readonly values: readonly string[] };

/** `name` is free text for people; it decides nothing. */
export type AdvancedSelector = { readonly name?: string; readonly fieldSelectors: readonly FieldSelector[] };

export type FieldSelector = {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
};

export type EventCategory = 'Management' | 'Data' | 'NetworkActivity';

/** The parts of a CloudTrail event that selectors can look at. */
export type SelectableEvent = {
  readonly eventCategory: EventCategory;
  readonly eventSource: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly resourceType?: string;
  readonly resourceArn?: string;
  readonly eventType?: string;
  /** CloudTrail writes this field only when it is true. */
  readonly sessionCredentialFromConsole?: boolean;
  readonly userIdentityArn?: string;
  readonly vpcEndpointId?: string;
  readonly errorCode?: string;
};

/** What a trail has when nobody ever set selectors: all management events, no data events. */
export const defaultEventSelectors: EventSelectors = {
  basic: [
    { readWriteType: 'All', includeManagementEvents: true, dataResources: [], excludeManagementEventSources: [] },
  ],
};
