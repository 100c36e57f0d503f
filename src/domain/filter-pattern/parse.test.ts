import { expect, test } from 'vitest';
import { parseFilterPattern } from './parse.ts';

test.each([
  ['{ $.a = 1', 9, 'expected "}" at the end of the conditions, found the end of the pattern (at character 10)'],
  ['{ a = 1 }', 2, 'expected a property selector such as $.eventName, found "a = 1 }" (at character 3)'],
  ['{ $.a == 1 }', 7, 'after "=" comes a value; equality is a single ='],
  ['[w1=!ERROR, w2]', 4, 'a value that begins with ! must be quoted'],
  ["{ $.a = 'x' }", 8, 'values are quoted with ", not with single quotes'],
  ['{ $.a = "x }', 8, 'the quotation mark is not closed'],
  ['{ $.a > x }', 9, '">" compares numbers only'],
  ['{ $.a = %(x)% }', 9, 'groups are not supported by CloudWatch Logs'],
  ['{ $.a = %x!% }', 10, '"!" is not supported in a regular expression here; escape it'],
  ['{ $.a = %x }', 8, 'the regular expression is not closed with %'],
  ['{ $.a = 1 } x', 12, 'nothing may follow the pattern'],
  ['{ $.a[x] = 1 }', 6, 'expected an index, * or a quoted name'],
  ['{ $. = 1 }', 4, 'expected a property name'],
  ['[a, ..., b, ...]', 0, 'a pattern has one ellipsis at most'],
  ['[a, b = 1 && c = 2]', 13, 'expected "b", found "c"'],
  ['ERROR -', 7, 'expected a term after "-"'],
  ['%a{5,2}%', 2, 'the repeat counts are in the wrong order'],
  ['%a{9999}%', 1, 'the counted repeats are too large'],
  ['%*a%', 1, 'nothing to repeat before "*"'],
])('%s is refused at character %i: %s', (text, position, message) => {
  const parsed = parseFilterPattern(text);
  expect(parsed).toMatchObject({ ok: false, problem: { position } });
  expect(parsed.ok ? '' : parsed.problem.message).toContain(message);
});

test('1,024 characters are read, 1,025 are not', () => {
  expect(parseFilterPattern('x'.repeat(1024)).ok).toBe(true);
  expect(parseFilterPattern('x'.repeat(1025))).toMatchObject({ ok: false, problem: { position: 1024 } });
});

test('a documented example whose meaning is not documented is refused, not guessed', () => {
  expect(parseFilterPattern('[ip, user, status_code = 4* && bytes > 1000]').ok).toBe(false);
});

test('precedence: brackets, then and, then or', () => {
  const parsed = parseFilterPattern('{ $.a = A || $.b = B && $.c = C && ($.d = D || $.e = E) }');
  const shape = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    return 'operands' in value && Array.isArray(value.operands) && 'kind' in value
      ? { [String(value.kind)]: value.operands.map(shape) }
      : '.';
  };
  expect(parsed.ok && parsed.pattern.kind === 'json' && shape(parsed.pattern.expression)).toEqual({
    or: ['.', { and: ['.', '.', { or: ['.', '.'] }] }],
  });
});
