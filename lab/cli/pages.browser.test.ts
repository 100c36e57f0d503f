import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSION } from '#src/version.ts';
import { suretyHere } from './in-process.ts';
import { workFolder } from './surety.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (executablePath === undefined) {
  console.log('Pages of the commands in a browser: not tested, because no Chromium is installed.');
}

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const FROM = ['--from', example('organization.snapshot'), '-q'];
const pages: [string, readonly string[]][] = [
  ['scan', FROM],
  ['coverage', FROM],
  ['diagnose', FROM],
  ['alarms', FROM],
  ['verify-logs', ['--directory', example('logs/bucket'), '--public-keys', example('logs/public-keys.json'), '-q']],
];

describe.skipIf(executablePath === undefined)('the page of each command', () => {
  const folder = workFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser.close();
  });

  test.each(pages)(
    '%s: readable light, dark and on a telephone, and says what made it',
    async (command, args) => {
      const file = folder(`${command}.html`);
      await suretyHere([command, ...args, '-o', file]);
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          colorScheme,
          viewport: { width: 360, height: 800 },
          bypassCSP: true,
        });
        const page = await context.newPage();
        await page.goto(`file://${file}`);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        const text = await page.evaluate('document.body.textContent');
        expect(text).toMatch(new RegExp(`surety\\W+${VERSION}`));
        expect(text).toMatch(/20\d\d-\d\d-\d\d[T ]\d\d:/);
        await page.emulateMedia({ media: 'print' });
        expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toMatch(
          /^rgb\(2[45]\d, 2[45]\d, 2[45]\d\)$/,
        );
        await page.emulateMedia({ media: 'screen' });
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
        expect(violations.map(({ id }) => id)).toEqual([]);
        await context.close();
      }
    },
    120_000,
  );
});
