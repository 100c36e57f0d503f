import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { render } from '../testing/render.ts';
import {
  hostileFindings,
  manyFindings,
  sampleContext,
  sampleFindings,
  sampleNotes,
  summarize,
} from '../testing/sample.ts';
import { html } from './html.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (executablePath === undefined) {
  console.log('HTML report in a browser: not tested, because no Chromium is installed (apt-get install chromium).');
}

describe.skipIf(executablePath === undefined)('the HTML report in a browser', () => {
  let browser: Browser;
  let folder: string;
  const count = 100_000;
  /** The first poll decides on a quiet machine; a busy one gets its time. */
  const patience = { timeout: 15_000 };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'surety-html-'));
    await writeFile(join(folder, 'sample.html'), render(html, sampleFindings));
    await writeFile(join(folder, 'hostile.html'), render(html, hostileFindings()));
    const writer = html(sampleContext);
    const file = await open(join(folder, 'large.html'), 'w');
    await file.writeFile(writer.start());
    let pending = '';
    for (const finding of manyFindings(count)) {
      pending += writer.finding(finding);
      if (pending.length > 1_000_000) {
        await file.writeFile(pending);
        pending = '';
      }
    }
    await file.writeFile(pending + writer.end(summarize(manyFindings(count)), sampleNotes));
    await file.close();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a report and gathers what it must not do: ask for anything, break its policy, throw. */
  async function openReport(
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; faults: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) {
        faults.push(`request ${request.url()}`);
      }
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(`file://${join(folder, name)}`);
    if (options.javaScriptEnabled !== false) {
      await page.waitForSelector('html[data-ready]', { timeout: 30_000 });
    }
    return { page, faults };
  }

  /** All at once, since pressing one may change what the selector finds. */
  const press = (page: Page, selector: string) =>
    page.locator(selector).evaluateAll((buttons) => {
      for (const button of buttons) {
        button.dispatchEvent(new Event('click', { bubbles: true }));
      }
    });
  const status = (page: Page) => page.textContent('#status');

  test('opens 100,000 findings, searches, filters, pages and sorts them', async () => {
    const started = Date.now();
    const { page, faults } = await openReport('large.html');
    const opened = Date.now() - started;
    expect(await status(page)).toMatch(/of 100,000 findings$/);
    expect(await page.locator('tr.row').count()).toBe(50);

    const before = await status(page);
    const searched = Date.now();
    await page.fill('#q', 'trail-77 arn:aws');
    await expect.poll(() => status(page), patience).not.toBe(before);
    await page.click('.chip[data-value="pass"]');
    await page.fill('#q', 'trail/trail-4242');
    await expect.poll(() => page.locator('tr.row').count(), patience).toBeLessThan(50);
    console.log(`HTML with 100,000 findings: open ${opened} ms, two searches and a filter ${Date.now() - searched} ms`);
    for (const text of await page.locator('tr.row td.asset').allTextContents()) {
      expect(text).toContain('trail-4242');
    }

    await page.fill('#q', '');
    await expect.poll(() => page.locator('tr.row').count(), patience).toBe(50);
    await page.selectOption('#account', '100000000000');
    expect(new Set(await page.locator('td.account').allTextContents())).toEqual(new Set(['100000000000']));
    await page.selectOption('#rule', 'CT-011');
    expect(new Set(await page.locator('td.rule b').allTextContents())).toEqual(new Set(['CT-011']));
    await page.selectOption('#rule', '');
    for (const severity of ['high', 'medium', 'low']) {
      await page.click(`.chip[data-value="${severity}"]`);
    }
    expect(new Set(await page.locator('td.s').allTextContents())).toEqual(new Set(['critical']));
    const first = await page.textContent('tr.row >> nth=0');
    await page.click('#next');
    expect(await page.textContent('tr.row >> nth=0')).not.toBe(first);
    await page.click('thead button:has-text("Asset")');
    const names = await page
      .locator('td.asset')
      .evaluateAll((cells) => cells.map((cell) => cell.firstChild?.textContent ?? ''));
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    expect(faults).toEqual([]);
    expect(opened).toBeLessThan(20_000);
    await page.context().close();
  }, 120_000);

  test('shows everything that is known of a finding, by keyboard', async () => {
    const { page, faults } = await openReport('sample.html');
    await page.locator('tr.row[data-id$="1"] .open').first().focus();
    await page.keyboard.press('Enter');
    const details = (await page.textContent('tr.details')) ?? '';
    for (const part of [
      's3:GetBucketPolicy',
      '2026-03-01T10:15:04.120Z',
      '#1 (Website)',
      'PCI-DSS-4.0 10.3.2',
      'Turn on Block Public Access',
      '79A5B1C2D3E4F506',
    ]) {
      expect(details).toContain(part);
    }
    await page.keyboard.press('Enter');
    expect(await page.locator('tr.details').count()).toBe(0);
    await page.fill('#q', 's3:GetBucketVersioning');
    await expect.poll(() => page.locator('tr.row').count(), patience).toBe(1);
    await page.click('.open');
    expect(await page.textContent('tr.details')).toContain('missing permission s3:GetBucketVersioning');
    await page.fill('#q', '');
    await page.click('.chip[data-value="accepted"]');
    await page.click('.open:has-text("accepted")');
    expect(await page.locator('tr.details', { hasText: 'approved by ciso@example.com' }).count()).toBe(1);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('hostile names are text: nothing runs, nothing loads, no element is made of them', async () => {
    const { page, faults } = await openReport('hostile.html');
    await press(page, '.open');
    expect(await page.title()).toBe('Surety report, 2026-03-01');
    expect(await page.locator('img, svg, iframe, script[src]').count()).toBe(0);
    expect(await page.textContent('main')).toContain('<img src=x onerror=alert(1)>');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('without JavaScript it shows summary, notes and the most urgent findings', async () => {
    const { page } = await openReport('sample.html', { javaScriptEnabled: false });
    const text = await page.locator('body').innerText();
    expect(text).toContain('To resolve 2 unknown, grant the scanning role');
    expect(text).toContain('Exception EX-9 expired');
    expect(text).toContain('Bucket acme-legacy-logs can be read by anyone');
    expect(text.indexOf('Surety report')).toBeLessThan(text.indexOf('Result'));
    await page.context().close();
  });

  test('prints what the filters leave, not only one page of it', async () => {
    const { page } = await openReport('large.html');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('tr.row').count()).toBe(2_000);
    expect(await page.textContent('#status')).toContain('the first 2,000 printed');
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('tr.row').count()).toBe(50);
    await page.context().close();
  });

  test('on paper, narrower than a screen, the list is a table whose columns stand under their heads', async () => {
    const { page } = await openReport('sample.html');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 1000 });
    const left = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((cell) => cell.getBoundingClientRect().left);
    for (const [index, cell] of [
      'td',
      'td.s',
      'td.rule',
      'td.asset',
      'td.account',
      'td.region',
      'td.message',
    ].entries()) {
      expect(await left(`tr.row ${cell}`)).toBe(await left(`thead th:nth-child(${index + 1})`));
    }
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(720);
    await page.context().close();
  });

  test('one standard chosen leaves the findings that speak to its controls', async () => {
    const { page, faults } = await openReport('sample.html');
    await press(page, '.chip[aria-pressed=false]');
    await page.selectOption('#standard', 'PCI-DSS-4.0');
    const speaking = sampleFindings.filter(({ controls = [] }) =>
      controls.some((one) => one.framework === 'PCI-DSS-4.0'),
    );
    expect(await status(page)).toBe(`${speaking.length} of ${sampleFindings.length} findings`);
    expect(page.url()).toContain('standard=PCI-DSS-4.0');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('an address with filters opens with them', async () => {
    const { page } = await openReport('sample.html#q=mfa&verdict=unknown');
    expect(await status(page)).toBe('1 of 14 findings');
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('has no fault that axe finds, in the %s scheme', async (colorScheme) => {
    const { page } = await openReport('sample.html', { colorScheme, bypassCSP: true });
    await press(page, '.chip[aria-pressed=false]');
    await page.click('.open >> nth=0');
    await page.addScriptTag({ content: axe.source });
    const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run().then((result) => result.violations)`,
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  });
});
