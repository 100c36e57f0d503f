import { expect, test } from 'vitest';
import { free, smallestOwn } from './free.ts';

test('bytes with memory of their own are gone', () => {
  const bytes = Buffer.alloc(200_000, 1);
  free(bytes);
  expect(bytes.length).toBe(0);
});

test.each([10, 20_000, smallestOwn, 65_536 + 1])('a body of %i bytes that came over the line is gone', (size) => {
  const bytes = Buffer.allocUnsafeSlow(size);
  free(bytes);
  expect(bytes.length).toBe(0);
});

test('bytes that share their memory are left alone', () => {
  const first = Buffer.from('first');
  const second = Buffer.from('second');
  free(first);
  free(second);
  expect([first.toString(), second.toString()]).toEqual(['first', 'second']);
  const whole = Buffer.alloc(200_000, 1);
  free(whole.subarray(100));
  free(whole.subarray(0, 100));
  expect(whole[0]).toBe(1);
});
