import { expect, test } from 'vitest';
import { createBucket, publishedLimit } from './limits.ts';

const bucket = () => createBucket({ group: 'a', perSecond: 2, burst: 3 });
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

test('calls that AWS counts together share a group, those with a limit of their own do not', () => {
  expect(publishedLimit('cloudtrail', 'GetTrailStatus')).toBe(publishedLimit('cloudtrail', 'DescribeTrails'));
  expect(publishedLimit('cloudtrail', 'LookupEvents')?.perSecond).toBe(2);
  expect(publishedLimit('logs', 'DescribeMetricFilters')?.perSecond).toBe(5);
});
