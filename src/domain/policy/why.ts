import { Unknown } from '../../core/unknown.ts';
import type { Condition } from './document.ts';
import type { Match } from './kleene.ts';
import type { ConditionTrace, ElementTrace } from './trace.ts';

/** At most three values, so that a sentence stays a sentence. */
export function listed(values: readonly string[]): string {
  const shown = values.slice(0, 3).join(', ');
  return values.length > 3 ? `${shown} and ${values.length - 3} more` : shown;
}

export function actualText(actual: ConditionTrace['actual']): string {
  if (actual === undefined) return 'absent';
  if (actual instanceof Unknown) return 'unknown';
  return actual.map((value) => (value instanceof Unknown ? 'unknown' : value)).join(', ');
}

export function whyElement({ element, result, expected, actual }: Omit<ElementTrace, 'why'>): string {
  const list = listed(expected);
  if (result === 'unknown') return `it cannot be told whether ${actual} is covered by ${element} ${list}`;
  const covered = element.startsWith('Not') ? result === 'no-match' : result === 'match';
  if (covered) return `${actual} is covered by ${element} ${list}`;
  if (!element.startsWith('Not')) {
    const near = expected.find((value) => value !== actual && value.toLowerCase() === actual.toLowerCase());
    if (near !== undefined && element === 'Resource')
      return `${actual} differs from ${element} ${near} in upper and lower case`;
  }
  return `${actual} is not covered by ${element} ${list}`;
}

/** One sentence that says why a condition matched, did not match, or cannot be told. */
export function whyCondition(condition: Condition, trace: Omit<ConditionTrace, 'why'>): string {
  const { operator } = condition;
  const { key, actual, result } = trace;
  if (condition.values.length === 0) return `${key} is compared with an empty list`;
  if (operator.family === 'null') return whyNull(key, actual, result);
  if (actual === undefined) return whyAbsent(condition, result);
  if (actual instanceof Unknown)
    return result === 'unknown'
      ? `${key} is unknown: ${actual.detail || actual.reason}`
      : `whatever ${key} is, ${operator.name} gives the same answer`;
  const missing = Object.entries(trace.variables)
    .filter(([, value]) => value === undefined)
    .map(([name]) => `\${${name}}`);
  const text = actualText(actual);
  if (result === 'unknown') return whyUnknown(condition, actual, trace.variables);
  if (missing.length > 0) return `${listed(missing)} has no value in this request, and nothing equals it`;
  const matches = result === 'match' ? 'satisfies' : 'does not satisfy';
  return `${key} is ${text}, which ${matches} ${operator.name} ${listed(trace.expected)}${wildcardNote(condition, trace)}`;
}

function whyNull(key: string, actual: ConditionTrace['actual'], result: Match): string {
  if (actual instanceof Unknown) return `it is not known whether ${key} is present`;
  return `${key} is ${actual === undefined ? 'absent' : 'present'}, and Null ${result === 'match' ? 'asks for that' : 'asks for the contrary'}`;
}

function whyAbsent({ operator, key }: Condition, result: Match): string {
  const reason = operator.ifExists
    ? 'IfExists accepts that'
    : operator.set === 'ForAllValues'
      ? 'ForAllValues holds for an empty set'
      : operator.set === 'ForAnyValue'
        ? 'ForAnyValue needs a value'
        : operator.negated
          ? 'a negated operator holds for a missing key'
          : 'the operator needs a value';
  return `${key} is absent from the request, and ${reason}${result === 'unknown' ? ', but a value is unknown' : ''}`;
}

function whyUnknown(
  { operator, key, values }: Condition,
  actual: readonly (string | Unknown)[],
  variables: ConditionTrace['variables'],
): string {
  const unknownVariable = Object.entries(variables).find(([, value]) => value instanceof Unknown);
  if (unknownVariable !== undefined) return `the value of \${${unknownVariable[0]}} is unknown`;
  if (values.some((value) => value instanceof Unknown)) return `a value that ${key} is compared with is unknown`;
  if (actual.some((value) => value instanceof Unknown)) return `${key} is present, and its value is unknown`;
  if (actual.length > 1 && operator.set === undefined) {
    return `${key} has several values, of which ${operator.name} without ForAllValues or ForAnyValue matches some: AWS does not document the result`;
  }
  return `${key} is ${actualText(actual)}, and AWS does not document how ${operator.name} compares it`;
}

/** The most common mistake: a wildcard in an operator that has none. */
function wildcardNote({ operator }: Condition, { expected, result }: Omit<ConditionTrace, 'why'>): string {
  if (operator.family !== 'string' || result !== (operator.negated ? 'match' : 'no-match')) return '';
  const starred = expected.find((value) => /[*?]/.test(value));
  return starred === undefined ? '' : `; ${operator.name} reads "*" and "?" as plain characters`;
}
