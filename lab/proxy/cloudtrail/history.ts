import { type Call, text } from '../call.ts';
import type { CloudTrailRecord } from './state.ts';
import type { Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { wire } from '../wire.ts';

const KEYS_A_PAGE = 10;

function pageStart(call: Call): number {
  const token = text(call, 'NextToken');
  if (token === undefined) return 0;
  const start = Number(token);
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidTokenException', 'The token is not valid.');
  return start;
}

const time = (call: Call, name: string, otherwise: number): number =>
  typeof call.params[name] === 'number' ? call.params[name] * 1000 : otherwise;

function page<T>(items: readonly T[], call: Call, size: number): { items: readonly T[]; next: { NextToken?: string } } {
  const start = pageStart(call);
  const next = start + size < items.length ? { NextToken: String(start + size) } : {};
  return { items: items.slice(start, start + size), next };
}

/** Keys of the region whose validity overlaps the time asked for. */
export const listPublicKeys: Handler = (call, context) => {
  const from = time(call, 'StartTime', 0);
  const to = time(call, 'EndTime', Number.MAX_SAFE_INTEGER);
  if (from > to) throw new AwsError('InvalidTimeRangeException', 'Start time is later than end time.');
  const keys = context.state.cloudtrail.publicKeys.get(call.region) ?? [];
  const { items, next } = page(keys.filter((key) => key.start.getTime() <= to && key.end.getTime() >= from), call, KEYS_A_PAGE); // prettier-ignore
  const wire = items.map((key) => ({
    Value: Buffer.from(key.value).toString('base64'),
    ValidityStartTime: key.start.getTime() / 1000,
    ValidityEndTime: key.end.getTime() / 1000,
    Fingerprint: key.fingerprint,
  }));
  return jsonAnswer({ PublicKeyList: wire, ...next });
};

interface LookedUp {
  readonly EventId: string;
  readonly EventName: string;
  readonly ReadOnly: string;
  readonly AccessKeyId?: string;
  readonly EventTime: number;
  readonly EventSource: string;
  readonly Username?: string;
  readonly Resources: readonly { readonly ResourceType?: string; readonly ResourceName?: string }[];
  readonly CloudTrailEvent: string;
}

function lookedUp(event: CloudTrailRecord): LookedUp {
  const user = wire<{ userName?: string; accessKeyId?: string }>(event['userIdentity'] ?? {});
  const resources = wire<{ type?: string; ARN?: string }[]>(event['resources'] ?? []);
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    ReadOnly: String(event['readOnly'] === true),
    AccessKeyId: user.accessKeyId,
    EventTime: Date.parse(event.eventTime) / 1000,
    EventSource: event.eventSource,
    Username: user.userName,
    Resources: resources.map(({ type, ARN }) => ({ ResourceType: type, ResourceName: ARN })),
    CloudTrailEvent: JSON.stringify(event),
  };
}

function hasAttribute(event: LookedUp, key: string, value: string): boolean {
  if (key === 'ResourceType') return event.Resources.some((resource) => resource.ResourceType === value);
  if (key === 'ResourceName') return event.Resources.some((resource) => resource.ResourceName === value);
  return Object.entries(event).some(([name, actual]) => name === key && actual === value);
}

/** Newest first, at most one attribute, at most 50 a page, as AWS does. */
export const lookupEvents: Handler = (call, context) => {
  const attributes = wire<{ AttributeKey: string; AttributeValue: string }[]>(call.params['LookupAttributes'] ?? []);
  if (attributes.length > 1)
    throw new AwsError('InvalidLookupAttributesException', 'Only one lookup attribute can be specified.');
  const from = time(call, 'StartTime', 0) / 1000;
  const to = time(call, 'EndTime', Number.MAX_SAFE_INTEGER) / 1000;
  const size = Number(call.params['MaxResults'] ?? 50);
  if (!(size >= 1 && size <= 50))
    throw new AwsError('InvalidMaxResultsException', 'A number between 1 and 50 is needed.');
  const found = context.state.cloudtrail.events
    .filter(({ account, region }) => account === call.account && region === call.region)
    .map(({ event }) => lookedUp(event))
    .filter((event) => event.EventTime >= from && event.EventTime <= to)
    .filter((event) =>
      attributes.every(({ AttributeKey, AttributeValue }) => hasAttribute(event, AttributeKey, AttributeValue)),
    )
    .sort((one, other) => other.EventTime - one.EventTime);
  const { items, next } = page(found, call, size);
  return jsonAnswer({ Events: items, ...next });
};
