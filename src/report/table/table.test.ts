import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';

import { render } from '../testing/render.ts';
import { hostileFindings, manyFindings, sampleContext, sampleFindings } from '../testing/sample.ts';
import { columns, wrap } from './columns.ts';
import { table } from './table.ts';

const plain = { color: false, width: 80, verbose: false };
const text = (options = plain, findings = sampleFindings) => render(table(options), findings);

test('what needs work is shown, what passed is counted', () => {
  expect(text()).toContain('x FAIL  legacy (us-east-1)');
  expect(text()).toContain('? UNKNOWN  org-trail (eu-west-1)');
  expect(text()).not.toContain('+ PASS');
  expect(text()).toContain('3 passed');
});

test('--verbose lists what passed and what was accepted too', () => {
  expect(text({ ...plain, verbose: true })).toContain('+ PASS  org-trail (eu-west-1)');
  expect(text({ ...plain, verbose: true })).toContain('~ FAIL, ACCEPTED  legacy (us-east-1)');
});

test('an account of which everything was accepted is in the list of accounts', () => {
  const accepted = sampleFindings.find(({ exception }) => exception !== undefined)!;
  const elsewhere = { ...accepted, asset: { ...accepted.asset, account: '909090909090' } };
  expect(text(plain, [...sampleFindings, elsewhere])).toMatch(/^909090909090( +\.){6}$/m);
});

test('missing permissions are listed once, with the number of findings they keep open', () => {
  const output = text(plain, [...sampleFindings, ...sampleFindings]);
  expect(output).toContain(
    'To resolve 4 unknown, grant the scanning role:\n  kms:DescribeKey (2)\n  s3:GetBucketVersioning (2)\n',
  );
  expect(output).toContain('Unknown for other reasons: other-account (2)');
});

test('an incomplete scan says so before any finding', () => {
  expect(text().indexOf('This scan is incomplete')).toBeLessThan(text().indexOf('Account'));
});

test('the result is the last thing on the screen', () => {
  expect(text().trimEnd().split('\n').slice(-2).join(' ')).toMatch(
    /^4 failed \(1 critical, 1 high, 2 medium\) .* not in this source$/,
  );
});

test('the most urgent finding of each account comes first', () => {
  const output = text();
  expect(output.indexOf('CRITICAL  CT-003')).toBeLessThan(output.indexOf('MEDIUM    CT-007'));
});

test('more findings than a person reads are cut to the most urgent, and the rest is counted', () => {
  const output = text(plain, [...manyFindings(20_000)]);
  expect(output.match(/^ {2}[x?!] /gm)).toHaveLength(30);
  expect(output).toMatch(/[\d,]+ less urgent findings are not shown here/);
  expect(output.match(/^(?:HIGH|MEDIUM|LOW) /gm)).toBeNull();
});

test('rules that one denied call leaves without a verdict are told once, and each by itself with --verbose', () => {
  const unknown = sampleFindings.find(({ rule, outcome }) => rule === 'CT-004' && outcome === 'unknown')!;
  const path = 'trail.bucket.lifecycle';
  const others = ['CT-105', 'CT-106', 'CT-107'].map((rule) => ({
    ...unknown,
    rule,
    unknowns: unknown.unknowns!.map((one) => ({ ...one, path })),
  }));
  const elsewhere = { ...unknown, rule: 'CT-108', unknowns: [{ path, reason: 'throttled' as const, detail: '' }] };
  const output = text(plain, [unknown, ...others, elsewhere]);
  expect(output).toContain('4 rules cannot tell: CT-004, CT-105, CT-106 and CT-107');
  expect(output).toContain('Missing permission:');
  expect(output).toMatch(/HIGH {6}CT-108 /);
  expect(output.match(/^ {2}\? UNKNOWN/gm)).toHaveLength(2);
  const verbose = text({ ...plain, verbose: true }, [unknown, ...others, elsewhere]);
  expect(verbose.match(/^ {2}\? UNKNOWN/gm)).toHaveLength(5);
  expect(text(plain, [unknown, ...others.slice(0, 1)])).not.toContain('rules cannot tell');
});

test('what is left out is counted by rule, the worst first, so that one knows what to ask for', () => {
  const findings = [...manyFindings(2_000)];
  const output = text(plain, findings);
  const lines = output.split('\n');
  const start = lines.findIndex((line) => /^ +failed +unknown$/.test(line));
  const rest = lines.slice(start + 1, lines.indexOf('', start)).map((line) => line.trim().split(/\s+/));
  const severity = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
  const ranks = rest.map(([label]) => severity.indexOf(label!));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  const number = (cell = '') => (cell === '.' ? 0 : Number(cell.replace(',', '')));
  const leftOut = rest.reduce((sum, [, , failed, unknown]) => sum + number(failed) + number(unknown), 0);
  const shown = output.match(/^ {2}[x?!] /gm)!.length;
  const open = findings.filter(
    ({ outcome, exception }) => exception === undefined && ['fail', 'unknown', 'rule-error'].includes(outcome),
  );
  expect(leftOut + shown).toBe(open.length);
  expect(output).toContain(`${leftOut.toLocaleString('en-US')} less urgent findings`);
});

test('several accounts are summed up, the worst first', () => {
  const lines = text(plain, [...manyFindings(2_000)]).split('\n');
  const head = lines.findIndex((line) => line.startsWith('Account  '));
  expect(lines[head]).toMatch(/critical +high +medium +low +unknown +passed$/);
  const critical = lines.slice(head + 1, head + 3).map((line) => Number(line.trim().split(/\s+/)[1]!.replace(',', '')));
  expect(critical[0]).toBeGreaterThanOrEqual(critical[1]!);
});

test('colour changes nothing but colour', () => {
  const colored = text({ ...plain, color: true });
  expect(colored).not.toBe(text());
  expect(stripVTControlCharacters(colored)).toBe(text());
});

test('without colour no escape sequence is written, whatever names AWS returns', () => {
  const output = text({ ...plain, verbose: true }, hostileFindings());
  expect(output).not.toContain('\u001b');
  expect(output).toContain('\\u{1b}[2J');
});

test.each([40, 60, 80, 120, 200])('no line is wider than %i columns', (width) => {
  const output = text({ ...plain, width, verbose: true }, [...sampleFindings, ...hostileFindings()]);
  expect(Math.max(...output.split('\n').map(columns))).toBeLessThanOrEqual(width);
});

test('a complete scan does not speak of completeness', () => {
  const context = { ...sampleContext, scan: { ...sampleContext.scan, complete: true } };
  expect(render(table(plain), [], { context })).not.toContain('incomplete');
});

test('wide characters count two columns, combining marks none', () => {
  expect(columns('日本')).toBe(4);
  expect(columns('e\u0301')).toBe(1);
});

test('a word that fits a line exactly stays whole, one longer is cut', () => {
  expect(wrap('a'.repeat(38), 40, '  ')).toEqual([`  ${'a'.repeat(38)}`]);
  expect(wrap('a'.repeat(39), 40, '  ')).toEqual([`  ${'a'.repeat(38)}`, '  a']);
});
