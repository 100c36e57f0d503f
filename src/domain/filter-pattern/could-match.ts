import { matchesColumnCondition, matchesExpression, matchesValue, textMatches } from './evaluate.ts';
import type { Condition, Expression, FilterPattern, Literal, Selector } from './model.ts';

/** `never`: no event at all can match, with the contradiction in words. `maybe` promises nothing. */
export type Satisfiability = { readonly answer: 'maybe' } | { readonly answer: 'never'; readonly because: string };

const maybe: Satisfiability = { answer: 'maybe' };

/** Ways to satisfy a pattern that are looked at; with more of them the answer is `maybe`. */
const wayLimit = 2_000;

/**
 * Whether a pattern can match any event. A filter such as `$.eventName = A && $.eventName = B` is accepted by AWS and
 * by every tool that compares text, and raises no alarm ever. Only contradictions that are certain are told.
 */
export function couldEverMatch(pattern: FilterPattern): Satisfiability {
  if (pattern.kind === 'json') return waysContradict(pattern.expression, jsonContradiction);
  if (pattern.kind === 'terms') return termsContradict(pattern);
  if (pattern.kind !== 'fields') return maybe;
  for (const field of pattern.fields) {
    if (field.kind !== 'field' || field.condition === undefined) continue;
    const result = waysContradict(field.condition, columnContradiction);
    if (result.answer === 'never') return result;
  }
  return maybe;
}

function termsContradict(pattern: Extract<FilterPattern, { kind: 'terms' }>): Satisfiability {
  for (const excluded of pattern.terms) {
    if (excluded.role !== 'exclude' || excluded.match.kind !== 'phrase') continue;
    for (const wanted of pattern.terms) {
      if (wanted.role !== 'include' || wanted.match.kind !== 'phrase') continue;
      if (!wanted.match.text.includes(excluded.match.text)) continue;
      return { answer: 'never', because: `"${wanted.match.text}" is wanted and "${excluded.match.text}" is excluded` };
    }
  }
  return maybe;
}

type Contradiction<Subject> = (conditions: readonly Condition<Subject>[]) => string | undefined;

function waysContradict<Subject>(expression: Expression<Subject>, find: Contradiction<Subject>): Satisfiability {
  const ways = waysOf(expression);
  if (ways === undefined) return maybe;
  let because = '';
  for (const way of ways) {
    const contradiction = find(way);
    if (contradiction === undefined) return maybe;
    because ||= contradiction;
  }
  return { answer: 'never', because };
}

/** The expression as alternatives of conditions that all hold (disjunctive form), or undefined when there are too many. */
function waysOf<Subject>(expression: Expression<Subject>): Condition<Subject>[][] | undefined {
  if (!('operands' in expression)) return [[expression]];
  let ways: Condition<Subject>[][] = expression.kind === 'and' ? [[]] : [];
  for (const operand of expression.operands) {
    const inner = waysOf(operand);
    if (inner === undefined) return undefined;
    if (expression.kind === 'or') ways.push(...inner);
    else if (ways.length * inner.length > wayLimit) return undefined;
    else ways = ways.flatMap((way) => inner.map((other) => [...way, ...other]));
    if (ways.length > wayLimit) return undefined;
  }
  return ways;
}

