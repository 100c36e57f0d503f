import { expect, test } from 'vitest';
import { couldEverMatch } from './could-match.ts';
import { matchesFilterPattern } from './evaluate.ts';
import { parseFilterPattern } from './parse.ts';

const long = 'a'.repeat(100_000);

/** Each would take minutes or end the process in a backtracking matcher or an unbounded parser. */
test.each([
  ['many optional repeats', `%${'a*'.repeat(500)}b%`, long],
  ['nested classes of repeats', `%${'[ab]+'.repeat(200)}c%`, long],
  ['counted repeats', '%a{0,490}a{0,490}b%', long],
  ['deep brackets', `{ ${'('.repeat(500)}$.a = 1${')'.repeat(500)} }`, { a: 1 }],
  ['brackets that never close', '{ '.padEnd(1020, '('), { a: 1 }],
  ['a bracket product', `{ ${Array.from({ length: 40 }, () => '($.a=1||$.b=2)').join('&&')} }`, { a: 1 }],
  [
    'wildcards over nested arrays',
    '{ $.a[*][*][*].b = 1 }',
    { a: Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => [{}, {}])) },
  ],
  ['a line of brackets', '[a, ..., b=x]', '['.repeat(100_000)],
])('bounded work: %s', (_, text, event) => {
  const started = performance.now();
  const parsed = parseFilterPattern(text);
  if (parsed.ok) {
    couldEverMatch(parsed.pattern);
    matchesFilterPattern(parsed.pattern, event);
  }
  expect(performance.now() - started).toBeLessThan(10_000);
});
