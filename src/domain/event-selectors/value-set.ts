import type { ValueClass } from './value-classes.ts';

export type ValuePattern = {
  readonly equals?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  /** The event does not have the field. */
  readonly absent?: true;
};

/**
 * A set of values in words: `only` the listed patterns, or everything `except` them. `unless` are exceptions inside
 * the patterns; where two patterns hold a value, the longer one decides.
 */
export type ValueSet = {
  readonly kind: 'only' | 'except';
  readonly patterns: readonly ValuePattern[];
  readonly unless: readonly ValuePattern[];
};

/** The members among all classes of a field, as patterns. `root` is the prefix that every value has. */
export function valueSet(members: ReadonlySet<ValueClass>, classes: readonly ValueClass[], root: string): ValueSet {
  const tree = prefixTree(members, classes, root);
  const patterns: ValuePattern[] = [];
  const unless: ValuePattern[] = [];
  for (const valueClass of classes) {
    const inside = members.has(valueClass);
    if (inside === inherited(valueClass, tree)) continue;
    (inside === tree.rootInside ? unless : patterns).push(pattern(valueClass, root));
  }
  return { kind: tree.rootInside ? 'except' : 'only', patterns, unless };
}

type PrefixTree = {
  readonly root: string;
  readonly rootInside: boolean;
  /** By prefix, and by suffix of the values under no longer prefix than the root. */
  readonly inside: ReadonlyMap<string, boolean>;
  readonly bySuffix: ReadonlyMap<string, boolean>;
};

function prefixTree(members: ReadonlySet<ValueClass>, classes: readonly ValueClass[], root: string): PrefixTree {
  const inside = new Map<string, boolean>();
  const bySuffix = new Map<string, boolean>();
  for (const valueClass of classes) {
    if (valueClass.kind !== 'affix') continue;
    if (valueClass.suffix === '') inside.set(valueClass.prefix, members.has(valueClass));
    if (valueClass.prefix === root) bySuffix.set(valueClass.suffix, members.has(valueClass));
  }
  return { root, rootInside: inside.get(root) ?? false, inside, bySuffix };
}

/** What a reader would think of the class if it were not mentioned: what its nearest listed prefix says. */
function inherited(valueClass: ValueClass, tree: PrefixTree): boolean | undefined {
  if (valueClass.kind === 'absent') return tree.rootInside;
  if (valueClass.kind === 'literal') return nearest(valueClass.value, tree, true);
  if (valueClass.suffix === '') {
    return valueClass.prefix === tree.root ? tree.rootInside : nearest(valueClass.prefix, tree, false);
  }
  const byPrefix = tree.inside.get(valueClass.prefix);
  if (valueClass.prefix === tree.root) return byPrefix;
  return byPrefix === tree.bySuffix.get(valueClass.suffix) ? byPrefix : undefined;
}

function nearest(value: string, tree: PrefixTree, orItself: boolean): boolean {
  let found = tree.rootInside;
  let length = tree.root.length;
  for (const [prefix, inside] of tree.inside) {
    if (prefix.length < length || !value.startsWith(prefix) || (!orItself && prefix === value)) continue;
    found = inside;
    length = prefix.length;
  }
  return found;
}

function pattern(valueClass: ValueClass, root: string): ValuePattern {
  if (valueClass.kind === 'absent') return { absent: true };
  if (valueClass.kind === 'literal') return { equals: valueClass.value };
  return {
    ...(valueClass.prefix === root && valueClass.suffix !== '' ? {} : { startsWith: valueClass.prefix }),
    ...(valueClass.suffix === '' ? {} : { endsWith: valueClass.suffix }),
  };
}

/** Whether a set holds a value. Exact where no pattern has a suffix; there, suffix patterns outrank prefix patterns. */
export function valueSetHas(set: ValueSet, value: string): boolean {
  const listed = set.kind === 'only';
  let answer = !listed;
  let best = -1;
  for (const [patterns, meaning] of [
    [set.patterns, listed],
    [set.unless, !listed],
  ] as const) {
    for (const candidate of patterns) {
      const rank = specificity(candidate, value);
      if (rank <= best) continue;
      best = rank;
      answer = meaning;
    }
  }
  return answer;
}

function specificity(candidate: ValuePattern, value: string): number {
  if (candidate.absent) return -1;
  if (candidate.equals !== undefined) return candidate.equals === value ? Number.MAX_SAFE_INTEGER : -1;
  if (!value.startsWith(candidate.startsWith ?? '') || !value.endsWith(candidate.endsWith ?? '')) return -1;
  return (
    (candidate.startsWith ?? '').length + (candidate.endsWith === undefined ? 0 : 1_000_000 + candidate.endsWith.length)
  );
}
