import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { grouped, jsonForHtml, jsonLines, jsonText, shorten, valueText, visible } from './text.ts';

test.each([
  ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
  ['the one-byte CSI', '\u009b31m', '\\u{9b}31m'],
  ['a line feed', 'a\nb', 'a\\u{a}b'],
  ['a bidirectional override', 'a\u202eb', 'a\\u{202e}b'],
  ['a lone surrogate', 'a\ud800', 'a\\u{d800}'],
  ['letters of any script and emoji as they are', 'протокол 日本語 🪣 é', 'протокол 日本語 🪣 é'],
])('shows %s', (_name, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('JSON for a terminal reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      expect(JSON.parse(jsonText([value, text]))).toEqual(JSON.parse(JSON.stringify([value, text])));
      expect(JSON.parse(jsonForHtml([value, text]))).toEqual(JSON.parse(JSON.stringify([value, text])));
    }),
  );
});

test('JSON for HTML has nothing that ends a script block', () => {
  expect(jsonForHtml('</script><!--\u2028')).toBe('"\\u003c/script\\u003e\\u003c!--\\u2028"');
});

test('JSON of nothing at all is null', () => {
  expect(jsonText(undefined)).toBe('null');
});

test('a text of the limit stays, one more is shortened to the limit', () => {
  expect(shorten('abcd', 4)).toBe('abcd');
  expect(shorten('abcde', 4)).toBe('abc…');
});

test('shortening never leaves half a character', () => {
  expect(shorten('ab🪣cd', 4)).toBe('ab…');
});

test('a value is a string as it is, or JSON', () => {
  expect(valueText('Off')).toBe('Off');
  expect(valueText({ a: [1] })).toBe('{"a":[1]}');
});

test('counts have their thousands apart, as `toLocaleString` would write them', () => {
  fc.assert(fc.property(fc.nat(), (count) => grouped(count) === count.toLocaleString('en-US')));
});

test('JSON over several lines keeps its values and shows no character that a terminal obeys', () => {
  const value = { name: 'a\u009b31m\u202e\nb', list: [1, '\ud800'] };
  const text = jsonLines(value);
  expect(JSON.parse(text)).toEqual(value);
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u007f-\u009f\u202e\ud800]/);
  expect(text.split('\n')).toHaveLength(7);
});
