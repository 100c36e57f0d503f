import { expect, test } from 'vitest';
import { couldEverMatch } from './could-match.ts';
import { parseFilterPattern } from './parse.ts';

function answer(text: string): string {
  const parsed = parseFilterPattern(text);
  return parsed.ok ? couldEverMatch(parsed.pattern).answer : parsed.problem.message;
}

test.each([
  ['{ $.eventName = A && $.eventName = B }', 'never'],
  ['{ $.eventName = A || $.eventName = B }', 'maybe'],
  ['{ ($.eventName = CreateTrail) && ($.eventName = UpdateTrail) && ($.eventName = DeleteTrail) }', 'never'],
  ['{ $.eventName = A && $.eventName = "A*" }', 'maybe'],
  ['{ $.eventName = A && $.eventName = "B*" }', 'never'],
  ['{ $.eventName = A && $.eventName != A }', 'never'],
  ['{ $.eventName = A && $.eventName != %A% }', 'never'],
  ['{ $.eventName = "A*" && $.eventName = "B*" }', 'never'],
  ['{ $.eventName = "A*" && $.eventName = "*B" }', 'maybe'],
  ['{ $.eventName != A && $.eventName != B }', 'maybe'],
  ['{ $.a NOT EXISTS && $.a = 1 }', 'never'],
  ['{ $.a NOT EXISTS && $.b = 1 }', 'maybe'],
  ['{ $.a NOT EXISTS && $.a.b = 1 }', 'never'],
  ['{ $.a = x && $.a.b = 1 }', 'never'],
  ['{ $.a = x && $.ab = 1 }', 'maybe'],
  ['{ $.a IS TRUE && $.a IS FALSE }', 'never'],
  ['{ $.a > 5 && $.a < 5 }', 'never'],
  ['{ $.a >= 5 && $.a <= 5 }', 'maybe'],
  ['{ $.a = 5 && $.a > 5 }', 'never'],
  ['{ $.a[*] = A && $.a[*] = B }', 'maybe'],
  ['{ $.a[0] = A && $.a[0] = B }', 'never'],
  ['{ ($.a = A && $.a = B) || $.b = C }', 'maybe'],
  ['{ ($.a = A && $.a = B) || ($.b = A && $.b = B) }', 'never'],
  ['{ $.a != * }', 'never'],
  ['ERROR -ERROR', 'never'],
  ['ERROR -WARN', 'maybe'],
  ['[w1=A && w1=B, w2]', 'never'],
  ['[w1=A || w1=B, w2]', 'maybe'],
  ['', 'maybe'],
])('%s: %s', (text, expected) => {
  expect(answer(text)).toBe(expected);
});

test('the contradiction is put in words', () => {
  const parsed = parseFilterPattern('{ $.eventName = A && $.eventName = B }');
  expect(parsed.ok && couldEverMatch(parsed.pattern)).toEqual({
    answer: 'never',
    because: '$.eventName would have to have several values at once',
  });
});
