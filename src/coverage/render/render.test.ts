import { describe, expect, test } from 'vitest';
import type { World } from '#src/core/world.ts';
import { denied, management, sees, settings, statusIn } from '#src/rules/cloudtrail/testing/trails.ts';
import { healthyStatus, healthyWorld, NOW } from '#src/testing/healthy.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { coverage } from '../coverage.ts';
import { csv } from './csv.ts';
import type { CoverageFormat } from './format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { terminal } from './terminal.ts';

const delays = { now: NOW, patience: defaultPatience };
const options = { color: false, width: 80, tool: { name: 'Surety', version: '1.2.3' }, at: '2026-06-01T13:00:00Z' };
const render = (format: CoverageFormat, world: World, changes: Partial<typeof options> = {}): string =>
  [...format(coverage(world, delays), { ...options, ...changes })].join('');

const stopped = healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } });
const withoutKms = healthyWorld({
  trail: { eventSelectors: management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) },
});
const failing = healthyWorld({
  trail: { status: { '111111111111': { 'eu-west-1': { ...healthyStatus, latestDeliveryError: 'AccessDenied' } } } },
  account: { regions: ['eu-west-1'] },
});
const hidden = healthyWorld({ account: sees(denied('cloudtrail:DescribeTrails')) });
const refused = healthyWorld({ bucket: { policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }) } });
const unread = healthyWorld({ bucket: { policy: denied('s3:GetBucketPolicy') } });
const hostile = healthyWorld({
  trail: { configuration: settings({ kmsKeyId: '=cmd|<script>alert(1)</script>\u001b[31m' }) },
});

