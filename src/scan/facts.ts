import type { AnyKind, Identity } from '#src/core/asset.ts';
import type { Caller, CallSite, CollectContext, Collector, Located, Scope } from '#src/core/collector.ts';
import { containsUnknown } from '#src/core/guard.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT_KIND, type Provenance, type World } from '#src/core/world.ts';
import { createObserver } from './observer.ts';

export interface FactOptions {
  readonly collectors: ReadonlyMap<string, Collector>;
  readonly caller: Caller;
  readonly accounts: readonly string[];
  readonly partition: string;
  readonly defaultRegion: string;
  readonly selectedRegions?: readonly string[];
  readonly signal: AbortSignal;
  /** An earlier, unfinished world: what it knows for certain is not asked again. */
  readonly earlier?: World;
}

/** A fact, or where an asset is, with the calls that told it. */
export interface Observed<T = unknown> {
  readonly value: T;
  readonly provenance: readonly Provenance[];
}

/** Asks the collectors, for facts and for where assets are. */
export interface FactReader {
  /** Each fact of each asset is asked once, however many want it. */
  fact(kind: AnyKind, self: Identity, name: string): Promise<Observed>;
  /** Finds an asset that `from` names. */
  find(kind: AnyKind, id: string, from: CallSite): Promise<Observed<Located>>;
}

export function createFactReader(options: FactOptions): FactReader {
  const { collectors, caller, accounts, partition, defaultRegion, selectedRegions, signal, earlier } = options;
  const facts = new Map<string, Promise<Observed>>();

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
    factOf(collectorOf(ACCOUNT_KIND), { id: account, name: account, account, region: 'global' }, name);

  function collectorOf(kind: string): Collector {
    const collector = collectors.get(kind);
    if (collector === undefined) throw new Error(`no collector for ${kind}`);
    return collector;
  }

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

  /** An answer that no schema fits, and a scan that is stopped, are holes in the world; whatever else is thrown is a bug. */
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

  async function find(kind: AnyKind, id: string, from: CallSite): Promise<Observed<Located>> {
    const told: Provenance[] = [];
    const site = siteOf(from, scope);
    const observer = createObserver(caller, site, told);
    const value = await observed(() => collectorOf(kind.name).locate.find(id, { ...observer, scope, from: site }));
    return { value, provenance: told };
  }

  return { fact: (kind, self, name) => factOf(collectorOf(kind.name), self, name), find };
}

/** Calls about what has no region go where the session lives. */
function siteOf({ account, region }: CallSite, { defaultRegion }: Scope): CallSite {
  return { account, region: region === 'global' ? defaultRegion : region };
}
