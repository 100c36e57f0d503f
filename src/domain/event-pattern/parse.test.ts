import { expect, test } from 'vitest';
import { matchesEventPattern } from './evaluate.ts';
import { parseEventPattern } from './parse.ts';

test.each<[source: unknown, path: string, message: string]>([
  ['{', '', 'this is not JSON'],
  ['[]', '', 'an event pattern is a JSON object'],
  [{}, '', 'an empty object matches nothing'],
  [{ source: 'aws.ec2' }, 'source', 'source: values to match are written in an array: ["value"]'],
  [{ source: [] }, 'source', 'an empty array matches nothing'],
  [{ detail: { a: [{ like: 'x' }] } }, 'detail.a[0]', '"like" is not an operator; there are prefix, suffix'],
  [{ a: ['x', { prefix: 'a', suffix: 'b' }] }, 'a[1]', 'one operator per object'],
  [{ a: [{ prefix: 1 }] }, 'a[0].prefix', 'expected a string'],
  [{ a: [{ prefix: { suffix: 'x' } }] }, 'a[0].prefix', 'only equals-ignore-case may stand here'],
  [{ a: [{ exists: 'true' }] }, 'a[0].exists', 'expected true or false'],
  [{ a: [{ numeric: ['>'] }] }, 'a[0].numeric', 'expected one or two comparisons such as'],
  [{ a: [{ numeric: ['!=', 1] }] }, 'a[0].numeric', 'expected one or two comparisons such as'],
  [{ a: [{ numeric: ['>', 6e9] }] }, 'a[0].numeric', 'numbers lie between'],
  [{ a: [{ cidr: '10.0.0.0/33' }] }, 'a[0].cidr', 'expected a block of addresses'],
  [{ a: [{ cidr: '1:2:3/8' }] }, 'a[0].cidr', 'expected a block of addresses'],
  [{ a: [{ wildcard: 'a**b' }] }, 'a[0].wildcard', 'asterisks may not stand side by side'],
  [{ a: [{ wildcard: String.raw`a\b` }] }, 'a[0].wildcard', String.raw`write a backslash as \\`],
  [{ a: [{ 'anything-but': [] }] }, 'a[0].anything-but', 'the list is empty'],
  [{ a: [{ 'anything-but': ['x', 1] }] }, 'a[0].anything-but', 'a list holds strings only, or numbers only'],
  [
    { a: [{ 'anything-but': { numeric: ['=', 1] } }] },
    'a[0].anything-but.numeric',
    'anything-but takes values, prefix',
  ],
  [{ a: [[1]] }, 'a[0]', 'expected a string, a number, true, false, null or an operator in an object'],
  [{ $or: [{ a: ['x'] }, { b: 'y' }] }, '$or[1].b', 'values to match are written in an array'],
])('%j is refused at "%s": %s', (source, path, message) => {
  const parsed = parseEventPattern(source);
  expect(parsed).toMatchObject({ ok: false, problem: { path } });
  expect(parsed.ok ? '' : parsed.problem.message).toContain(message);
});

test('4,096 characters are read, 4,097 are not', () => {
  const text = (length: number): string => `{"a":["${'x'.repeat(length - 10)}"]}`;
  expect(text(4096)).toHaveLength(4096);
  expect(parseEventPattern(text(4096)).ok).toBe(true);
  expect(parseEventPattern(text(4097)).ok).toBe(false);
});

const alternatives = (count: number, name: string): unknown => ({
  [name]: { $or: Array.from({ length: count }, (_, index) => ({ [`f${index}`]: ['x'] })) },
});

test('1,000 combinations of $or are read, more are not', () => {
  expect(parseEventPattern({ ...Object(alternatives(10, 'a')), ...Object(alternatives(100, 'b')) }).ok).toBe(true);
  expect(parseEventPattern({ ...Object(alternatives(10, 'a')), ...Object(alternatives(101, 'b')) }).ok).toBe(false);
});

test('hostile input costs bounded work', () => {
  const started = performance.now();
  const stars = parseEventPattern({ a: [{ wildcard: `${'*a'.repeat(1000)}b` }] });
  let deep: unknown = 'x';
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  let nested: unknown = ['x'];
  for (let depth = 0; depth < 10_000; depth += 1) nested = { a: nested };
  expect(stars.ok && matchesEventPattern(stars.pattern, { a: 'a'.repeat(100_000) })).toBe(false);
  expect(stars.ok && matchesEventPattern(stars.pattern, { a: deep })).toBe(false);
  expect(parseEventPattern(nested).ok).toBe(false);
  expect(performance.now() - started).toBeLessThan(10_000);
});
