import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from '../../lab/index.ts';
import { findRuleFolders } from '../../tools/generate/find.ts';
import { just } from '../../tools/pages/accounts.ts';
import { type AwsCli, missingForScripts, startAwsCli } from '../../tools/pages/aws-cli.ts';
import type { PageCase, Variables } from '../../tools/pages/page-case.ts';
import { readPages } from '../../tools/pages/pages.ts';
import type { Page } from '../../tools/pages/read-page.ts';

const { pages } = readPages();
const available = labAvailable();
const missing = available.ok ? missingForScripts() : available.reason;
if (missing !== undefined) console.warn(`The scripts of the pages are not run: ${missing}`);

const SOURCE = join(import.meta.dirname, '..');
const rows: { id: string; page: Page; how: PageCase; account: string }[] = [];
for (const { id, path } of findRuleFolders(SOURCE)) {
  const page = pages.get(id);
  if (page === undefined) continue;
  const file = join(SOURCE, path, 'testing', 'page.ts');
  const module: { page: PageCase } = existsSync(file) ? await import(file) : { page: {} };
  rows.push({ id, page, how: module.page, account: String(300_000_000_000 + rows.length) });
}

describe.skipIf(missing !== undefined)('the scripts of the pages run against the lab', () => {
  let lab: Lab;
  let cli: AwsCli;
  beforeAll(async () => {
    [lab, cli] = await Promise.all([startLab(), startAwsCli()]);
  });
  afterAll(async () => {
    cli?.stop();
    await lab?.stop();
  });

  test.concurrent.each(rows)(
    '$id',
    async ({ page, how, account }) => {
      const variables = await (how.prepare ?? just())(lab, account);
      const env = lab.env(account, 'us-east-1');
      const scripts = (use: string): string[] =>
        page.blocks.filter((block) => block.use === use).map(({ text }) => fill(text, variables));

      const before = await cli.run(scripts('audit').join('\n'), env);
      const fixed = await cli.run(scripts('fix').join('\n'), env);
      expect(fixed, `the fix says:\n${fixed.output}`).toMatchObject({ code: 0 });
      const after = await cli.run(scripts('audit').join('\n'), env);
      expect(after, `the audit says:\n${after.output}`).toMatchObject({ code: 0 });

      const { shows = [], hides = [] } = how;
      if (shows.length + hides.length === 0) return;
      const isRepaired = (output: string): boolean =>
        shows.every((pattern) => pattern.test(output)) && !hides.some((pattern) => pattern.test(output));
      expect(isRepaired(after.output), `after the fix the audit says:\n${after.output}`).toBe(true);
      expect(isRepaired(before.output), `before the fix the audit said:\n${before.output}`).toBe(false);
    },
    400_000,
  );

  // Accounts of their own: the tests above run beside these.
  test.concurrent.each([
    ['CT-002', 'GetBucketPolicy', 'PutBucketPolicy'],
    ['CT-003', 'GetPublicAccessBlock', 'PutPublicAccessBlock'],
    ['CT-011', 'GetBucketPolicy', 'PutBucketPolicy'],
    ['CT-014', 'GetBucketPolicy', 'PutBucketPolicy'],
    ['CT-102', 'GetBucketPolicy', 'PutBucketPolicy'],
    ['CT-108', 'GetInsightSelectors', 'PutInsightSelectors'],
  ])(
    'the fix of %s stops where %s is denied: what cannot be read is not replaced',
    async (id, read, write) => {
      const row = rows.find((each) => each.id === id)!;
      const account = String(Number(row.account) + 500);
      const variables = await (row.how.prepare ?? just())(lab, account);
      const prepared = lab.calls().length;
      const allow = lab.faults.add({ account, operation: read, kind: 'denied' });
      const script = row.page.blocks.filter((block) => block.use === 'fix').map(({ text }) => fill(text, variables));
      const stopped = await cli.run(script.join('\n'), lab.env(account, 'us-east-1'));
      allow();
      expect(stopped).not.toMatchObject({ code: 0 });
      expect(stopped.output).toContain('AccessDenied');
      const asked = lab
        .calls()
        .slice(prepared)
        .filter((call) => call.account === account);
      expect(asked.map(({ operation }) => operation)).toContain(read);
      expect(asked.filter(({ operation }) => operation === write)).toEqual([]);
    },
    400_000,
  );
});

/** Gives the variables at the top of a script the values of an account. Each must be there to be set by a reader. */
function fill(script: string, variables: Variables): string {
  let filled = script;
  for (const [name, value] of Object.entries(variables)) {
    filled = filled.replace(new RegExp(`^${name}=(?!\\$|")('[^']*'|[A-Z][^ ]*)`, 'm'), `${name}='${value}'`);
  }
  return filled;
}
