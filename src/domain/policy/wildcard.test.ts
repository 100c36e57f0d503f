import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StepCounter, compileWildcard, matchesPattern } from './wildcard.ts';

/** The textbook definition by dynamic programming: slow and obviously right. */
function reference(pattern: string, text: string): boolean {
  let row = Array.from({ length: text.length + 1 }, (_, index) => index === 0);
  for (const character of pattern) {
    const next = Array<boolean>(text.length + 1).fill(false);
    next[0] = character === '*' && row[0]!;
    for (let index = 1; index <= text.length; index += 1) {
      next[index] =
        character === '*'
          ? row[index]! || next[index - 1]!
          : row[index - 1]! && (character === '?' || character === text[index - 1]);
    }
    row = next;
  }
  return row[text.length]!;
}

const matches = (pattern: string, text: string): boolean => matchesPattern(compileWildcard(pattern), text);

describe('wildcards', () => {
  it.each([
    ['*', '', true, 'a star matches nothing at all'],
    ['**', 'x', true, 'two stars are one'],
    ['?', '', false, 'a question mark needs a character'],
    ['?', 'x', true, 'a question mark takes one character'],
    ['?', 'xy', false, 'and not two'],
    ['a*', 'a/b:c', true, 'a star crosses slashes and colons'],
    ['a*a', 'a', false, 'head and tail do not share a character'],
    ['a*a', 'aa', true, 'head and tail may touch'],
    ['*ab*ab', 'abab', true, 'a middle piece leaves room for the tail'],
    ['*ab*ab', 'aab', false, 'a middle piece is not the tail'],
    ['*a?c*', 'xxabcx', true, 'a middle piece with a hole'],
    ['*a?c*', 'xxacx', false, 'a hole is not nothing'],
    ['abc', 'ABC', false, 'case counts'],
    ['a.c', 'abc', false, 'a dot is a dot'],
  ])('%s against "%s" is %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
    expect(reference(pattern, text)).toBe(expected);
  });

  it('agrees with the reference on any pattern and text', () => {
    const letter = fc.constantFrom('a', 'b', 'c', '/');
    const text = fc.array(letter, { maxLength: 90 }).map((list) => list.join(''));
    const pattern = fc
      .array(fc.oneof(letter, fc.constantFrom('*', '?')), { maxLength: 12 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(pattern, text, (p, t) => matches(p, t) === reference(p, t)),
      { numRuns: 3000 },
    );
  });

  it('agrees with the reference where the pattern was cut out of the text', () => {
    const text = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 120 }).map((list) => list.join(''));
    const masks = fc.array(fc.constantFrom('keep', 'keep', 'keep', '?', '*'), { minLength: 120, maxLength: 120 });
    fc.assert(
      fc.property(text, masks, (t, mask) => {
        const p = t
          .split('')
          .map((character, index) => (mask[index] === 'keep' ? character : mask[index]!))
          .join('');
        return matches(p, t) && reference(p, t);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['*a repeated, then b', `${'*a'.repeat(10_000)}b`, 'a'.repeat(20_000)],
    ['*a repeated against a text without the last letter', `${'*a'.repeat(10_000)}*b*`, 'a'.repeat(20_000)],
    ['one long almost-matching piece', `*${'a'.repeat(10_000)}b*`, 'a'.repeat(20_000)],
    ['pieces that match at every second place', '*aab'.repeat(5_000), 'aaab'.repeat(5_000)],
    ['question marks at both ends', `${'?'.repeat(10_000)}*${'?'.repeat(9_999)}x`, 'a'.repeat(20_001)],
    ['only stars', '*'.repeat(20_000), 'a'.repeat(20_000)],
  ])('takes linear work for %s', (_, pattern, text) => {
    const counter: StepCounter = { steps: 0 };
    matchesPattern(compileWildcard(pattern), text, counter);
    expect(counter.steps).toBeGreaterThan(-1);
    expect(counter.steps).toBeLessThanOrEqual(2 * (pattern.length + text.length));
  });

  it('takes at most text times piece/32 steps for a long piece with question marks', () => {
    const piece = 'a?'.repeat(2_000);
    const text = 'a'.repeat(20_000);
    const counter: StepCounter = { steps: 0 };
    expect(matchesPattern(compileWildcard(`*${piece}b*`), text, counter)).toBe(false);
    expect(counter.steps).toBeGreaterThan(text.length);
    expect(counter.steps).toBeLessThanOrEqual(text.length * Math.ceil((piece.length + 1) / 32) + 2 * text.length);
  });

  it('doubling pattern and text doubles the steps', () => {
    const steps = (size: number): number => {
      const counter: StepCounter = { steps: 0 };
      matchesPattern(compileWildcard(`${'*ab'.repeat(size)}*c*`), 'aab'.repeat(2 * size), counter);
      return counter.steps;
    };
    expect(steps(2_000) / steps(1_000)).toBeCloseTo(2, 1);
    expect(steps(8_000) / steps(4_000)).toBeCloseTo(2, 1);
  });
});