describe('terminal', () => {
  test('reads without colour: a sign for each cell and sentences for what is missing', () => {
    const text = render(terminal, stopped);
    expect(text).toMatch(/eu-west-1 {4}\+ {6}\+/);
    expect(text).toMatch(/us-east-1 {4}x {6}x/);
    expect(text).toContain('read and write management events: not recorded in us-east-1');
    expect(text).toContain('x not recorded');
  });
  test('colour adds escapes and changes no character', () => {
    const colored = render(terminal, stopped, { color: true });
    expect(colored).not.toBe(render(terminal, stopped));
    // oxlint-disable-next-line no-control-regex -- the escapes are what is taken away
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(render(terminal, stopped));
  });
  test.each([40, 60, 200])('no matrix line is wider than %d columns', (width) => {
    const lines = render(terminal, healthyWorld(), { width }).split('\n');
    const rows = lines.filter((line) => /^(region|eu-west-1|us-east-1) /.test(line));
    expect(rows.length).toBeGreaterThan(2);
    expect(Math.max(...rows.map((line) => line.length))).toBeLessThanOrEqual(width);
  });
  test('who records, and through which selector, is named', () => {
    const text = render(terminal, stopped);
    expect(text).toContain('read and write management events: trail main (#1 "management") in eu-west-1');
  });
  test('excluded sources are named', () => {
    expect(render(terminal, withoutKms)).toContain('in part in eu-west-1 and us-east-1: except kms.amazonaws.com');
  });
  test('recorded but not delivered is neither', () => {
    const text = render(terminal, failing);
    expect(text).toContain('!');
    expect(text).toContain('does not deliver from eu-west-1: AccessDenied');
  });
  test('a delivery that the configuration refuses is told once, with the cause, before AWS reports it', () => {
    const text = render(terminal, refused);
    expect(text).toMatch(/eu-west-1 {4}> {6}> /);
    expect(text).toContain('> will not be delivered');
    const told = text.split('\n').filter((line) => line.includes('will be refused'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      'the next delivery from eu-west-1 and us-east-1 will be refused; AWS reports no error yet.',
    );
    expect(told[0]).toContain('S3-NO-ACL-STMT: No statement of the bucket policy');
  });
  test('a policy that could not be read changes no cell, and is named', () => {
    const text = render(terminal, unread);
    expect(text).toMatch(/eu-west-1 {4}\+ {6}\+ /);
    expect(text).toContain('whether the next delivery from eu-west-1 and us-east-1 gets through is open.');
    expect(text).toContain('Missing permission: s3:GetBucketPolicy');
  });
  test('what was denied names the permission', () => {
    expect(render(terminal, hidden)).toContain('Missing permission: cloudtrail:DescribeTrails');
  });
  test('text of AWS cannot steer the terminal', () => {
    expect(render(terminal, hostile)).not.toContain('\u001b');
  });
});

test('JSON holds every cell, and its summary counts them', () => {
  const report = JSON.parse(render(json, stopped)) as {
    accounts: { classes: { id: string }[]; rows: { region: string; cells: ({ state: string } | null)[] }[] }[];
    summary: Record<string, number>;
  };
  const [account] = report.accounts;
  const cells = account!.rows.flatMap((row) => row.cells);
  expect(account!.classes.map(({ id }) => id)).toContain('management-write');
  const total = Object.values(report.summary).reduce((sum, count) => sum + count, 0);
  expect(total).toBe(cells.filter((cell) => cell !== null).length);
});

test('JSON holds why a delivery will be refused, and what of its configuration is not known', () => {
  const deliveries = (world: World) => {
    const { accounts, summary } = JSON.parse(render(json, world)) as {
      accounts: { rows: { deliveries: object[] }[] }[];
      summary: Record<string, number>;
    };
    return { summary, all: accounts.flatMap(({ rows }) => rows.flatMap((row) => row.deliveries)) };
  };
  const predicted = deliveries(refused);
  expect(predicted.all).toHaveLength(2);
  for (const one of predicted.all) {
    expect(one).toMatchObject({
      state: 'predicted',
      causes: [{ id: 'S3-NO-ACL-STMT', channel: 's3' }, { id: 'S3-NO-PUT-STMT' }],
    });
  }
  expect(predicted.summary).toMatchObject({ recorded: 0, notDelivered: 0 });
  expect(predicted.summary['willFail']).toBeGreaterThan(5);
  const open = deliveries(unread);
  expect(open.all[0]).toMatchObject({
    state: 'delivered',
    open: [{ path: 'bucket.policy', action: 's3:GetBucketPolicy' }],
  });
  expect(open.summary['willFail']).toBe(0);
});

test('CSV names causes and holes of deliveries', () => {
  expect(render(csv, refused)).toMatch(
    /,predicted S3-NO-ACL-STMT S3-NO-PUT-STMT,.*S3-NO-ACL-STMT: No statement of the bucket policy/,
  );
  expect(render(csv, unread)).toMatch(/,delivered 2026-06-01T12:00:00.000Z,.*Missing permission: s3:GetBucketPolicy/);
});

test('JSON of a world without accounts is complete', () => {
  expect(JSON.parse([...json([], options)].join(''))).toMatchObject({ accounts: [], summary: { none: 0 } });
});

test('CSV has one row for each region and class, of equal length, and no formulas', () => {
  const lines = render(csv, healthyWorld()).trimEnd().split('\r\n');
  const [account] = coverage(healthyWorld(), delays);
  const cells = account!.matrix.rows.flatMap((row) => row.cells).filter((cell) => cell !== null);
  expect(lines).toHaveLength(1 + cells.length);
  expect(lines.some((line) => line.startsWith('111111111111,,eu-west-1,management-read,recorded,'))).toBe(true);
  expect(render(csv, hostile)).not.toMatch(/(^|,|")=cmd/m);
});

test('Markdown is one table an account, as wide as its classes', () => {
  const text = render(markdown, withoutKms);
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  expect(new Set(rows.map((line) => line.split('|').length)).size).toBe(1);
  expect(text).toContain('except kms.amazonaws.com');
  expect(render(markdown, refused)).toMatch(/\| ➤ \|.*[^]*S3-NO-ACL-STMT/);
  expect(render(markdown, hostile)).not.toContain('<script>');
});

describe('HTML', () => {
  test('runs and loads nothing', () => {
    const page = render(html, hostile);
    expect(page).not.toMatch(/<script|<link [^>]*href="http|src=/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('&lt;script&gt;');
  });
  test('every cell of the heat map says its state in words', () => {
    const page = render(html, stopped);
    expect(page).toContain('<td class="n"><span aria-hidden="true">x</span><span class="h">not recorded</span></td>');
    expect(page).toContain('<th scope="row">us-east-1</th>');
    expect(render(html, refused)).toContain('<span class="h">will not be delivered</span></td>');
    expect(render(html, refused)).toContain('S3-NO-ACL-STMT: No statement of the bucket policy');
    expect(page).toMatch(/<table class="map"><caption/);
  });
});
