import { resourceName } from '../aws/arn.ts';
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
export function placed(sample: Sample, place: Place): CloudTrailRecord {
  const { account, region, bucket, key, logGroup } = place;
  const replace = (text: string): string => {
    let result = text;
    if (key !== undefined)
      result = result.replaceAll(example.key, key).replaceAll(resourceName(example.key), resourceName(key));
    if (bucket !== undefined) result = result.replaceAll(example.bucket, bucket);
    if (logGroup !== undefined) result = result.replaceAll(example.logGroup, logGroup);
    return result.replaceAll(example.account, account).replaceAll(regionOf(sample), region);
  };
  // Only what leads to a text with one of these is copied: a world asks for very many records.
  const root = { ...sample.record } as Record<string, unknown>;
  const copied = new Map<string, Record<string, unknown>>();
  for (const path of placeholders(sample)) {
    let parent = root;
    for (let depth = 0; depth < path.length - 1; depth++) {
      const name = path[depth]!;
      const at = path.slice(0, depth + 1).join('/');
      const inner = copied.get(at) ?? copyOf(parent[name] as object);
      copied.set(at, inner);
      parent[name] = inner;
      parent = inner;
    }
    const last = path.at(-1)!;
    parent[last] = replace(parent[last] as string);
  }
  return root as CloudTrailRecord;
}

const copyOf = (value: object): Record<string, unknown> =>
  (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;

const regionOf = ({ where }: Sample): string => (where === 'global-region' ? example.globalRegion : example.region);

const known = new WeakMap<Sample, readonly (readonly string[])[]>();

/** The paths of the texts in which something of the example stands. Samples never change, so each is looked through once. */
function placeholders(sample: Sample): readonly (readonly string[])[] {
  const found = known.get(sample);
  if (found) return found;
  const words = [example.account, regionOf(sample), example.bucket, resourceName(example.key), example.logGroup];
  const paths: string[][] = [];
  const walk = (value: unknown, path: string[]): void => {
    if (typeof value === 'string' && words.some((word) => value.includes(word))) paths.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
  };
  walk(sample.record, []);
  known.set(sample, paths);
  return paths;
}

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
