/** Times as `Date`; `null` takes a field away that would be there by default. */
export interface StatusValues {
  readonly IsLogging?: boolean;
  readonly LatestDeliveryError?: string | null;
  readonly LatestDeliveryTime?: Date | null;
  readonly LatestDigestDeliveryError?: string | null;
  readonly LatestDigestDeliveryTime?: Date | null;
  readonly LatestNotificationError?: string | null;
  readonly LatestNotificationTime?: Date | null;
  readonly LatestCloudWatchLogsDeliveryError?: string | null;
  readonly LatestCloudWatchLogsDeliveryTime?: Date | null;
  readonly StartLoggingTime?: Date | null;
  readonly StopLoggingTime?: Date | null;
}

/** Says what GetTrailStatus answers for a trail: everywhere, in one region, to one account. Later settings win. */
export interface StatusSetting {
  /** Name or ARN. */
  readonly trail: string;
  readonly region?: string;
  readonly account?: string;
  readonly values: StatusValues;
}

export interface Trail {
  readonly name: string;
  readonly arn: string;
  /** The management account for an organisation's trail. */
  readonly account: string;
  readonly homeRegion: string;
  bucket: string;
  prefix?: string;
  topicArn?: string;
  includeGlobalServiceEvents: boolean;
  isMultiRegion: boolean;
  isOrganization: boolean;
  validation: boolean;
  logGroupArn?: string;
  logRoleArn?: string;
  keyArn?: string;
  logging: boolean;
  startedAt?: Date;
  stoppedAt?: Date;
  eventSelectors?: readonly unknown[];
  advancedEventSelectors?: readonly unknown[];
  insightSelectors: readonly unknown[];
  eventConfiguration: Readonly<Record<string, unknown>>;
}

export interface EventDataStore {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** As GetEventDataStore answers it, times in seconds. */
  values: Record<string, unknown>;
}

export interface PublicKey {
  /** DER, PKCS#1. */
  readonly value: Uint8Array;
  readonly start: Date;
  readonly end: Date;
  readonly fingerprint: string;
}

/** A CloudTrail record: the fields that LookupEvents reads, and whatever else it has. */
export type CloudTrailRecord = Readonly<Record<string, unknown>> & {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  /** ISO 8601. */
  readonly eventTime: string;
};

/** An event of LookupEvents; `event` is the CloudTrail record that is sent as text. */
export interface StoredEvent {
  readonly account: string;
  readonly region: string;
  readonly event: CloudTrailRecord;
}

export interface CloudTrailState {
  /** By ARN, in the order of creation. */
  readonly trails: Map<string, Trail>;
  readonly statuses: StatusSetting[];
  readonly tags: Map<string, Map<string, string>>;
  readonly eventDataStores: Map<string, EventDataStore>;
  readonly publicKeys: Map<string, readonly PublicKey[]>;
  readonly events: StoredEvent[];
  /** Whether members may read the event selectors of their organisation's trail; in AWS they may not. */
  membersReadSelectors: boolean;
}

export function createCloudTrailState(): CloudTrailState {
  return {
    trails: new Map(),
    statuses: [],
    tags: new Map(),
    eventDataStores: new Map(),
    publicKeys: new Map(),
    events: [],
    membersReadSelectors: false,
  };
}
