/** A CloudTrail record as it stands in a log file and in a log group. */
export interface CloudTrailRecord {
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly readOnly: boolean;
  readonly eventType: string;
  readonly eventCategory: string;
  readonly [field: string]: unknown;
}

/**
 * Where an event can happen: `every-region`; `global-region` (the one region of the partition in which global services
 * leave their records); `trail` for what is done to the trail's own bucket, key or log group.
 */
export type Where = 'every-region' | 'global-region' | 'trail';

/** What of the trail an event is done to: where the trail has no such thing, or another account owns it, the event cannot happen here. */
export type Subject = 'bucket' | 'key' | 'log-group';

/** One event, written for the example account, region, bucket, key and log group of `example`: see `place.ts`. */
export interface Sample {
  /** For messages: the event's name, with a remark where the name does not tell the case. */
  readonly title: string;
  /** The title without the caller, where others make the same call. */
  readonly call?: string;
  readonly where: Where;
  readonly subject?: Subject;
  readonly record: CloudTrailRecord;
}

/** What somebody wants to be told of. */
export interface Intent {
  /** The rule that asks for it. */
  readonly id: string;
  /** What happened, as the subject of a sentence: `Changes to CloudTrail trails`. */
  readonly what: string;
  /** CIS AWS Foundations Benchmark: version to recommendation. */
  readonly cis: Readonly<Record<string, string>>;
  /** Each of these events must raise an alarm. */
  readonly required: readonly Sample[];
  /** Events that look like those and are none: raising an alarm on them is broader than asked. */
  readonly lookAlikes: readonly Sample[];
  /** A filter that holds one of these words is meant for this intent, even if it matches nothing. */
  readonly words: readonly string[];
  /** The metric filter that Surety recommends. */
  readonly filter: string;
  /** The same as an EventBridge pattern. */
  readonly eventPattern: object;
  /** One event alone says little: an alarm may wait for some of them. */
  readonly repetition: boolean;
  /** `TrailChanges`: start of the names of filter, metric and alarm. */
  readonly name: string;
}

/** What the samples are written for. Documentation numbers, so that they stand in no real pattern by chance. */
export const example = {
  account: '123456789012',
  region: 'eu-west-1',
  globalRegion: 'us-east-1',
  bucket: 'example-trail-logs',
  key: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  logGroup: 'example-trail-events',
} as const;
