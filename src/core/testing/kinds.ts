import { z } from 'zod';
import { defineAssetKind, fromFact, many, one } from '../asset.ts';
import { type Unknown } from '../unknown.ts';
import { ACCOUNT_KIND, type AssetRecord, createWorld, type World } from '../world.ts';

/** A made-up country of shops and their stores, small enough to see through. */
export const store = defineAssetKind({
  name: 'Test::Store',
  title: 'store',
  facts: { locked: z.boolean(), rooms: z.array(z.string()) },
});

export const shop = defineAssetKind({
  name: 'Test::Shop',
  title: 'shop',
  facts: { open: z.boolean(), storeId: z.string().optional(), storeIds: z.array(z.string()) },
  links: {
    store: one(
      store,
      fromFact<string>('storeId', (id) => id),
    ),
    stores: many(
      store,
      fromFact<readonly string[]>('storeIds', (ids) => ids),
    ),
    siblings: many('self', {
      fromAccount: ['shopIds'],
      target: ({ accountFact }) => accountFact('shopIds') as readonly string[] | undefined,
    }),
  },
});

export const ACCOUNT = '111111111111';
export const arn = (name: string, account = ACCOUNT): string => `arn:aws:test:eu-west-1:${account}:${name}`;

export function record(
  kind: string,
  name: string,
  facts: Record<string, unknown>,
  more: Partial<AssetRecord> = {},
): AssetRecord {
  const told = (fact: string) => [
    { call: `test:${fact}`, account: ACCOUNT, region: 'eu-west-1', at: '2026-01-01T00:00:00.000Z' },
  ];
  const provenance = Object.fromEntries(Object.keys(facts).map((fact) => [fact, told(fact)]));
  return { id: arn(name), name, account: ACCOUNT, region: 'eu-west-1', kind, facts, provenance, ...more };
}

export const aShop = (facts: Record<string, unknown>, more: Partial<AssetRecord> = {}): AssetRecord =>
  record(shop.name, 'shop', facts, more);
export const aStore = (name: string, facts: Record<string, unknown>, more: Partial<AssetRecord> = {}): AssetRecord =>
  record(store.name, name, facts, more);
export const theAccount = (facts: Record<string, unknown>): AssetRecord =>
  record(ACCOUNT_KIND, ACCOUNT, facts, { id: ACCOUNT });
export const unreadable = (name: string, why: Unknown): AssetRecord => aStore(name, {}, { unreadable: why });
export const gone = (name: string): AssetRecord => aStore(name, {}, { missing: true });

/** A world of one account that is scanned. */
export function worldWith(...records: readonly AssetRecord[]): World {
  const world = createWorld([ACCOUNT]);
  for (const one of records) world.put(one);
  return world;
}
