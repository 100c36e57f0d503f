import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { denied, management, sees, statusIn } from '#src/rules/cloudtrail/testing/trails.ts';
import { healthyFacts, healthyStatus, healthyWorld, NOW } from '#src/testing/healthy.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { coverage } from '../coverage.ts';
import { html } from './html.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (executablePath === undefined) {
  console.log('Heat map in a browser: not tested, because no Chromium is installed (apt-get install chromium).');
}

const delays = { now: NOW, patience: defaultPatience };
const options = { color: false, width: 80, tool: { name: 'Surety', version: '1' }, at: '2026-06-01T13:00:00Z' };

/** Every state of a cell on one page. */
function page(): string {
  const failing = { ...healthyStatus, latestDeliveryError: 'AccessDenied' };
  const worlds = [
    healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } }),
    healthyWorld({ trail: { eventSelectors: management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) } }),
    healthyWorld({ account: sees(...healthyFacts.account.trailArns, denied('cloudtrail:DescribeTrails')) }),
    healthyWorld({ bucket: { policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }) } }),
    healthyWorld({ trail: { status: { '111111111111': { 'eu-west-1': failing, 'us-east-1': failing } } } }),
  ];
  return [
    ...html(
      worlds.flatMap((world) => [...coverage(world, delays)]),
      options,
    ),
  ].join('');
}

test.skipIf(executablePath === undefined)(
  'the heat map asks for nothing and is accessible, light and dark',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'surety-coverage-'));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const file = join(folder, 'coverage.html');
      await writeFile(file, page());
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ colorScheme, bypassCSP: true });
        const opened = await context.newPage();
        const requests: string[] = [];
        opened.on('request', (request) => requests.push(request.url()));
        await opened.goto(`file://${file}`);
        await opened.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        await opened.evaluate(axe.source);
        const { violations } = (await opened.evaluate('axe.run()')) as {
          violations: { id: string; nodes: unknown[] }[];
        };
        expect(violations.map(({ id }) => id)).toEqual([]);
        expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
        await context.close();
      }
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
