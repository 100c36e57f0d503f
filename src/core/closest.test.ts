import { expect, test } from 'vitest';
import { closest } from './closest.ts';

const FORMATS = ['table', 'json', 'csv', 'markdown', 'sarif'];

test.each([
  ['jsn', 'json'],
  ['JSON', 'json'],
  ['tabel', 'table'],
  ['markdwon', 'markdown'],
  ['xml', undefined],
  ['completely-else', undefined],
  ['', undefined],
])('"%s" is most like %s', (word, expected) => {
  expect(closest(word, FORMATS)).toBe(expected);
});

test('who is stricter says how many edits there may be', () => {
  expect(closest('StrngEqls', ['StringEquals'], 2)).toBeUndefined();
  expect(closest('StrngEquls', ['StringEquals'], 2)).toBe('StringEquals');
  expect(closest('Bol', ['Bool', 'Null'], 2)).toBe('Bool');
});

test('a text of a megabyte is told apart at once', () => {
  expect(closest('x'.repeat(1_000_000), FORMATS)).toBeUndefined();
});

test('of equally near words the first is taken, and none of none', () => {
  expect(closest('cat', ['bat', 'hat'])).toBe('bat');
  expect(closest('cat', [])).toBeUndefined();
});
