import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { causesPage, PAGE } from './causes-page.ts';

test('docs/causes.md is what the catalogue says: `node tools/causes-page.ts` makes it anew', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(causesPage());
});
