import { expect, test } from 'vitest';
import { publishedSizes } from './log-sizes.ts';

test('sizes have the published mean, and most are smaller', () => {
  const sizes = publishedSizes(400).toSorted((left, right) => left - right);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  expect(mean / (9.6e9 / 1.7e6)).toBeGreaterThan(0.9);
  expect(mean / (9.6e9 / 1.7e6)).toBeLessThan(1.1);
  expect(sizes[200]!).toBeLessThan(3000);
  expect(sizes[200]!).toBeGreaterThan(2500);
  expect(sizes.at(-1)!).toBeLessThan(256_000);
});
