import type { FieldSelector } from './model.ts';

/**
 * The strings that a field can hold, cut into the classes that selectors can tell apart.
 *
 * Selectors know only "equals", "starts with" and "ends with". So a string outside the listed literals is told from
 * others only by the longest listed prefix and the longest listed suffix that it has (shorter ones follow from these),
 * and one string per pair, with a character between that no selector uses, stands for all of them. That makes "is
 * everything recorded" a finite question with an exact answer, without sampling.
 */
export type ValueClass =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'affix'; readonly prefix: string; readonly suffix: string }
  | { readonly kind: 'absent' };

/** What is known about the values of a field in the question at hand. */
export type FieldDomain = {
  /** Every value begins with this. */
  readonly prefix: string;
  /** The only values there are, where that is known. */
  readonly values?: readonly string[];
  /** Whether an event may lack the field. */
  readonly optional: boolean;
};

/** A private-use character: no AWS name holds it. */
const fresh = '\u{F8FF}';

export function valueClasses(conditions: readonly FieldSelector[], domain: FieldDomain): ValueClass[] {
  const absent: ValueClass[] = domain.optional ? [{ kind: 'absent' }] : [];
  if (domain.values !== undefined) {
    return [...domain.values.map((value): ValueClass => ({ kind: 'literal', value })), ...absent];
  }
  const literals = new Set<string>();
  const prefixes = new Set<string>([domain.prefix]);
  const suffixes = new Set<string>(['']);
  for (const condition of conditions) {
    for (const value of [...(condition.equals ?? []), ...(condition.notEquals ?? [])]) literals.add(value);
    for (const value of [...(condition.startsWith ?? []), ...(condition.notStartsWith ?? [])]) prefixes.add(value);
    for (const value of [...(condition.endsWith ?? []), ...(condition.notEndsWith ?? [])]) suffixes.add(value);
  }
  const classes: ValueClass[] = [];
  for (const value of literals) if (value.startsWith(domain.prefix)) classes.push({ kind: 'literal', value });
  for (const prefix of prefixes) {
    if (!prefix.startsWith(domain.prefix)) continue;
    for (const suffix of suffixes) classes.push({ kind: 'affix', prefix, suffix });
  }
  return [...classes, ...absent];
}

/** How many classes there would be, without making them: the product can be large. */
export function classCount(conditions: readonly FieldSelector[], domain: FieldDomain): number {
  if (domain.values !== undefined) return domain.values.length + 1;
  let literals = 1;
  let prefixes = 1;
  let suffixes = 1;
  for (const condition of conditions) {
    literals += (condition.equals?.length ?? 0) + (condition.notEquals?.length ?? 0);
    prefixes += (condition.startsWith?.length ?? 0) + (condition.notStartsWith?.length ?? 0);
    suffixes += (condition.endsWith?.length ?? 0) + (condition.notEndsWith?.length ?? 0);
  }
  return literals + prefixes * suffixes;
}

/** A value of the class; undefined stands for an event without the field. */
export function representative(valueClass: ValueClass): string | undefined {
  if (valueClass.kind === 'absent') return undefined;
  return valueClass.kind === 'literal' ? valueClass.value : `${valueClass.prefix}${fresh}${valueClass.suffix}`;
}
