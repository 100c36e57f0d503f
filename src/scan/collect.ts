import type { AnyKind, Identity, Link } from '#src/core/asset.ts';
import type { CallSite } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import {
  ACCOUNT_KIND,
  type AssetRecord,
  createWorld,
  linkTargets,
  type MutableWorld,
  type Provenance,
  type World,
} from '#src/core/world.ts';
import { createFactReader, type FactOptions, type Observed } from './facts.ts';
import type { Plan } from './plan.ts';
import type { Reading } from './reading.ts';

export interface CollectOptions extends FactOptions {
  readonly plan: Plan;
  readonly onAsset?: (found: number, done: number) => void;
}

/** An asset that was reached. Most are reached on one path, and share their reading with many. */
interface Visit {
  /** All that was asked of it so far. */
  reading: Reading;
  readonly located: Promise<Identity | undefined>;
}

/** Links to go along. */
interface Follow {
  readonly id: string;
  readonly reading: Reading;
}

/** Whether where a link leads depends on other assets, which may have been read since it was followed. */
const isToldElsewhere = ({ to, fromAccount }: Link): boolean => to === 'self' || fromAccount.length > 0;

/** Reads what the plan asks for, starting at the accounts and following links. Answers a world even when aborted. */
export async function collectWorld(options: CollectOptions): Promise<World> {
  const { plan, accounts, defaultRegion } = options;
  const world = createWorld(accounts);
  const reader = createFactReader(options);
  const visits = new Map<string, Visit>();
  const late: Follow[] = [];
  let done = 0;

  /**
   * Takes note that a path reaches an asset. Answers the reading that this set off, none where all of it was set off
   * before: each is awaited by whoever set it off and by nobody else, so assets that link to one another never wait in a
   * circle.
   */
  function reach(id: string, from: CallSite, reading: Reading): Promise<void> | undefined {
    const { kind } = reading;
    const key = `${kind.name}\n${id}`;
    const visit = visits.get(key);
    if (visit === undefined) {
      const whole = plan.union(reading, plan.judged.get(kind.name) ?? reading);
      const first = { reading: whole, located: locate(kind, id, from) };
      visits.set(key, first);
      return read(first.located, whole).then(() => options.onAsset?.(visits.size, ++done));
    }
    const whole = plan.union(visit.reading, reading);
    if (whole === visit.reading) return undefined;
    visit.reading = whole;
    return read(visit.located, reading);
  }

  /** Finds an asset; one that is missing, or that nobody can find out about, leaves a trace that says so. */
  async function locate(kind: AnyKind, id: string, from: CallSite): Promise<Identity | undefined> {
    const { value: located, provenance } = await reader.find(kind, id, from);
    if (located !== 'missing' && !(located instanceof Unknown)) return located;
    const { account, region } = from;
    const trace = { id, name: nameOf(id), account, region, kind: kind.name, facts: {}, provenance: { '': provenance } };
    world.put(located === 'missing' ? { ...trace, missing: true } : { ...trace, unreadable: located });
    return undefined;
  }

  /** Reads what one path asks of an asset, beside what others asked, and goes on along the links of that path. */
  async function read(location: Promise<Identity | undefined>, reading: Reading): Promise<void> {
    const located = await location;
    if (located === undefined) return;
    const { kind } = reading;
    const told = await Promise.all(
      [...reading.facts].map(async (name) => [name, await reader.fact(kind, located, name)] as const),
    );
    world.put(withFacts(world.get(kind.name, located.id) ?? bare(kind, located), kind, new Map(told)));
    const follows = { id: located.id, reading };
    if ([...reading.links.keys()].some((name) => isToldElsewhere(kind.links[name] as Link))) late.push(follows);
    await Promise.all(follow(follows));
  }

  /** The readings that the links of an asset set off. */
  function follow({ id, reading }: Follow): Promise<void>[] {
    const record = world.get(reading.kind.name, id)!;
    const setOff: Promise<void>[] = [];
    for (const [name, there] of reading.links) {
      for (const target of linkTargets(world, record, reading.kind.links[name] as Link)) {
        // An account that nobody entered cannot be asked anything.
        if (typeof target !== 'string' || (there.kind.name === ACCOUNT_KIND && !world.accounts.has(target))) continue;
        const started = reach(target, record, there);
        if (started) setOff.push(started);
      }
    }
    return setOff;
  }

  let setOff = accounts.flatMap((id) => reach(id, { account: id, region: defaultRegion }, plan.start) ?? []);
  while (setOff.length > 0) {
    await Promise.all(setOff);
    setOff = late.flatMap(follow);
  }
  return sorted(world);
}

/** The last part of an ARN: what people call the thing. */
function nameOf(id: string): string {
  return id.slice(Math.max(id.lastIndexOf(':'), id.lastIndexOf('/')) + 1);
}

const bare = (kind: AnyKind, located: Identity): AssetRecord => ({
  ...located,
  kind: kind.name,
  facts: {},
  provenance: {},
});

/** The record with these facts as well, in the order in which the kind declares them: which path came first shows nowhere. */
function withFacts(record: AssetRecord, kind: AnyKind, told: ReadonlyMap<string, Observed>): AssetRecord {
  const facts: Record<string, unknown> = {};
  const provenance: Record<string, readonly Provenance[]> = {};
  for (const name of Object.keys(kind.facts)) {
    const now = told.get(name);
    if (now === undefined && !(name in record.facts)) continue;
    facts[name] = now === undefined ? record.facts[name] : now.value;
    provenance[name] = now === undefined ? record.provenance[name]! : unique(now.provenance);
  }
  return { ...record, facts, provenance };
}

function unique(provenance: readonly Provenance[]): Provenance[] {
  return [...new Set(provenance)];
}

/** Answers come in any order; a world does not depend on it. */
function sorted(world: MutableWorld): World {
  const result = createWorld(world.accounts);
  const key = ({ kind, account, region, id }: AssetRecord): string => [kind, account, region, id].join('\n');
  const keyed = [...world.all()].map((record) => ({ key: key(record), record }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  for (const { record } of keyed) result.put(record);
  return result;
}
