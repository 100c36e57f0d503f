import { expect, test } from 'vitest';
import { rateLimit } from '#src/aws/limits.ts';
import { collectors } from '#src/generated/collectors.ts';
import { createBucket, leastSeconds, publishedLimit } from './limits.ts';

const bucket = () => createBucket({ perSecond: 2, burst: 3 });
const take = (one: ReturnType<typeof bucket>, times: readonly number[]): boolean[] =>
  times.map((time) => one.take(time));

test('a burst is served at once, and one call more is refused', () => {
  expect(take(bucket(), [0, 0, 0, 0])).toEqual([true, true, true, false]);
});

test('a token comes back after half a second at two a second, and not before', () => {
  expect(take(bucket(), [0, 0, 0, 499])).toEqual([true, true, true, false]);
  expect(take(bucket(), [0, 0, 0, 500])).toEqual([true, true, true, true]);
});

test('rest fills the bucket to its burst and no further', () => {
  expect(take(bucket(), [0, 0, 0, 60_000, 60_000, 60_000, 60_000])).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
});

test('what AWS says of each operation is a limit of each, what it says of all together is shared', () => {
  const group = (service: string, operation: string) => publishedLimit(service, operation)?.group;
  expect(group('cloudtrail', 'GetTrailStatus')).not.toBe(group('cloudtrail', 'DescribeTrails'));
  expect(group('ec2', 'DescribeRegions')).not.toBe(group('ec2', 'DescribeFlowLogs'));
  expect(group('sts', 'AssumeRole')).toBe(group('sts', 'GetCallerIdentity'));
  expect(publishedLimit('cloudtrail', 'LookupEvents')?.perSecond).toBe(2);
  expect(publishedLimit('logs', 'DescribeMetricFilters')?.perSecond).toBe(5);
  expect(publishedLimit('organizations', 'ListRoots')).toMatchObject({ perSecond: 1, burst: 2 });
});

test('what AWS does not publish has no limit, and so can make no bound higher', () => {
  const calls = [['iam', 'GetRole'], ['s3', 'GetBucketPolicy'], ['s3-control', 'GetPublicAccessBlock'], ['organizations', 'ListParents']]; // prettier-ignore
  for (const [service, operation] of calls) expect(publishedLimit(service!, operation!)).toBeUndefined();
});

test('so many calls take no time within the burst, and beyond it what the rate says', () => {
  expect(leastSeconds(3, { perSecond: 2, burst: 3 })).toBe(0);
  expect(leastSeconds(8, { perSecond: 2, burst: 3 })).toBe(2.5);
});

test('a budget of our own fits inside the limit that AWS publishes for each operation that a scan makes', () => {
  const SDK: Readonly<Record<string, string>> = { 'cloudwatch-logs': 'logs', eventbridge: 'events' };
  const operations = [...collectors.values()].flatMap(({ facts, locate }) => [
    ...locate.operations,
    ...Object.values(facts).flatMap((fact) => fact.operations),
  ]);
  expect(operations.length).toBeGreaterThan(50);
  for (const { service, name } of operations) {
    const limit = publishedLimit(SDK[service] ?? service, name);
    if (limit === undefined) continue;
    const own = rateLimit(service, name);
    expect([service, name, own.perSecond <= limit.perSecond, own.burst <= limit.burst]).toEqual([service, name, true, true]); // prettier-ignore
  }
});
