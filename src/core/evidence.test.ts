import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineAssetKind, fromFact, many } from './asset.ts';
import { evidenceOf, evidenceOfReads } from './evidence.ts';
import { type AssetRecord, createWorld } from './world.ts';

const store = defineAssetKind({ name: 'Store', title: 'store', facts: { lock: z.string(), lockedAt: z.string() } });
const shop = defineAssetKind({
  name: 'Shop',
  title: 'shop',
  facts: { storeIds: z.array(z.string()), opening: z.record(z.string(), z.string()) },
  links: {
    stores: many(
      store,
      fromFact<readonly string[]>('storeIds', (ids) => ids),
    ),
  },
});

const told = (call: string, region = 'r1') => [{ call, account: '1', region, at: '2026-01-01T00:00:00.000Z' }];
const identity = (id: string) => ({ id, name: id, account: '1', region: 'r1' });

const world = createWorld(['1']);
const record: AssetRecord = {
  ...identity('shop'),
  kind: 'Shop',
  facts: { storeIds: ['a', 'b'], opening: { r1: 'late', r2: 'early' } },
  provenance: { storeIds: told('shop:ListStores'), opening: [...told('shop:Opening', 'r1'), ...told('shop:Opening', 'r2')] }, // prettier-ignore
};
world.put(record);
for (const id of ['a', 'b']) {
  const provenance = { lock: told(`store:Lock-${id}`), lockedAt: told(`store:Time-${id}`) };
  world.put({ ...identity(id), kind: 'Store', facts: { lock: 'on', lockedAt: 'noon' }, provenance });
}

const callsOf = (...paths: string[]): (string | undefined)[] =>
  evidenceOf(world, shop, record, new Map(paths.map((path) => [path, 'x']))).map(({ call, region }) => call && `${call} ${region}`); // prettier-ignore

test('each value is told by the call of its own fact, in whatever order they were looked at', () => {
  expect(callsOf('stores[0].lock', 'stores[1].lock', 'stores[0].lock')).toEqual(['store:Lock-a r1', 'store:Lock-b r1']);
  expect(callsOf('stores[1].lock', 'storeIds[1]')).toEqual(['store:Lock-b r1', 'shop:ListStores r1']);
});

test('a fact whose name begins with that of another is another fact', () => {
  expect(callsOf('stores[0].lock', 'stores[0].lockedAt')).toEqual(['store:Lock-a r1', 'store:Time-a r1']);
});

test('values of one fact that different calls told keep their own calls', () => {
  expect(callsOf('opening.r1', 'opening.r2')).toEqual(['shop:Opening r1', 'shop:Opening r2']);
});

test('names and ids are no evidence', () => {
  expect(callsOf('name', 'stores[0].id', 'stores[0].lock')).toEqual(['store:Lock-a r1']);
});

test('a list that is read and that links come from is told once', () => {
  const empty: AssetRecord = { ...record, ...identity('empty'), facts: { ...record.facts, storeIds: [] } };
  const reads = { storeIds: true, stores: { lock: true } } as const;
  const rows = evidenceOfReads(world, shop, empty, reads);
  expect(rows.map(({ path, call }) => [path, call])).toEqual([['storeIds', 'shop:ListStores']]);
});
