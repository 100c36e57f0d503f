import { expect, test } from 'vitest';
import { remembered } from './remember.ts';

test('equal texts are read once, until more texts came than are kept', () => {
  const asked: string[] = [];
  const length = remembered((text) => {
    asked.push(text);
    return { length: text.length };
  }, 2);
  expect(length('a')).toBe(length('a'));
  expect(length('bb')).toEqual({ length: 2 });
  expect(asked).toEqual(['a', 'bb']);
  length('ccc');
  expect(length('a')).toEqual({ length: 1 });
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
});
