import type { Token } from '#src/domain/policy/wildcard.ts';
import { compileTokens } from '#src/domain/policy/wildcard.ts';
import { parseCidr } from './cidr.ts';
import type { Bound, Matcher, Wildcard } from './model.ts';
import { numericOperators } from './model.ts';
import { fail, isList, isRecord } from './problem.ts';

export const operatorNames: ReadonlySet<string> = new Set([
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'numeric',
  'cidr',
  'exists',
  'anything-but',
]);

export function parseMatcher(value: unknown, path: string): Matcher {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { kind: 'exact', value };
  if (typeof value === 'number') return { kind: 'exact', value };
  if (!isRecord(value)) return fail(path, 'expected a string, a number, true, false, null or an operator in an object');
  const [operator, operand] = single(value, path);
  return parseOperator(operator, operand, `${path}.${operator}`);
}

function single(value: Record<string, unknown>, path: string): [string, unknown] {
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || entries.length > 1) return fail(path, 'one operator per object');
  if (operatorNames.has(first[0])) return first;
  return fail(path, `"${first[0]}" is not an operator; there are ${[...operatorNames].join(', ')}`);
}

function parseOperator(operator: string, operand: unknown, path: string): Matcher {
  switch (operator) {
    case 'prefix':
    case 'suffix':
      if (isRecord(operand)) return { kind: operator, text: ignoreCase(operand, path), ignoreCase: true };
      return { kind: operator, text: string(operand, path), ignoreCase: false };
    case 'equals-ignore-case':
      return { kind: 'equals-ignore-case', text: string(operand, path) };
    case 'wildcard':
      return { kind: 'wildcard', wildcard: wildcard(operand, path) };
    case 'numeric':
      return { kind: 'numeric', bounds: bounds(operand, path) };
    case 'cidr': {
      const text = string(operand, path);
      const range = parseCidr(text) ?? fail(path, 'expected a block of addresses such as 10.0.0.0/8 or 2001:db8::/32');
      return { kind: 'cidr', text, range };
    }
    case 'exists':
      if (typeof operand !== 'boolean') return fail(path, 'expected true or false');
      return { kind: 'exists', exists: operand };
    default:
      return anythingBut(operand, path);
  }
}

function anythingBut(operand: unknown, path: string): Matcher {
  if (!isRecord(operand)) return { kind: 'anything-but', of: 'value', values: plainValues(operand, path) };
  const [operator, inner] = single(operand, path);
  const place = `${path}.${operator}`;
  const list = listOf(inner, place);
  if (operator === 'wildcard') {
    return { kind: 'anything-but', of: 'wildcard', wildcards: list.map((one) => wildcard(one, place)) };
  }
  if (operator !== 'prefix' && operator !== 'suffix' && operator !== 'equals-ignore-case') {
    return fail(place, 'anything-but takes values, prefix, suffix, equals-ignore-case or wildcard');
  }
  return { kind: 'anything-but', of: operator, values: list.map((one) => string(one, place)) };
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!isList(value)) return [value];
  return value.length > 0 ? value : fail(path, 'the list is empty');
}

function plainValues(operand: unknown, path: string): (string | number)[] {
  const values = listOf(operand, path).map((one) =>
    typeof one === 'string' || typeof one === 'number' ? one : fail(path, 'expected strings or numbers'),
  );
  const kinds = new Set(values.map((one) => typeof one));
  return kinds.size > 1 ? fail(path, 'a list holds strings only, or numbers only') : values;
}

function string(value: unknown, path: string): string {
  return typeof value === 'string' ? value : fail(path, 'expected a string');
}

function ignoreCase(value: Record<string, unknown>, path: string): string {
  const [operator, text] = single(value, path);
  return operator === 'equals-ignore-case' ? string(text, path) : fail(path, 'only equals-ignore-case may stand here');
}

function bounds(value: unknown, path: string): Bound[] {
  const shape = 'expected one or two comparisons such as [">", 0, "<=", 5]';
  if (!isList(value) || (value.length !== 2 && value.length !== 4)) return fail(path, shape);
  const result: Bound[] = [];
  for (let index = 0; index < value.length; index += 2) {
    const operator = numericOperators.find((one) => one === value[index]) ?? fail(path, shape);
    const limit = value[index + 1];
    if (typeof limit !== 'number') return fail(path, shape);
    if (Math.abs(limit) > 5e9) fail(path, 'numbers lie between -5.0e9 and 5.0e9');
    result.push({ operator, value: limit });
  }
  return result;
}

/** `*` is any text; a backslash makes an asterisk or a backslash plain. */
function wildcard(value: unknown, path: string): Wildcard {
  const text = string(value, path);
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!;
    if (character === '*') {
      if (tokens.at(-1) === 'any') fail(path, 'asterisks may not stand side by side');
      tokens.push('any');
      continue;
    }
    const next = text[index + 1];
    if (character === '\\' && next !== '*' && next !== '\\') fail(path, String.raw`write a backslash as \\`);
    tokens.push({ literal: character === '\\' ? next! : character });
    if (character === '\\') index += 1;
  }
  return { text, compiled: compileTokens(tokens) };
}
