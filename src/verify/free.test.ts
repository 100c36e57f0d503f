import { expect, test } from 'vitest';
import { free } from './free.ts';

test('bytes with memory of their own are gone', () => {
  const bytes = Buffer.alloc(200_000, 1);
  free(bytes);
  expect(bytes.length).toBe(0);
});

test('bytes that share their memory are left alone', () => {
  const first = Buffer.from('first');
  const second = Buffer.from('second');
  free(first);
  free(second);
  expect([first.toString(), second.toString()]).toEqual(['first', 'second']);
  const part = Buffer.alloc(200_000, 1).subarray(100);
  free(part);
  expect(part[0]).toBe(1);
});
