import type { AdvancedSelector, EventCategory, FieldSelector } from './model.ts';
import { fieldMatches } from './records.ts';
import type { FieldDomain, ValueClass } from './value-classes.ts';
import { classCount, representative, valueClasses } from './value-classes.ts';

/** The events asked about: these fields are fixed, all others are free within their domains. */
export type EventClass = {
  readonly eventCategory: EventCategory;
  readonly readOnly?: boolean;
  readonly resourceType?: string;
  /** The field that the answer is told by: it is split first. */
  readonly primary: string;
  readonly domains: Readonly<Record<string, FieldDomain>>;
};

/** What nobody records, as a decision tree over the free fields: each branch holds for a group of values. */
export type Unrecorded =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'split';
      readonly field: string;
      readonly root: string;
      readonly classes: readonly ValueClass[];
      readonly branches: readonly Branch[];
    };

export type Branch = { readonly members: ReadonlySet<ValueClass>; readonly rest: Unrecorded };

const everything: Unrecorded = { kind: 'everything' };
const nothing: Unrecorded = { kind: 'nothing' };

/** Comparisons after which the question is given up. A full trail (500 values) needs about a thirtieth of it. */
const workLimit = 8_000_000;

/** A selector that concerns the class of events, without the fields that the class fixes. */
type Box = { readonly id: number; readonly conditions: ReadonlyMap<string, readonly FieldSelector[]> };

/**
 * The part of an event class that none of the selectors records, exactly. Fields are split one after another; values
 * that the same selectors accept stay together, so the tree grows with the selectors' differences and not with the
 * number of values. undefined: given up, because selectors of this sort (thousands of values that overlap in several
 * fields, beyond what AWS lets a trail have) would take unbounded time.
 */
export function unrecorded(selectors: readonly AdvancedSelector[], eventClass: EventClass): Unrecorded | undefined {
  const boxes = selectors.flatMap((selector, id) => box(selector, id, eventClass));
  const fields = new Set(boxes.flatMap((candidate) => [...candidate.conditions.keys()]));
  fields.delete(eventClass.primary);
  const state: State = {
    fields: [eventClass.primary, ...[...fields].sort()],
    eventClass,
    memo: new Map(),
    work: 0,
  };
  const result = split(boxes, 0, state);
  return state.work > workLimit ? undefined : result;
}

type State = {
  readonly fields: readonly string[];
  readonly eventClass: EventClass;
  readonly memo: Map<string, Unrecorded>;
  work: number;
};

function split(boxes: readonly Box[], depth: number, state: State): Unrecorded {
  if (boxes.length === 0 || state.work > workLimit) return everything;
  if (boxes.some((candidate) => !constrainedFrom(candidate, depth, state.fields))) return nothing;
  const key = `${depth}:${boxes.map((candidate) => candidate.id).join(',')}`;
  const known = state.memo.get(key);
  if (known !== undefined) return known;
  const result = splitField(boxes, depth, state);
  state.memo.set(key, result);
  return result;
}

function splitField(boxes: readonly Box[], depth: number, state: State): Unrecorded {
  const field = state.fields[depth]!;
  state.work += boxes.length;
  const conditions = boxes.flatMap((candidate) => candidate.conditions.get(field) ?? []);
  if (conditions.length === 0) return split(boxes, depth + 1, state);
  const domain = fieldDomain(field, state.eventClass);
  state.work += classCount(conditions, domain) * classCount(conditions, { prefix: '', optional: true });
  if (state.work > workLimit) return everything;
  const classes = valueClasses(conditions, domain);
  const groups = new Map<Unrecorded, Set<ValueClass>>();
  for (const [accepted, members] of bySelectors(boxes, field, classes)) {
    const rest = canonical(split(accepted, depth + 1, state), groups);
    const group = groups.get(rest) ?? new Set();
    for (const member of members) group.add(member);
    groups.set(rest, group);
  }
  if (groups.size === 1) return [...groups.keys()][0]!;
  const branches = [...groups].map(([rest, members]): Branch => ({ members, rest }));
  return { kind: 'split', field, root: domain.prefix, classes, branches };
}

/** Groups the values by which selectors accept them. */
function bySelectors(boxes: readonly Box[], field: string, classes: readonly ValueClass[]): [Box[], ValueClass[]][] {
  const groups = new Map<string, [Box[], ValueClass[]]>();
  for (const valueClass of classes) {
    const value = representative(valueClass);
    const accepted = boxes.filter((candidate) =>
      (candidate.conditions.get(field) ?? []).every((condition) => fieldMatches(condition, value)),
    );
    const key = accepted.map((candidate) => candidate.id).join(',');
    const group = groups.get(key) ?? [accepted, []];
    group[1].push(valueClass);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The same tree found twice is told once: equal branches are joined. */
function canonical(tree: Unrecorded, seen: ReadonlyMap<Unrecorded, unknown>): Unrecorded {
  if (tree.kind !== 'split') return tree;
  for (const other of seen.keys()) if (sameTree(tree, other)) return other;
  return tree;
}

function sameTree(left: Unrecorded, right: Unrecorded): boolean {
  if (left === right) return true;
  if (left.kind !== 'split' || right.kind !== 'split') return false;
  if (left.field !== right.field || left.classes.length !== right.classes.length) return false;
  if (left.branches.length !== right.branches.length) return false;
  return left.branches.every((branch, index) => {
    const other = right.branches[index]!;
    return sameMembers(branch.members, other.members) && sameTree(branch.rest, other.rest);
  });
}

function sameMembers(left: ReadonlySet<ValueClass>, right: ReadonlySet<ValueClass>): boolean {
  if (left.size !== right.size) return false;
  const names = new Set([...left].map((member) => JSON.stringify(member)));
  return [...right].every((member) => names.has(JSON.stringify(member)));
}

function constrainedFrom(candidate: Box, depth: number, fields: readonly string[]): boolean {
  return fields.slice(depth).some((field) => candidate.conditions.has(field));
}

function box(selector: AdvancedSelector, id: number, eventClass: EventClass): Box[] {
  if (selector.fieldSelectors.length === 0) return [];
  const fixed: Record<string, string | undefined> = { eventCategory: eventClass.eventCategory };
  if (eventClass.eventCategory !== 'NetworkActivity') fixed['readOnly'] = String(eventClass.readOnly);
  fixed['resources.type'] = eventClass.resourceType;
  const conditions = new Map<string, FieldSelector[]>();
  for (const condition of selector.fieldSelectors) {
    if (Object.hasOwn(fixed, condition.field)) {
      if (!fieldMatches(condition, fixed[condition.field])) return [];
      continue;
    }
    conditions.set(condition.field, [...(conditions.get(condition.field) ?? []), condition]);
  }
  return [{ id, conditions }];
}

function fieldDomain(field: string, eventClass: EventClass): FieldDomain {
  return eventClass.domains[field] ?? domains[field] ?? { prefix: '', optional: true };
}

/** CloudTrail writes `sessionCredentialFromConsole` only when it is true; every event has a source, a name and a type. */
const domains: Readonly<Record<string, FieldDomain>> = {
  eventSource: { prefix: '', optional: false },
  eventName: { prefix: '', optional: false },
  eventType: { prefix: '', optional: false },
  'resources.ARN': { prefix: '', optional: false },
  readOnly: { prefix: '', values: ['true', 'false'], optional: false },
  sessionCredentialFromConsole: { prefix: '', values: ['true'], optional: true },
};
