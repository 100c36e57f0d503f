import { expect, test } from 'vitest';
import { describeTrails, getEventSelectors, getTrailStatus } from './operations.ts';

test.each([
  ['DescribeTrails', describeTrails, { trailList: [] }],
  ['GetEventSelectors', getEventSelectors, { TrailARN: 'arn', EventSelectors: [] }],
  ['GetEventSelectors', getEventSelectors, { TrailARN: 'arn', AdvancedEventSelectors: [] }],
  ['GetTrailStatus', getTrailStatus, { IsLogging: false }],
] as const)('%s says nothing where it answers {}, and little is an answer', (_, operation, little) => {
  expect(operation.output.safeParse({}).success).toBe(false);
  expect(operation.output.safeParse(little).success).toBe(true);
});
