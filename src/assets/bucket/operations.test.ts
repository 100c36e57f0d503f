import { expect, test } from 'vitest';
import { headBucket } from './operations.ts';

test.for<[string, object, boolean]>([
  ['with its region is a bucket that is there', { BucketRegion: 'eu-west-1' }, true],
  ['with nothing is what any gateway says, and no bucket', {}, false],
])('an answer to HeadBucket %s', ([, answer, isUnderstood]) => {
  expect(headBucket.output.safeParse(answer).success).toBe(isUnderstood);
});
