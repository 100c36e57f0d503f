import { describe, expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import { collectors } from '#src/generated/collectors.ts';
import { type Need, plannedOperations, planReads } from './plan.ts';

const shape = (needs: readonly Need[]) =>
  Object.fromEntries(
    [...planReads(needs, account)].map(([kind, { facts, links }]) => [
      kind,
      [[...facts].toSorted(), [...links].toSorted()],
    ]),
  );

describe('the plan', () => {
  test('of nothing is the regions', () => {
    expect(shape([])).toEqual({ 'AWS::Account': [['regions'], []] });
  });

  test('of a fact of trails is how trails are found, the fact, and no more', () => {
    expect(shape([{ asset: trail, reads: { status: true } }])).toEqual({
      'AWS::Account': [['regions', 'trailArns'], ['trails']],
      'AWS::CloudTrail::Trail': [['status'], []],
    });
  });

  test('of a fact behind a link is what the link comes from as well', () => {
    expect(shape([{ asset: trail, reads: { bucket: { versioning: true } } }])).toMatchObject({
      'AWS::CloudTrail::Trail': [['configuration'], ['bucket']],
      'AWS::S3::Bucket': [['versioning'], []],
    });
  });

  test('of a fact of accounts does not ask for the members of their organisation', () => {
    expect(shape([{ asset: account, reads: { partition: true } }])).toEqual({
      'AWS::Account': [['partition', 'regions'], []],
    });
  });

  test('of two needs is both, each once', () => {
    const needs = [
      { asset: trail, reads: { status: true } },
      { asset: account, reads: { trails: { status: true } } },
    ] as const;
    expect(shape(needs)).toEqual(shape([needs[0]]));
    const operations = plannedOperations(planReads(needs, account), collectors).map(({ name }) => name);
    expect(operations.toSorted()).toEqual(['DescribeRegions', 'DescribeTrails', 'GetTrailStatus']);
  });
});
