import type { AnyKind } from '#src/core/asset.ts';
import { byText } from '#src/core/order.ts';

/** What is read of one asset: its facts, and along its links what is read of the assets there. */
export interface Reading {
  readonly kind: AnyKind;
  /** In the order in which the kind declares them. */
  readonly facts: ReadonlySet<string>;
  readonly links: ReadonlyMap<string, Reading>;
}

/** Makes readings, each once: two that ask the same are the same object, however many assets they are of. */
export interface Readings {
  readonly make: (kind: AnyKind, facts: Iterable<string>, links: Iterable<readonly [string, Reading]>) => Reading;
  /** What both ask, of assets of one kind; the first itself where the second asks nothing more. */
  readonly union: (first: Reading, second: Reading) => Reading;
}

export function createReadings(): Readings {
  const made = new Map<string, Reading>();
  const numbers = new Map<Reading, number>();
  const unions = new Map<Reading, Map<Reading, Reading>>();

  const make: Readings['make'] = (kind, facts, links) => {
    const asked = new Set(facts);
    const ordered = Object.keys(kind.facts).filter((name) => asked.has(name));
    const along = [...links].toSorted(([a], [b]) => byText(a, b));
    const key = JSON.stringify([kind.name, ordered, along.map(([name, there]) => [name, numbers.get(there)])]);
    const known = made.get(key);
    if (known) return known;
    const reading = { kind, facts: new Set(ordered), links: new Map(along) };
    made.set(key, reading);
    numbers.set(reading, numbers.size);
    return reading;
  };

  const join = (first: Reading, second: Reading): Reading => {
    const links = new Map(first.links);
    for (const [name, there] of second.links) {
      const own = links.get(name);
      links.set(name, own === undefined ? there : union(own, there));
    }
    return make(first.kind, [...first.facts, ...second.facts], links);
  };

  // Asked for every asset that is reached again, of a few pairs.
  const union: Readings['union'] = (first, second) => {
    if (first === second) return first;
    const joined = unions.get(first) ?? new Map<Reading, Reading>();
    unions.set(first, joined);
    const known = joined.get(second) ?? join(first, second);
    joined.set(second, known);
    return known;
  };

  return { make, union };
}
