import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesEventPattern } from './evaluate.ts';
import { parseEventPattern } from './parse.ts';
import { printEventPattern } from './print.ts';
import { eventJson, patternJson } from './testing/arbitraries.ts';
import { referenceMatches } from './testing/reference.ts';

test('what is printed reads back to the same pattern', () => {
  fc.assert(
    fc.property(patternJson, (json) => {
      const parsed = parseEventPattern(json);
      fc.pre(parsed.ok);
      expect(parseEventPattern(JSON.parse(printEventPattern(parsed.pattern)))).toEqual(parsed);
    }),
    { numRuns: 1_500 },
  );
});

test('the evaluator agrees with a plain reading', () => {
  let matched = 0;
  fc.assert(
    fc.property(patternJson, eventJson, (json, event) => {
      const parsed = parseEventPattern(json);
      fc.pre(parsed.ok);
      const expected = referenceMatches(parsed.pattern, event);
      if (expected) matched += 1;
      expect(matchesEventPattern(parsed.pattern, event)).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
  expect(matched).toBeGreaterThan(100);
});

// oxlint-disable-next-line vitest/expect-expect -- that nothing is thrown is the assertion
test('no JSON makes the parser throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.jsonValue()), (source) => {
      parseEventPattern(source);
    }),
    { numRuns: 3_000 },
  );
});
