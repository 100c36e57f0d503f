import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { describeRules } from './describe-rules.ts';

test('every rule is described, and the page that reports link to is in the repository', () => {
  const described = describeRules(rules);
  expect(described).toHaveLength(rules.length);
  for (const { id, why, fix, page } of described) {
    expect([why, fix], `${id} says why and how to mend it`).not.toContain('');
    const path = page.replace(/^https:.*\/blob\/main\//, '');
    expect(existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url))), `${page} is there`).toBe(true);
  }
});
