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

test('of equally near words the first is taken, and none of none', () => {
  expect(closest('cat', ['bat', 'hat'])).toBe('bat');
  expect(closest('cat', [])).toBeUndefined();
});
