import { splitColumns } from './columns.ts';
import type { Condition, Expression, Field, FilterPattern, Literal, Operator, Selector, Term } from './model.ts';
import { regexFinds } from './regex.ts';

/**
 * Whether a log event matches. Give the text of the event, or the parsed object of an event that is JSON. What the
 * documentation leaves open is decided as AWS is known or likely to do:
 * - known (console tests, https://github.com/DataBiosphere/azul/issues/5884): `!=` on a missing property does not match;
 * - documented: `=` and `!=` on an object, array, boolean or null do not match (only strings and numbers are compared);
 * - documented: terms with `?` are ignored beside terms without it;
 * - likely: a number in the pattern equals a string of the same spelling (the documentation compares
 *   recipientAccountId, a string, with a bare number), and text equals a number of the same spelling;
 * - likely: `[*]` matches when any element does, also with `!=`; `<` and `>` never match strings.
 */
export function matchesFilterPattern(pattern: FilterPattern, event: unknown): boolean {
  if (pattern.kind === 'everything') return true;
  if (pattern.kind === 'terms') return matchesTerms(pattern.terms, asText(event));
  if (pattern.kind === 'fields') return matchesFields(pattern.fields, splitColumns(asText(event)));
  const value = typeof event === 'string' ? parseJson(event) : event;
  return matchesExpression(pattern.expression, (condition) => matchesJson(condition, value));
}

function asText(event: unknown): string {
  return typeof event === 'string' ? event : (JSON.stringify(event) ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function matchesExpression<Subject>(
  expression: Expression<Subject>,
  matches: (condition: Condition<Subject>) => boolean,
): boolean {
  if (!('operands' in expression)) return matches(expression);
  const holds = (operand: Expression<Subject>): boolean => matchesExpression(operand, matches);
  return expression.kind === 'and' ? expression.operands.every(holds) : expression.operands.some(holds);
}

function matchesJson(condition: Condition<Selector>, event: unknown): boolean {
  const holds = (value: unknown): boolean => matchesValue(condition, value);
  if (condition.kind === 'exists') return someSelected(event, condition.subject, 0, () => true) === condition.exists;
  return someSelected(event, condition.subject, 0, holds);
}

/** Whether a condition that needs a value holds for this one. */
export function matchesValue(condition: Condition<unknown>, value: unknown): boolean {
  if (condition.kind === 'exists') return condition.exists;
  if (condition.kind === 'is') return value === { NULL: null, TRUE: true, FALSE: false }[condition.state];
  if (typeof value === 'number') return compareNumber(condition.operator, value, condition.value);
  return typeof value === 'string' && compareText(condition.operator, value, condition.value);
}

/** Visits the values that a selector names; each part of the event is visited once. */
function someSelected(value: unknown, steps: Selector, depth: number, holds: (value: unknown) => boolean): boolean {
  const step = steps[depth];
  if (step === undefined) return value !== undefined && holds(value);
  if ('name' in step) {
    if (!isRecord(value) || !Object.hasOwn(value, step.name)) return false;
    return someSelected(value[step.name], steps, depth + 1, holds);
  }
  if (!Array.isArray(value)) return false;
  if (step.index === '*') return value.some((element) => someSelected(element, steps, depth + 1, holds));
  return step.index < value.length && someSelected(value[step.index], steps, depth + 1, holds);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compareNumber(operator: Operator, value: number, literal: Literal): boolean {
  if (literal.kind !== 'number') return compareText(operator, String(value), literal);
  const wanted = Number(literal.text);
  if (operator === '=') return value === wanted;
  if (operator === '!=') return value !== wanted;
  if (operator === '<') return value < wanted;
  if (operator === '>') return value > wanted;
  return operator === '<=' ? value <= wanted : value >= wanted;
}

function compareText(operator: Operator, value: string, literal: Literal): boolean {
  if (operator !== '=' && operator !== '!=') return false;
  return textMatches(literal, value) === (operator === '=');
}

export function textMatches(literal: Literal, value: string): boolean {
  if (literal.kind === 'regex') return regexFinds(literal.regex, value);
  if (literal.kind === 'number') return value === literal.text;
  const { text } = literal;
  if (text === '*') return true;
  const open = text.startsWith('*');
  const openEnd = text.endsWith('*');
  const core = text.slice(open ? 1 : 0, openEnd ? -1 : undefined);
  if (open && openEnd) return value.includes(core);
  if (open) return value.endsWith(core);
  return openEnd ? value.startsWith(core) : value === text;
}

function matchesTerms(terms: readonly Term[], text: string): boolean {
  const isOr = terms.length > 0 && terms.every((term) => term.role === 'optional');
  if (isOr) return terms.some((term) => termFound(term, text));
  return terms.every((term) => term.role === 'optional' || termFound(term, text) === (term.role === 'include'));
}

function termFound({ match }: Term, text: string): boolean {
  return match.kind === 'regex' ? regexFinds(match.regex, text) : text.includes(match.text);
}

function matchesFields(fields: readonly Field[], columns: readonly string[]): boolean {
  const ellipsis = fields.findIndex((field) => field.kind === 'ellipsis');
  if (ellipsis < 0) {
    return fields.length === columns.length && fields.every((field, index) => matchesColumn(field, columns[index]!));
  }
  const after = fields.length - ellipsis - 1;
  if (columns.length < ellipsis + after) return false;
  return fields.every((field, index) => {
    if (index === ellipsis) return true;
    return matchesColumn(field, columns[index < ellipsis ? index : columns.length - (fields.length - index)]!);
  });
}

function matchesColumn(field: Field, column: string): boolean {
  if (field.kind === 'ellipsis' || field.condition === undefined) return true;
  return matchesExpression(field.condition, (condition) => matchesColumnCondition(condition, column));
}

/** A column is text; where both it and the pattern's value are numbers, they are compared as numbers. */
export function matchesColumnCondition(condition: Condition<string>, column: string): boolean {
  if (condition.kind !== 'compare') return condition.kind === 'exists' && condition.exists;
  const numeric = condition.value.kind === 'number' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(column);
  return numeric
    ? compareNumber(condition.operator, Number(column), condition.value)
    : compareText(condition.operator, column, condition.value);
}
