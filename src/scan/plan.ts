import { type AnyKind, type AnyReads, type Link, targetKind } from '#src/core/asset.ts';
import type { Collector } from '#src/core/collector.ts';
import { byText } from '#src/core/order.ts';
import type { Operation } from '#src/core/operation.ts';
import { ACCOUNT_KIND } from '#src/core/world.ts';
import { createReadings, type Reading, type Readings } from './reading.ts';
import { listingLinks } from './unlisted.ts';

/**
 * What must be read. What is read of an asset follows from the paths on which it is reached: a topic that a trail names
 * is asked what is wanted of topics of trails, and not what is wanted of topics of alarms.
 */
export interface Plan {
  /** Of each account of the scan: where it starts. */
  readonly start: Reading;
  /** By the name of its kind, of every asset that is reached, on whatever path: whoever judges a kind judges all of it. */
  readonly judged: ReadonlyMap<string, Reading>;
  /** What is read of an asset that two paths reach. */
  readonly union: Readings['union'];
}

/** What somebody wants to know of the assets of a kind: a rule, or a command of its own. */
export interface Need {
  readonly asset: AnyKind;
  readonly reads: AnyReads;
}

/** Works out which facts are needed of what is reached on which path, and nothing more. */
export function planReads(needs: readonly Need[], account: AnyKind): Plan {
  const readings = createReadings();
  // The regions decide where everything else is asked.
  const ofAccounts = new Set(['regions']);
  const readingOf = (kind: AnyKind, reads: AnyReads): Reading => {
    const facts: string[] = [];
    const links = new Map<string, Reading>();
    for (const [name, deeper] of Object.entries(reads)) {
      const link = kind.links[name] as Link | undefined;
      if (link === undefined) facts.push(name);
      else {
        facts.push(...link.from);
        // Which account owns the asset is not known before it is found.
        for (const fact of link.fromAccount) ofAccounts.add(fact);
        links.set(name, readingOf(targetKind(kind, link), typeof deeper === 'object' ? deeper : {}));
      }
    }
    return readings.make(kind, facts, links);
  };

  const judged = new Map<string, Reading>();
  const lists: Record<string, AnyReads> = {};
  for (const { asset, reads } of needs) {
    const reading = readingOf(asset, reads);
    judged.set(asset.name, readings.union(judged.get(asset.name) ?? reading, reading));
    // What accounts link to is how all assets of another kind are found.
    for (const [name] of listingLinks(account, asset)) lists[name] = {};
  }
  const listing = readingOf(account, lists);
  const start = readings.union(listing, readings.make(account, ofAccounts, []));
  return { start, judged, union: readings.union };
}

/** Every fact and every link of every kind: for snapshots that shall serve all commands. */
export function planEverything(kinds: readonly AnyKind[]): Plan {
  const links = new Map(kinds.map((kind) => [kind.name, new Map<string, Reading>()]));
  const all = new Map<string, Reading>(
    kinds.map((kind) => [kind.name, { kind, facts: new Set(Object.keys(kind.facts)), links: links.get(kind.name)! }]),
  );
  for (const kind of kinds) {
    for (const [name, link] of Object.entries(kind.links as Record<string, Link>)) {
      links.get(kind.name)!.set(name, all.get(targetKind(kind, link).name)!);
    }
  }
  // All of a kind and all of it again is all of it.
  return { start: all.get(ACCOUNT_KIND)!, judged: all, union: (first) => first };
}

/** All readings of a plan, each once. */
export function readingsOf({ start, judged }: Plan): ReadonlySet<Reading> {
  const found = new Set([start, ...judged.values()]);
  // A set goes on to what is added while it is walked.
  for (const { links } of found) for (const there of links.values()) found.add(there);
  return found;
}

/** The operations that a plan may call: each once, by permission. */
export function plannedOperations(plan: Plan, collectors: ReadonlyMap<string, Collector>): Operation[] {
  const operations = new Map<string, Operation>();
  for (const { kind, facts } of readingsOf(plan)) {
    const collector = collectors.get(kind.name);
    if (collector === undefined) continue;
    const all = [...collector.locate.operations, ...[...facts].flatMap((fact) => collector.facts[fact]!.operations)];
    for (const operation of all) operations.set(`${operation.service}:${operation.name}`, operation);
  }
  return [...operations.values()].toSorted((a, b) => byText(a.permission, b.permission));
}
