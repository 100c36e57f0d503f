import type { AnyKind, Identity, Link } from '#src/core/asset.ts';
import type { CallSite } from '#src/core/collector.ts';
import { byText } from '#src/core/order.ts';
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
import { resourceName } from '#src/domain/aws/arn.ts';
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

/** Reads what the plan asks for, starting at the accounts and following links. Answers a world even when aborted. */
export async function collectWorld(options: CollectOptions): Promise<World> {
  const { plan, accounts, defaultRegion } = options;
  const world = createWorld(accounts);
  const reader = createFactReader(options);
  const visits = new Map<string, Visit>();
  /** Settled when an account is in the world, with all that links ask of it. */
  const accountRecords = new Map<string, Promise<void>>();
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
    const trace = {
      id,
      name: resourceName(id),
      account,
      region,
      kind: kind.name,
      facts: {},
      provenance: { '': provenance },
    };
    world.put(located === 'missing' ? { ...trace, missing: true } : { ...trace, unreadable: located });
    return undefined;
  }

  /** Reads what one path asks of an asset, beside what others asked, and goes on along the links of that path. */
  async function read(location: Promise<Identity | undefined>, reading: Reading): Promise<void> {
    const located = await location;
    if (located === undefined) return;
    const recorded = record(located, reading);
    if (reading.kind.name === ACCOUNT_KIND && !accountRecords.has(located.id)) accountRecords.set(located.id, recorded);
    const followed = [...reading.links.keys()].map((name) => goAlong(located, reading, name));
    await Promise.all([recorded, ...followed]);
  }

  async function record(located: Identity, { kind, facts }: Reading): Promise<void> {
    const told = await tellingOf(kind, located, facts);
    world.put(withFacts(world.get(kind.name, located.id) ?? bare(kind, located), kind, told));
  }

  async function tellingOf(kind: AnyKind, self: Identity, names: Iterable<string>): Promise<Map<string, Observed>> {
    const told = [...names].map(async (name) => [name, await reader.fact(kind, self, name)] as const);
    return new Map(await Promise.all(told));
  }

  /** Follows a link as soon as what it is computed from is known: what is slow at the other end begins early. */
  async function goAlong(located: Identity, { kind, links }: Reading, name: string): Promise<void> {
    const { from, fromAccount } = kind.links[name] as Link;
    const told = await tellingOf(kind, located, from);
    if (fromAccount.length > 0) await accountRecords.get(located.account);
    await Promise.all(follow(withFacts(bare(kind, located), kind, told), kind, name, links.get(name)!));
  }

  /** The readings that a link of an asset sets off. */
  function follow(record: AssetRecord, kind: AnyKind, name: string, there: Reading): Promise<void>[] {
    return linkTargets(world, record, kind.links[name] as Link).flatMap((target) => {
      if (typeof target !== 'string') return [];
      // An account that nobody entered cannot be asked anything.
      if (there.kind.name === ACCOUNT_KIND && !world.accounts.has(target)) return [];
      return reach(target, record, there) ?? [];
    });
  }

  /** Where some links lead is told by assets that were read since: an account's members by its organisation. */
  function* followAgain(): Generator<Promise<void>> {
    for (const [key, { reading }] of visits) {
      const { kind, links } = reading;
      const record = world.get(kind.name, key.slice(kind.name.length + 1));
      // What is not in the world yet was reached in this very round.
      if (record === undefined || record.missing || record.unreadable) continue;
      for (const [name, there] of links) yield* follow(record, kind, name, there);
    }
  }

  let setOff = accounts.flatMap((id) => reach(id, { account: id, region: defaultRegion }, plan.start) ?? []);
  while (setOff.length > 0) {
    await Promise.all(setOff);
    setOff = [...followAgain()];
  }
  return sorted(world);
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
  keyed.sort((a, b) => byText(a.key, b.key));
  for (const { record } of keyed) result.put(record);
  return result;
}
