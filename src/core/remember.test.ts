import { expect, test } from 'vitest';
import { remembered } from './remember.ts';

test('equal texts are read once, as long as there is room', () => {
  const asked: string[] = [];
  const length = remembered((text) => {
    asked.push(text);
    return { length: text.length };
  }, 2);
  expect(length('a')).toBe(length('a'));
  expect(length('bb')).toEqual({ length: 2 });
  expect(asked).toEqual(['a', 'bb']);
  expect(length('ccc')).toEqual(length('ccc'));
  expect(length('a')).toBe(length('a'));
  expect(asked).toEqual(['a', 'bb', 'ccc', 'ccc']);
});
