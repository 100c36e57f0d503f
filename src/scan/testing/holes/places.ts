import type { z } from 'zod';
import type { AnyKind } from '#src/core/asset.ts';
import { Unknown } from '#src/core/unknown.ts';
import { type AssetRecord, createWorld, type World } from '#src/core/world.ts';
import { kinds } from '#src/generated/kinds.ts';
import { hiddenAssets, listedKind } from './hidden.ts';
import { bare, definition, inside, isList, isObservable } from './schema.ts';
import { otherValues } from './values.ts';

/** One place of a world where an unknown may stand. */
export interface Place {
  /** `CloudTrail::Trail main status.111111111111.eu-west-1` */
  readonly name: string;
  readonly kind: string;
  /** Absent: the asset as a whole. */
  readonly fact?: string;
  /** Puts the unknown there. */
  readonly hole: (world: World) => World;
  /** The world with each of several known values there. */
  readonly known: () => World[];
}

type Path = readonly string[];

export const kindOf = (name: string): AnyKind => kinds.find((kind) => kind.name === name)!;

export const unread = (name: string, region?: string): Unknown =>
  new Unknown('access-denied', `nobody may read ${name}`, 'test:Read', region);

/** All places of a world: every fact, every part of one that may be unknown, one more element of a list, and whole assets. */
export function placesOf(world: World): Place[] {
  return [...world.all()].flatMap((record) => {
    if (record.missing || record.unreadable) return [];
    const { facts } = kindOf(record.kind);
    const inFacts = Object.entries(record.facts).flatMap(([fact, value]) =>
      placesIn({ world, record, fact }, [], facts[fact] as z.ZodType, value),
    );
    return [wholeAsset(world, record), ...inFacts];
  });
}

function wholeAsset(world: World, record: AssetRecord): Place {
  const name = nameOf(record);
  const none = { ...record, facts: {}, provenance: {} };
  return {
    name,
    kind: record.kind,
    hole: (other) => withRecord(other, { ...none, unreadable: unread(name) }),
    known: () => [withRecord(world, { ...none, missing: true })],
  };
}

interface Fact {
  readonly world: World;
  readonly record: AssetRecord;
  readonly fact: string;
}

function placesIn(at: Fact, path: Path, schema: z.ZodType, value: unknown): Place[] {
  if (value instanceof Unknown) return [];
  const own = path.length === 0 || isObservable(schema) ? [place(at, path, otherValues(schema, value, at.fact))] : [];
  if (typeof value !== 'object' || value === null) return own;
  const more =
    isList(schema) && isObservable(definition(bare(schema)).element)
      ? elementPlaces(at, path, schema, value as readonly unknown[])
      : [];
  const inner = Object.entries(value).flatMap(([key, part]) => {
    const partSchema = inside(schema, key, value);
    return partSchema === undefined ? [] : placesIn(at, [...path, key], partSchema, part);
  });
  return [...own, ...more, ...inner];
}

/** Lists of which a hole may say that it is about one region: see `assets/account/collect.ts`. */
const regional = new Set(['trailArns', 'eventRuleArns', 'flowLogArns']);

/** One more element of a list: about any region, and about each. */
function elementPlaces(at: Fact, path: Path, schema: z.ZodType, list: readonly unknown[]): Place[] {
  const { world, record, fact } = at;
  const end = [...path, String(list.length)];
  const listed = listedKind(kindOf(record.kind), fact);
  const regions = ((record.facts['regions'] ?? []) as unknown[]).filter((region) => typeof region === 'string');
  const hidingIn = (region: string) => (): World[] => [
    world,
    ...hiddenAssets(world, listed!, record.account, region).map((asset) =>
      withRecord(withRecord(world, asset), {
        ...record,
        facts: { ...record.facts, [fact]: [...list, asset.id] },
      }),
    ),
  ];
  if (listed !== undefined) {
    const anywhere = { ...place(at, end, []), known: () => regions.flatMap((region) => hidingIn(region)()) };
    if (!regional.has(fact)) return [anywhere];
    return [anywhere, ...regions.map((region) => ({ ...place(at, end, [], region), known: hidingIn(region) }))];
  }
  const { element } = definition(bare(schema));
  const anywhere = place(
    at,
    end,
    list.flatMap((one) => (one instanceof Unknown ? [] : otherValues(element, one))),
  );
  return [{ ...anywhere, known: () => [world, ...anywhere.known()] }];
}

function place({ world, record, fact }: Fact, path: Path, others: readonly unknown[], region?: string): Place {
  const name = [nameOf(record), [fact, ...path].join('.'), region ?? ''].join(' ').trim();
  const put = (other: World, value: unknown): World => {
    const now = other.get(record.kind, record.id)!;
    if (now.unreadable || !isReadable(now.facts[fact], path)) return other;
    return withRecord(other, { ...now, facts: { ...now.facts, [fact]: setAt(now.facts[fact], path, value) } });
  };
  return {
    name,
    kind: record.kind,
    fact,
    hole: (other) => put(other, unread(name, region)),
    known: () => others.map((value) => put(world, value)),
  };
}

const nameOf = ({ kind, name }: AssetRecord): string => `${kind.replace(/^AWS::/, '')} ${name}`;

/** Another hole may have taken what was there. */
function isReadable(value: unknown, path: Path): boolean {
  if (value instanceof Unknown) return path.length === 0;
  const [key, ...rest] = path;
  return key === undefined || rest.length === 0 || isReadable((value as Record<string, unknown>)[key], rest);
}

function setAt(value: unknown, path: Path, to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const part = setAt((value as Record<string, unknown>)[key], rest, to);
  if (!Array.isArray(value)) return { ...(value as object), [key]: part };
  return Number(key) < value.length ? value.with(Number(key), part) : [...(value as unknown[]), part];
}

export function withRecord(world: World, record: AssetRecord): World {
  const changed = createWorld(world.accounts);
  for (const other of world.all()) changed.put(other);
  changed.put(record);
  return changed;
}