function jsonContradiction(conditions: readonly Condition<Selector>[]): string | undefined {
  const bySelector = new Map<string, Condition<Selector>[]>();
  for (const condition of conditions) {
    // any element may be meant each time, so conditions on [*] do not speak of one value
    if (condition.subject.some((step) => 'index' in step && step.index === '*')) continue;
    const name = selectorName(condition.subject);
    bySelector.set(name, [...(bySelector.get(name) ?? []), condition]);
  }
  for (const [name, group] of bySelector) {
    const found = valueContradiction(name, group, matchesValue) ?? parentContradiction(name, group, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}

function columnContradiction(conditions: readonly Condition<string>[]): string | undefined {
  const [first] = conditions;
  const holds = (condition: Condition<unknown>, value: unknown): boolean =>
    matchesColumnCondition({ ...condition, subject: '' }, String(value));
  return first === undefined ? undefined : valueContradiction(first.subject, conditions, holds, true);
}

type Holds = (condition: Condition<unknown>, value: unknown) => boolean;

/** Whether no single value can satisfy all the conditions. */
function valueContradiction(
  name: string,
  conditions: readonly Condition<unknown>[],
  holds: Holds,
  textOnly = false,
): string | undefined {
  const absent = conditions.some((condition) => condition.kind === 'exists' && !condition.exists);
  const present = conditions.filter((condition) => condition.kind !== 'exists' || condition.exists);
  if (absent) return present.length > 0 ? `${name} would have to be present and absent` : undefined;
  const candidates = candidateValues(present, textOnly);
  if (candidates !== undefined) {
    const possible = candidates.some((value) =>
      matchesExpression({ kind: 'and', operands: present }, (condition) => holds(condition, value)),
    );
    return possible ? undefined : `${name} would have to have several values at once`;
  }
  return rangeContradiction(name, present) ?? wildcardContradiction(name, present);
}

/** The only values that an exact condition leaves, or undefined when there is none. */
function candidateValues(conditions: readonly Condition<unknown>[], textOnly: boolean): unknown[] | undefined {
  for (const condition of conditions) {
    if (condition.kind === 'is') return [null, true, false];
    if (condition.kind !== 'compare' || condition.operator !== '=' || !isExact(condition.value)) continue;
    const number = Number(condition.value.text);
    // a column "0400" equals the number 400 too, and no list holds all spellings
    if (textOnly && condition.value.kind === 'number') return undefined;
    return Number.isFinite(number) ? [condition.value.text, number] : [condition.value.text];
  }
  return undefined;
}

function isExact(literal: Literal): literal is Exclude<Literal, { kind: 'regex' }> {
  if (literal.kind === 'regex') return false;
  return literal.kind === 'number' || !(literal.text.startsWith('*') || literal.text.endsWith('*'));
}

function rangeContradiction(name: string, conditions: readonly Condition<unknown>[]): string | undefined {
  let low = { value: -Infinity, open: false };
  let high = { value: Infinity, open: false };
  for (const condition of conditions) {
    if (condition.kind !== 'compare' || condition.value.kind !== 'number') continue;
    const value = Number(condition.value.text);
    const open = condition.operator.length === 1;
    if (condition.operator.startsWith('>') && (value > low.value || (value === low.value && open)))
      low = { value, open };
    if (condition.operator.startsWith('<') && (value < high.value || (value === high.value && open)))
      high = { value, open };
  }
  const empty = low.value > high.value || (low.value === high.value && (low.open || high.open));
  return empty ? `no number is in the range asked of ${name}` : undefined;
}

/** `A*` and `B*`, `*a` and `*b`, or `A*` and not `A*`. */
function wildcardContradiction(name: string, conditions: readonly Condition<unknown>[]): string | undefined {
  const wanted = conditions.flatMap((condition) => wildcards(condition, '='));
  const refused = conditions.flatMap((condition) => wildcards(condition, '!='));
  if (refused.includes('*')) return `${name} would have to be no text at all`;
  for (const one of wanted) {
    for (const other of wanted) {
      if (edgesClash(one, other)) return `${name} would have to be both ${one} and ${other}`;
    }
    for (const other of refused) {
      const core = one.replaceAll(/^\*|\*$/g, '');
      const implied =
        one === other ||
        (core !== '' &&
          other.startsWith('*') &&
          other.endsWith('*') &&
          textMatches({ kind: 'text', text: other }, core));
      if (implied) return `${name} would have to be ${one} and not ${other}`;
    }
  }
  return undefined;
}

function wildcards(condition: Condition<unknown>, operator: '=' | '!='): string[] {
  if (condition.kind !== 'compare' || condition.operator !== operator || condition.value.kind !== 'text') return [];
  return [condition.value.text];
}

function edgesClash(one: string, other: string): boolean {
  const starts = [one, other].map((text) => (text.startsWith('*') ? '' : text.replace(/\*$/, '')));
  const ends = [one, other].map((text) => (text.endsWith('*') ? '' : text.replace(/^\*/, '')));
  const startsAgree = starts[0]!.startsWith(starts[1]!) || starts[1]!.startsWith(starts[0]!);
  const endsAgree = ends[0]!.endsWith(ends[1]!) || ends[1]!.endsWith(ends[0]!);
  return !startsAgree || !endsAgree;
}

/** A property that has a string or number as its value has no properties of its own; an absent one neither. */
function parentContradiction(
  name: string,
  group: readonly Condition<Selector>[],
  all: readonly Condition<Selector>[],
): string | undefined {
  const closes = group.some((condition) => condition.kind !== 'exists' || !condition.exists);
  if (!closes) return undefined;
  for (const condition of all) {
    if (condition.kind === 'exists' && !condition.exists) continue;
    const child = selectorName(condition.subject);
    if (child !== name && child.startsWith(name) && /^[.[]/.test(child.slice(name.length))) {
      return `${child} needs an object at ${name}, which the pattern rules out`;
    }
  }
  return undefined;
}

function selectorName(selector: Selector): string {
  return `$${selector.map((step) => ('name' in step ? `.${JSON.stringify(step.name)}` : `[${step.index}]`)).join('')}`.replaceAll(
    /"([\w@-]+)"/g,
    '$1',
  );
}
