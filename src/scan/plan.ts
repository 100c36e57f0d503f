import { type AnyKind, type AnyReads, type Link, targetKind } from '#src/core/asset.ts';
import type { Collector } from '#src/core/collector.ts';
import { byText } from '#src/core/order.ts';
import type { Operation } from '#src/core/operation.ts';
import { listingLinks } from './unlisted.ts';

export interface KindPlan {
  readonly kind: AnyKind;
  readonly facts: Set<string>;
  readonly links: Set<string>;
}

/** What must be read, by kind name. */
export type Plan = ReadonlyMap<string, KindPlan>;

/** What somebody wants to know of the assets of a kind: a rule, or a command of its own. */
export interface Need {
  readonly asset: AnyKind;
  readonly reads: AnyReads;
}

/** Works out which facts of which kinds are needed, and nothing more. */
export function planReads(needs: readonly Need[], account: AnyKind): Plan {
  const plan = new Map<string, KindPlan>();
  const planOf = (kind: AnyKind): KindPlan => {
    const known = plan.get(kind.name) ?? { kind, facts: new Set(), links: new Set() };
    plan.set(kind.name, known);
    return known;
  };
  const addLink = (kind: AnyKind, name: string, link: Link): void => {
    const { facts, links } = planOf(kind);
    links.add(name);
    for (const fact of link.from) facts.add(fact);
    for (const fact of link.fromAccount) planOf(account).facts.add(fact);
  };
  const add = (kind: AnyKind, reads: AnyReads): void => {
    const { facts } = planOf(kind);
    for (const [name, deeper] of Object.entries(reads)) {
      const link = kind.links[name] as Link | undefined;
      if (link === undefined) facts.add(name);
      else {
        addLink(kind, name, link);
        add(targetKind(kind, link), typeof deeper === 'object' ? deeper : {});
      }
    }
  };
  for (const need of needs) {
    add(need.asset, need.reads);
    // Accounts are where a scan starts: what they link to is how all assets of another kind are found.
    for (const [name, link] of listingLinks(account, need.asset)) addLink(account, name, link);
  }
  // The regions decide where everything else is asked.
  planOf(account).facts.add('regions');
  return plan;
}

/** Every fact and every link of every kind: for snapshots that shall serve all commands. */
export function planEverything(kinds: readonly AnyKind[]): Plan {
  return new Map(
    kinds.map((kind) => [
      kind.name,
      { kind, facts: new Set(Object.keys(kind.facts)), links: new Set(Object.keys(kind.links)) },
    ]),
  );
}

/** The operations that a plan may call: each once, by permission. */
export function plannedOperations(plan: Plan, collectors: ReadonlyMap<string, Collector>): Operation[] {
  const operations = new Map<string, Operation>();
  for (const { kind, facts } of plan.values()) {
    const collector = collectors.get(kind.name);
    if (collector === undefined) continue;
    const all = [...collector.locate.operations, ...[...facts].flatMap((fact) => collector.facts[fact]!.operations)];
    for (const operation of all) operations.set(`${operation.service}:${operation.name}`, operation);
  }
  return [...operations.values()].toSorted((a, b) => byText(a.permission, b.permission));
}
