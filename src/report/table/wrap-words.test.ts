import { styleText } from 'node:util';
import { expect, test } from 'vitest';

import { wrapWords } from './wrap-words.ts';

const paint = (text: string): string => styleText('red', text, { validateStream: false });
const words = (count: number, word = 'abcd'): string => Array.from({ length: count }, () => word).join(' ');

test('a line holds as many words as fit, and the others follow further in', () => {
  expect(wrapWords(words(12), 50, '  ', '    ')).toEqual([`  ${words(9)}`, `    ${words(3)}`]);
  expect(wrapWords(words(9), 46, '  ')).toEqual([`  ${words(9)}`]);
  expect(wrapWords(words(9), 45, '  ')).toEqual([`  ${words(8)}`, `  ${words(1)}`]);
});

test('a word that is longer than a line stays whole', () => {
  const arn = `arn:aws:s3:::${'a'.repeat(60)}`;
  expect(wrapWords(`bucket ${arn} is open`, 40, '  ')).toEqual(['  bucket', `  ${arn}`, '  is open']);
});

test('a narrow terminal still gets forty columns of text', () => {
  expect(wrapWords(words(8), 10, '      ')).toEqual([`      ${words(8)}`]);
});

test('colours take no room', () => {
  expect(wrapWords(`${paint('abcd')} ${words(9)}`, 51, '  ')).toHaveLength(1);
});

test('wide characters take two columns', () => {
  expect(wrapWords(words(9, '日本'), 46, '  ')).toEqual([`  ${words(9, '日本')}`]);
  expect(wrapWords(words(9, '日本'), 45, '  ')).toHaveLength(2);
});
