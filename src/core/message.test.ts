import { describe, expect, test } from 'vitest';
import { fillMessage, listNames } from './message.ts';

describe('fillMessage', () => {
  test('fills every hole, also twice and with numbers', () => {
    expect(fillMessage('{a} and {b} and {a}', { a: 'x', b: 0 })).toBe('x and 0 and x');
  });
  test('leaves a hole that nothing fills, so that a test can see it', () => {
    expect(fillMessage('{a} {b}', { a: 'x' })).toBe('x {b}');
  });
  test('does not fill holes of what it put in', () => {
    expect(fillMessage('{a}', { a: '{b} $& $1', b: 'no' })).toBe('{b} $& $1');
  });
});

describe('listNames', () => {
  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and f'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  ])('%j is "%s"', (names, text) => expect(listNames(names)).toBe(text));
});
