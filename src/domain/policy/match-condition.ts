import { Unknown } from '../../core/unknown.ts';
import { compileArn, matchConditionArn } from './arn.ts';
import type { Condition, ConditionValue, UnknownCondition, ValueTest } from './document.ts';
import { contains, parseAddress } from './ip.ts';
import { type Match, either, every, matchIf, not, some } from './kleene.ts';
import type { Operator } from './operators.ts';
import { type PreparedRequest, lookup, lookupVariable } from './request.ts';
import { parseBinary, parseBoolean, parseDate, parseNumber } from './scalars.ts';
import { resolveTemplate } from './template.ts';
import { compileTokens, matchesPattern } from './wildcard.ts';

/** One key of one operator. Several are joined by `and`; the values of one by `or`, for negated operators by `nor`. */
export function matchCondition(condition: Condition | UnknownCondition, request: PreparedRequest): Match {
  if ('unknown' in condition) return 'unknown';
  const actual = lookup(request, condition.lowerKey);
  if (actual === undefined) return whenAbsent(condition);
  // Neither presence nor value is known: the answer is known only where both cases agree.
  if (actual instanceof Unknown) return either(whenAbsent(condition), whenPresent(condition, [actual], request));
  return whenPresent(condition, actual, request);
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html : a missing key fails
 * a positive operator and satisfies a negated one, IfExists and ForAllValues; ForAnyValue is never satisfied by it.
 */
function whenAbsent({ operator, values }: Condition): Match {
  if (operator.family === 'null') return some(values, (value) => nullTest(value, true));
  if (operator.ifExists || operator.set === 'ForAllValues') return 'match';
  if (operator.set === 'ForAnyValue') return 'no-match';
  return matchIf(operator.negated);
}

function whenPresent(condition: Condition, actual: readonly (string | Unknown)[], request: PreparedRequest): Match {
  const { operator } = condition;
  if (operator.family === 'null') return some(condition.values, (value) => nullTest(value, false));
  const one = (value: string | Unknown): Match => matchOne(condition, value, request);
  if (operator.set === undefined) {
    if (actual.length === 1) return one(actual[0]!);
    // What an operator without ForAllValues or ForAnyValue does with several values is not documented.
    return either(every(actual, one), some(actual, one));
  }
  // "... or if the key values resolve to a null data set, such as an empty string"
  const filled = actual.filter((value) => value !== '');
  if (filled.length === 0) return whenAbsent(condition);
  // An unknown value may be the empty string, which does not count.
  const without: Match = operator.set === 'ForAllValues' ? 'match' : 'no-match';
  const counted = (value: string | Unknown): Match =>
    value instanceof Unknown ? either(one(value), without) : one(value);
  const result = operator.set === 'ForAllValues' ? every(filled, counted) : some(filled, counted);
  return filled.every((value) => value instanceof Unknown) ? either(result, whenAbsent(condition)) : result;
}

function nullTest(value: ConditionValue | Unknown, absent: boolean): Match {
  if (value instanceof Unknown || value.test.kind !== 'boolean') return 'unknown';
  return matchIf(value.test.value === absent);
}

function matchOne({ operator, values }: Condition, actual: string | Unknown, request: PreparedRequest): Match {
  const found = some(values, (value) =>
    value instanceof Unknown ? 'unknown' : compare(operator, value.test, actual, request),
  );
  return operator.negated ? not(found) : found;
}

function compare(operator: Operator, test: ValueTest, actual: string | Unknown, request: PreparedRequest): Match {
  switch (test.kind) {
    case 'text': {
      const pattern = test.pattern ?? resolveText(test, operator, request);
      if (pattern === undefined) return 'no-match';
      if (pattern instanceof Unknown) return 'unknown';
      if (pattern.kind === 'any') return 'match';
      if (actual instanceof Unknown) return 'unknown';
      return matchIf(matchesPattern(pattern, operator.ignoreCase === true ? actual.toLowerCase() : actual));
    }
    case 'arn': {
      const pattern = test.pattern ?? resolveArn(test, request);
      if (pattern === undefined) return 'no-match';
      if (pattern instanceof Unknown || actual instanceof Unknown) return 'unknown';
      return matchConditionArn(pattern, actual);
    }
    case 'number': {
      if (actual instanceof Unknown) return 'unknown';
      const value = operator.family === 'date' ? parseDate(actual) : parseNumber(actual);
      return value === undefined ? 'unknown' : matchIf(compareNumbers(operator, value, test.value));
    }
    case 'boolean': {
      const value = actual instanceof Unknown ? undefined : parseBoolean(actual);
      return value === undefined ? 'unknown' : matchIf(value === test.value);
    }
    case 'binary': {
      const value = actual instanceof Unknown ? undefined : parseBinary(actual);
      return value === undefined ? 'unknown' : matchIf(value === test.value);
    }
    default: {
      const value = actual instanceof Unknown ? undefined : parseAddress(actual);
      return value === undefined ? 'unknown' : matchIf(contains(test.range, value));
    }
  }
}

function compareNumbers(operator: Operator, actual: number, expected: number): boolean {
  switch (operator.comparison) {
    case 'less':
      return actual < expected;
    case 'less-equal':
      return actual <= expected;
    case 'greater':
      return actual > expected;
    case 'greater-equal':
      return actual >= expected;
    default:
      return actual === expected;
  }
}

function resolveText(test: Extract<ValueTest, { kind: 'text' }>, operator: Operator, request: PreparedRequest) {
  const lower = operator.ignoreCase === true;
  const tokens = resolveTemplate(test.template, (key) => {
    const value = lookupVariable(request, key);
    return lower && typeof value === 'string' ? value.toLowerCase() : value;
  });
  if (tokens === undefined || tokens instanceof Unknown) return tokens;
  return compileTokens(tokens);
}

function resolveArn(test: Extract<ValueTest, { kind: 'arn' }>, request: PreparedRequest) {
  const tokens = resolveTemplate(test.template, (key) => lookupVariable(request, key));
  if (tokens === undefined || tokens instanceof Unknown) return tokens;
  return compileArn(tokens, false);
}
