import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { couldEverMatch } from './could-match.ts';
import { matchesFilterPattern } from './evaluate.ts';
import type { FilterPattern } from './model.ts';
import { maximumLength } from './model.ts';
import { parseFilterPattern } from './parse.ts';
import { printFilterPattern } from './print.ts';
import { fieldPattern, jsonEvent, jsonPattern, line, termPattern } from './testing/arbitraries.ts';
import { referenceMatches } from './testing/reference.ts';

const runs = { numRuns: 1_500 };

test.each([
  ['JSON', jsonPattern],
  ['term', termPattern],
  ['space-delimited', fieldPattern],
])('%s patterns: what is printed reads back to the same pattern', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (pattern) => {
      const text = printFilterPattern(pattern);
      fc.pre(text.length <= maximumLength);
      expect(parseFilterPattern(text)).toEqual({ ok: true, pattern });
    }),
    runs,
  );
});

test.each<[string, fc.Arbitrary<FilterPattern>, fc.Arbitrary<unknown>]>([
  ['JSON patterns on objects', jsonPattern, jsonEvent],
  ['terms on lines', termPattern, line],
  ['columns on lines', fieldPattern, line],
])('%s: the evaluator agrees with a plain reading', (_, arbitrary, events) => {
  let matched = 0;
  fc.assert(
    fc.property(arbitrary, events, (pattern, event) => {
      const expected = referenceMatches(pattern, event);
      if (expected) matched += 1;
      expect(matchesFilterPattern(pattern, event)).toBe(expected);
    }),
    runs,
  );
  expect(matched).toBeGreaterThan(20);
});

test('a pattern that is said to match never matches no random event', () => {
  let never = 0;
  fc.assert(
    fc.property(fc.oneof(jsonPattern, termPattern, fieldPattern), jsonEvent, line, (pattern, event, text) => {
      if (couldEverMatch(pattern).answer !== 'never') return true;
      never += 1;
      return !matchesFilterPattern(pattern, event) && !matchesFilterPattern(pattern, text);
    }),
    { numRuns: 5_000 },
  );
  expect(never).toBeGreaterThan(20);
});

// oxlint-disable-next-line vitest/expect-expect -- that nothing is thrown is the assertion
test('no text makes the parser throw', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '$.',
    'a',
    '=',
    '!=',
    '"',
    '%',
    '&&',
    '||',
    '(',
    ')',
    '*',
    ' ',
    'IS',
    'NOT',
    '\\',
    '1e',
    ',',
    '...',
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (one) => {
      parseFilterPattern(one);
    }),
    { numRuns: 5_000 },
  );
});
