import { expect, test } from 'vitest';
import { trailChanges } from '../intents/trail-changes.ts';
import { matcherOfFilter } from './pattern-match.ts';

const [sample] = trailChanges.required;
const at = (account: string, region: string): boolean[] =>
  [
    '{ $.awsRegion = eu-west-1 }',
    '{ ($.awsRegion != us-east-1) && ($.eventSource = cloudtrail.amazonaws.com) }',
    '{ ($.awsRegion = eu-west-1) && ($.recipientAccountId = 111111111111) }',
    '{ $.userIdentity.accountId = 111111111111 }',
    '{ $.eventSource = cloudtrail.amazonaws.com }',
  ].map((pattern) => matcherOfFilter(pattern).matches(sample!, { account, region }));

test('a pattern is asked about the record of the very region and account, whoever was asked about before', () => {
  expect(at('111111111111', 'eu-west-1')).toEqual([true, true, true, true, true]);
  expect(at('222222222222', 'eu-west-1')).toEqual([true, true, false, false, true]);
  expect(at('222222222222', 'us-east-1')).toEqual([false, false, false, false, true]);
  expect(at('111111111111', 'us-east-1')).toEqual([false, false, false, true, true]);
  expect(at('111111111111', 'eu-west-1')).toEqual([true, true, true, true, true]);
});
