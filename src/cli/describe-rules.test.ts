import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { rules } from '#src/generated/rules.ts';

import { describeRules } from './describe-rules.ts';

const ROOT = join(import.meta.dirname, '../..');

test.each(describeRules(rules))('$id has a page where its link points, and says why and how to repair', (described) => {
  const [, path = ''] = described.page.split('/blob/main/');
  expect(existsSync(join(ROOT, path))).toBe(true);
  expect(path).toContain(described.id);
  for (const text of [described.why, described.fix]) expect(text.length).toBeGreaterThan(20);
});
