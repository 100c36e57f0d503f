import { type CloudTrailRecord, example, type Sample } from './model.ts';

/** Where a sample is to happen, and to what. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly logGroup?: string;
}

/** A sample's record as it would be written at a place: account, region and names are replaced wherever they stand. */
export function placed({ record, where }: Sample, place: Place): CloudTrailRecord {
  const { account, region, bucket, key, logGroup } = place;
  let text = JSON.stringify(record);
  if (key !== undefined) text = text.replaceAll(example.key, key).replaceAll(keyId(example.key), keyId(key));
  if (bucket !== undefined) text = text.replaceAll(example.bucket, bucket);
  if (logGroup !== undefined) text = text.replaceAll(example.logGroup, logGroup);
  const written = where === 'global-region' ? example.globalRegion : example.region;
  text = text.replaceAll(example.account, account).replaceAll(written, region);
  return JSON.parse(text) as CloudTrailRecord;
}

const keyId = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/**
 * The event that EventBridge makes of a record.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function asBusEvent(record: CloudTrailRecord): Readonly<Record<string, unknown>> {
  return {
    version: '0',
    id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
    'detail-type': detailTypes[record.eventType] ?? 'AWS API Call via CloudTrail',
    source: `aws.${record.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '')}`,
    account: record['recipientAccountId'],
    time: record['eventTime'],
    region: record.awsRegion,
    resources: [],
    detail: record,
  };
}

const detailTypes: Readonly<Record<string, string>> = {
  AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
};
