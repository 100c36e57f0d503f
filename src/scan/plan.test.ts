import { describe, expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { alarm } from '#src/assets/alarm/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import type { AnyReads } from '#src/core/asset.ts';
import { collectors } from '#src/generated/collectors.ts';
import { kinds } from '#src/generated/kinds.ts';
import { type Need, type Plan, planEverything, plannedOperations, planReads, readingsOf } from './plan.ts';
import type { Reading } from './reading.ts';

/** A reading as a rule would write it down. */
const written = ({ facts, links }: Reading): AnyReads => ({
  ...Object.fromEntries([...facts].map((fact) => [fact, true])),
  ...Object.fromEntries([...links].map(([name, there]) => [name, written(there)])),
});

const shape = ({ start, judged }: Plan): Record<string, AnyReads> => ({
  start: written(start),
  ...Object.fromEntries([...judged].map(([kind, reading]) => [kind, written(reading)])),
});

const shapeOf = (...needs: readonly Need[]) => shape(planReads(needs, account));

describe('the plan', () => {
  test('of nothing is the regions', () => {
    expect(shapeOf()).toEqual({ start: { regions: true } });
  });

  test('of a fact of trails is how trails are found, the fact, and no more', () => {
    expect(shapeOf({ asset: trail, reads: { status: true } })).toEqual({
      start: { regions: true, trailArns: true, trails: {} },
      [trail.name]: { status: true },
    });
  });

  test('of a fact behind a link is what the link comes from as well', () => {
    expect(shapeOf({ asset: trail, reads: { bucket: { versioning: true } } })).toMatchObject({
      [trail.name]: { configuration: true, bucket: { versioning: true } },
    });
  });

  test('of a link that the owning account tells is the fact of accounts that tells it', () => {
    expect(shapeOf({ asset: trail, reads: { organization: { accounts: true } } })).toEqual({
      start: { regions: true, membership: true, trailArns: true, trails: {} },
      [trail.name]: { organization: { accounts: true } },
    });
  });

  test('of a fact of accounts does not ask for the members of their organisation', () => {
    expect(shapeOf({ asset: account, reads: { partition: true } })).toEqual({
      start: { regions: true },
      [account.name]: { partition: true },
    });
  });

  test('of two needs is both, each once', () => {
    const needs = [
      { asset: trail, reads: { status: true } },
      { asset: trail, reads: { status: true, bucket: { policy: true } } },
      { asset: account, reads: { trails: { status: true } } },
    ] as const;
    expect(shapeOf(...needs)).toEqual({
      start: { regions: true, trailArns: true, trails: {} },
      [trail.name]: { configuration: true, status: true, bucket: { policy: true } },
      [account.name]: { trailArns: true, trails: { status: true } },
    });
    const operations = plannedOperations(planReads([needs[0], needs[2]], account), collectors).map(({ name }) => name);
    expect(operations.toSorted()).toEqual(['DescribeRegions', 'DescribeTrails', 'GetTrailStatus']);
  });

  test('keeps apart what is wanted of the assets of a kind on different paths', () => {
    const topics = { asset: trail, reads: { topic: { attributes: true } } } as const;
    const told = { asset: alarm, reads: { topics: { subscriptions: true } } } as const;
    expect(shapeOf(topics, told)).toMatchObject({
      [trail.name]: { topic: { attributes: true } },
      [alarm.name]: { topics: { subscriptions: true } },
    });
  });

  test('joins what is wanted on the same path, as deep as each wants it', () => {
    const one = { asset: trail, reads: { bucket: { policy: true, key: {} } } } as const;
    const other = { asset: trail, reads: { bucket: { acl: true, key: { metadata: true } } } } as const;
    expect(shapeOf(one, other)[trail.name]).toEqual({
      configuration: true,
      bucket: { policy: true, acl: true, encryption: true, key: { metadata: true } },
    });
  });

  test('holds a reading once that is wanted on several paths, however often', () => {
    const key = { metadata: true } as const;
    const reads = { key, bucket: { key }, topic: { key }, logGroup: { key } } as const;
    const found = [...readingsOf(planReads([{ asset: trail, reads }], account))];
    expect(found.filter(({ kind }) => kind.name === 'AWS::KMS::Key')).toHaveLength(1);
  });

  test('of everything is every fact and every link of every kind, and its union with itself is itself', () => {
    const plan = planEverything(kinds);
    const found = [...readingsOf(plan)];
    expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds]));
    expect(found).toHaveLength(kinds.length);
    for (const reading of found) {
      expect([...reading.facts]).toEqual(Object.keys(reading.kind.facts));
      expect([...reading.links.keys()]).toEqual(Object.keys(reading.kind.links));
      expect(plan.union(reading, reading)).toBe(reading);
    }
    // An account's members are accounts, and read like any.
    expect(plan.start.links.get('members')).toBe(plan.start);
  });

  test('names the operations of all paths: the permissions are for all of them', () => {
    const needs = [
      { asset: trail, reads: { topic: { attributes: true } } },
      { asset: topic, reads: { subscriptions: true } },
    ] as const;
    const operations = plannedOperations(planReads(needs, account), collectors).map(({ name }) => name);
    expect(operations).toEqual(expect.arrayContaining(['GetTopicAttributes', 'ListSubscriptionsByTopic']));
  });
});
