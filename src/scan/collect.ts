import type { AnyKind, Link } from '#src/core/asset.ts';
import { targetKind } from '#src/core/asset.ts';
import type { Caller, CallSite, CollectContext, Collector, Scope } from '#src/core/collector.ts';
import { containsUnknown } from '#src/core/guard.ts';
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
import { createObserver } from './observer.ts';
import type { Plan } from './plan.ts';

export interface CollectOptions {
  readonly plan: Plan;
  readonly collectors: ReadonlyMap<string, Collector>;
  readonly caller: Caller;
  readonly accounts: readonly string[];
  readonly partition: string;
  readonly defaultRegion: string;
  readonly selectedRegions?: readonly string[];
  readonly signal: AbortSignal;
  /** An earlier, unfinished world: what it knows for certain is not asked again. */
  readonly earlier?: World;
  readonly onAsset?: (found: number, done: number) => void;
}

interface Observed {
  readonly value: unknown;
  readonly provenance: readonly Provenance[];
}

/** Reads what the plan asks for, starting at the accounts and following links. Answers a world even when aborted. */
export async function collectWorld(options: CollectOptions): Promise<World> {
  const { plan, collectors, caller, accounts, partition, defaultRegion, selectedRegions, signal, earlier } = options;
  const world = createWorld(accounts);
  const visited = new Map<string, Promise<void>>();
  const facts = new Map<string, Promise<Observed>>();
  let done = 0;

  const scope: Scope = {
    accounts,
    partition,
    defaultRegion,
    ...(selectedRegions === undefined ? {} : { selectedRegions }),
    accountFact: async (account, name) => (await accountFact(account, name)).value,
    async regions(account) {
      const { value } = await accountFact(account, 'regions');
      return Array.isArray(value) ? (value as (string | Unknown)[]) : [value as Unknown];
    },
  };
  const accountFact = (account: string, name: string): Promise<Observed> =>
    factOf(collectors.get(ACCOUNT_KIND)!, { id: account, name: account, account, region: 'global' }, name);

  function factOf(collector: Collector, self: CollectContext['self'], name: string): Promise<Observed> {
    const key = `${collector.kind.name}\n${self.id}\n${name}`;
    const known = facts.get(key);
    if (known) return known;
    const observed = remembered(collector.kind, self.id, name) ?? ask(collector, self, name);
    facts.set(key, observed);
    return observed;
  }

  /** A fact that the earlier world knows without any hole. */
  function remembered(kind: AnyKind, id: string, name: string): Promise<Observed> | undefined {
    const record = earlier?.get(kind.name, id);
    if (record === undefined || record.missing || !(name in record.facts)) return undefined;
    const value = record.facts[name];
    return containsUnknown(value) ? undefined : Promise.resolve({ value, provenance: record.provenance[name] ?? [] });
  }

  async function ask(collector: Collector, self: CollectContext['self'], name: string): Promise<Observed> {
    const told: Provenance[] = [];
    const site = siteOf(self, scope);
    const context: CollectContext = {
      self,
      scope,
      ...createObserver(caller, site, told),
      fact: async <T>(other: string) => {
        const { value, provenance } = await factOf(collector, self, other);
        told.push(...provenance);
        return value as T | undefined | Unknown;
      },
    };
    const value = await observed(() => collector.facts[name]!.collect(context));
    return { value, provenance: told };
  }

  /** What a collector throws is a hole in the world, not the end of the scan. */
  async function observed<T>(collect: () => Promise<T>): Promise<T | Unknown> {
    try {
      return await collect();
    } catch (error) {
      if (signal.aborted) return new Unknown('cut-short', 'the scan was stopped before this was read');
      if (error instanceof Error && error.name === 'ZodError') {
        return new Unknown('call-failed', 'the answer could not be understood');
      }
      throw error;
    }
  }

  function visit(kind: AnyKind, id: string, from: CallSite): Promise<void> {
    const key = `${kind.name}\n${id}`;
    const known = visited.get(key) ?? read(kind, id, from);
    visited.set(key, known);
    return known;
  }

  async function read(kind: AnyKind, id: string, from: CallSite): Promise<void> {
    const collector = collectors.get(kind.name);
    if (collector === undefined) throw new Error(`no collector for ${kind.name}`);
    const told: Provenance[] = [];
    const site = siteOf(from, scope);
    const observer = createObserver(caller, site, told);
    const located = await observed(() => collector.locate.find(id, { ...observer, scope, from: site }));
    if (located === 'missing' || located instanceof Unknown) {
      const { account, region } = from;
      const trace = { id, name: nameOf(id), account, region, kind: kind.name, facts: {}, provenance: { '': told } };
      world.put(located === 'missing' ? { ...trace, missing: true } : { ...trace, unreadable: located });
    } else {
      const names = [...(plan.get(kind.name)?.facts ?? [])];
      const values = await Promise.all(names.map((name) => factOf(collector, located, name)));
      const record: AssetRecord = {
        ...located,
        kind: kind.name,
        facts: Object.fromEntries(names.map((name, index) => [name, values[index]!.value])),
        provenance: Object.fromEntries(names.map((name, index) => [name, unique(values[index]!.provenance)])),
      };
      world.put(record);
      await follow(kind, record);
    }
    options.onAsset?.(visited.size, ++done);
  }

  async function follow(kind: AnyKind, record: AssetRecord): Promise<void> {
    const visits: Promise<void>[] = [];
    for (const name of plan.get(kind.name)?.links ?? []) {
      const link = kind.links[name] as Link;
      const to = targetKind(kind, link);
      for (const target of linkTargets(world, record, link)) {
        // Assets of a kind link to their siblings: waiting for one another would never end, and they are on their way.
        if (typeof target === 'string' && to !== kind) visits.push(visit(to, target, record));
      }
    }
    await Promise.all(visits);
  }

  const account = collectors.get(ACCOUNT_KIND)!.kind;
  await Promise.all(accounts.map((id) => visit(account, id, { account: id, region: defaultRegion })));
  return sorted(world);
}

/** Calls about what has no region go where the session lives; calls about a stranger's asset go nowhere. */
function siteOf({ account, region }: CallSite, { defaultRegion }: Scope): CallSite {
  return { account, region: region === 'global' ? defaultRegion : region };
}

/** The last part of an ARN: what people call the thing. */
function nameOf(id: string): string {
  return id.slice(Math.max(id.lastIndexOf(':'), id.lastIndexOf('/')) + 1);
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
