import { z } from 'zod';
import type { AnyKind, FactOf, Identity } from '#src/core/asset.ts';
import { Unknown } from '#src/core/unknown.ts';
import { type AssetRecord, createWorld, type World } from '#src/core/world.ts';

/** Facts of a kind, each optional and each possibly {@link Unknown}, as deep as the test wants. */
export type SomeFacts<K extends AnyKind> = { [F in keyof K['facts']]?: Observable<FactOf<K, F>> };

type Observable<T> =
  | Unknown
  | (T extends readonly (infer E)[]
      ? readonly Observable<E>[]
      : T extends object
        ? { [P in keyof T]: Observable<T[P]> }
        : T);

/** One asset. A fact given as `undefined` is known to be absent. Facts are checked against the kind's schema. */
export function asset<K extends AnyKind>(kind: K, identity: Identity, facts: SomeFacts<K>): AssetRecord {
  for (const [name, value] of Object.entries(facts)) {
    if (value instanceof Unknown || value === undefined) continue;
    const checked = (kind.facts[name] as z.ZodType).safeParse(value);
    if (!checked.success) throw new Error(`${kind.name} ${name}: ${z.prettifyError(checked.error)}`);
  }
  const told = (name: string) => [
    { call: `test:${name}`, account: identity.account, region: identity.region, at: '2026-01-01T00:00:00.000Z' },
  ];
  const provenance = Object.fromEntries(Object.keys(facts).map((name) => [name, told(name)]));
  return { ...identity, kind: kind.name, facts, provenance };
}

/** An asset that AWS says does not exist. */
export function missing(kind: AnyKind, identity: Identity): AssetRecord {
  return { ...identity, kind: kind.name, missing: true, facts: {}, provenance: {} };
}

/** An asset that could not be found out about. */
export function unreadable(kind: AnyKind, identity: Identity, why: Unknown): AssetRecord {
  return { ...identity, kind: kind.name, unreadable: why, facts: {}, provenance: {} };
}

/** A world of these assets; the scan covers the accounts that have an `AWS::Account` among them. */
export function worldOf(records: readonly AssetRecord[]): World {
  const world = createWorld(records.filter(({ kind }) => kind === 'AWS::Account').map(({ id }) => id));
  for (const record of records) world.put(record);
  return world;
}
