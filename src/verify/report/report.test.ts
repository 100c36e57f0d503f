import { published } from '#src/report/testing/validate.ts';
import { expect, test } from 'vitest';
import type { Problem } from '#src/domain/digest/problem.ts';
import type { VerifyResult } from '../result.ts';
import { renderers } from './formats.ts';
import { verdictSentence } from './rows.ts';

const from = Date.parse('2026-11-20T00:00:00Z');
const to = Date.parse('2026-11-21T00:00:00Z');
const counts = { valid: 24, invalid: 0, missing: 0, incomplete: 0 };
const chain: VerifyResult['chains'][number] = {
  id: 'bucket/111122223333/eu-west-1/audit@eu-west-1',
  trail: 'audit',
  homeRegion: 'eu-west-1',
  account: '111122223333',
  region: 'eu-west-1',
  bucket: 'bucket',
  prefix: '',
  organization: undefined,
  verdict: 'valid',
  from,
  to,
  digests: counts,
  backfill: { ...counts, valid: 0 },
  logs: { ...counts, unreferenced: 0, uncovered: 0 },
  bytes: 1,
  segments: [{ from, to, state: 'whole' }],
  provenUntil: to,
};
const whole: VerifyResult = {
  tool: { name: 'surety', version: '0.0.0' },
  verdict: 'valid',
  exitCode: 0,
  from,
  to,
  now: to,
  durationMs: 1234,
  chains: [chain],
  problems: [],
  omitted: {},
};
const hostile = 'AWSLogs/"><script>alert(1)</script>\u001b[2J\u202e|`=HYPERLINK("x"),\n&';
const problem: Problem = {
  kind: 'log-modified',
  chain: chain.id,
  bucket: 'bucket',
  key: hostile,
  from,
  to,
  detail: '=1+1',
};
const broken: VerifyResult = {
  ...whole,
  verdict: 'invalid',
  exitCode: 1,
  chains: [
    {
      ...chain,
      trail: hostile,
      verdict: 'invalid',
      segments: [
        { from, to: from + 3_600_000, state: 'broken' },
        { from: from + 3_600_000, to, state: 'whole' },
      ],
    },
  ],
  problems: [{ kind: 'not-due', chain: chain.id, from, to }, problem, { kind: 'log-unreadable', chain: 'other' }],
  omitted: { 'log-modified': 7 },
};
const options = { color: false, verbose: false };

async function render(format: keyof typeof renderers, result: VerifyResult): Promise<string> {
  return (await renderers[format]())(result, options);
}

test.for(Object.keys(renderers) as (keyof typeof renderers)[])(
  '%s shows no character that a terminal or page obeys',
  async (format) => {
    const text = await render(format, broken);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
    expect(text).toContain('log-modified');
  },
);

test('the table says what is wrong, where, when and what it means; notices only when asked for', async () => {
  const text = await render('table', broken);
  expect(text).toContain('2026-11-20 00:00:00Z to 2026-11-21 00:00:00Z');
  expect(text).toContain('The content is not the one that CloudTrail signed');
  expect(text).toContain('Not listed: 7 more log-modified.');
  expect(text).not.toContain('not-due');
  expect((await renderers.table())(broken, { color: true, verbose: true })).toContain('not-due');
});

test('JSON gives times as text and each problem its class', async () => {
  const json: unknown = JSON.parse(await render('json', broken));
  expect(json).toMatchObject({
    schemaVersion: '1.0',
    verdict: 'invalid',
    from: '2026-11-20T00:00:00.000Z',
    problems: [{ kind: 'log-modified', class: 'invalid', key: hostile }, { class: 'incomplete' }, { class: 'notice' }],
  });
});

test.each([
  ['broken', broken],
  ['whole', whole],
])('the JSON of a chain that is %s is what schemas/verify-logs.schema.json says', async (_name, result) => {
  expect(published('verify-logs')(JSON.parse(await render('json', result)))).toEqual([]);
});

test('CSV has no formula, and a line for each whole chain', async () => {
  expect(await render('csv', broken)).toContain(",'=1+1");
  expect(await render('csv', whole)).toBe(
    `verdict,kind,chain,object,span,meaning,detail\r\nvalid,,${chain.id},,,,\r\n`,
  );
});

test('Markdown and HTML hold no markup of an attacker', async () => {
  expect(await render('markdown', broken)).not.toMatch(/<script|\]\(|`/);
  const html = await render('html', broken);
  expect(html).not.toContain('<script');
  expect(html).toContain("default-src 'none'");
});

test('the picture has a bar for each stretch and says in words what it is', async () => {
  const html = await render('html', broken);
  expect(html).toContain('<title>broken: 2026-11-20 00:00:00Z to 2026-11-20 01:00:00Z</title>');
  expect(html).toContain('<title>whole: 2026-11-20 01:00:00Z to 2026-11-21 00:00:00Z</title>');
  expect(html.match(/<g><title>/g)).toHaveLength(2);
});

test('JUnit: a proven problem is a failure, what could not be read an error, a whole chain passes', async () => {
  expect(await render('junit', broken)).toContain('tests="2" failures="1" errors="1"');
  expect(await render('junit', whole)).toContain('tests="1" failures="0" errors="0"');
});

test.for(Object.keys(renderers) as (keyof typeof renderers)[])(
  '%s tells of problems that are not listed',
  async (format) => {
    expect(await render(format, broken)).toMatch(/7 more|"omitted":\{"log-modified":7/);
  },
);

test.for(Object.keys(renderers) as (keyof typeof renderers)[])('%s tells that nothing was found', async (format) => {
  const text = await render(format, { ...whole, verdict: 'incomplete', exitCode: 3, chains: [] });
  expect(text).toMatch(format === 'junit' ? 'errors="1"' : /incomplete/i);
});

test('nothing that was found is not called valid', async () => {
  const text = await render('table', { ...whole, verdict: 'incomplete', exitCode: 3, chains: [] });
  expect(text).toContain('no chain of digests was found');
});

test('the sentence counts the chains that it is about, and tells of the others', () => {
  const chains = (['invalid', 'valid', 'gap', 'valid'] as const).map((verdict) => ({ ...chain, verdict }));
  expect(verdictSentence({ ...whole, verdict: 'invalid', chains })).toBe(
    'Invalid: objects were changed or forged in 1 of 4 chains. Others: 1 gap, 2 valid.',
  );
  expect(verdictSentence(whole)).toBe('Valid: the whole range of 1 chain is proven.');
  expect(verdictSentence({ ...whole, verdict: 'invalid' })).toContain('in a place without a chain. Others: 1 valid.');
});
