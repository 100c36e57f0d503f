import { describe, expect, test } from 'vitest';
import type { World } from '#src/core/world.ts';
import { Unknown } from '#src/core/unknown.ts';
import { intents } from '#src/domain/intents/catalogue.ts';
import { signInFailures } from '#src/domain/intents/sign-in-failures.ts';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { alarmOn, alarmWorld, filter, topicOf } from '#src/rules/cloudwatch-logs/testing/alarm-world.ts';
import { flowWorld } from '#src/rules/cloudwatch-logs/testing/flow-world.ts';
import { healthyFacts, ids, NOW } from '#src/testing/healthy.ts';
import { findingOf } from '#src/rules/cloudwatch-logs/testing/verdict.ts';
import { rules } from '#src/generated/rules.ts';
import { alarms } from './alarms.ts';
import { chooseBundle } from './bundle/choose.ts';
import { scriptOf } from './bundle/cli.ts';
import { templateOf, templateYaml } from './bundle/cloudformation.ts';
import { pieceOf } from './bundle/piece.ts';
import { terraformOf } from './bundle/terraform.ts';
import { csv } from './render/csv.ts';
import type { AlarmsFormat } from './render/format.ts';
import { html } from './render/html.ts';
import { json } from './render/json.ts';
import { markdown } from './render/markdown.ts';
import { terminal } from './render/terminal.ts';

const hostile = filter('<script>|=1+1', { pattern: trailChanges.filter });
const membership = { id: 'o-1', managementAccount: '999999999999' };
const world = alarmWorld(trailChanges, { filters: [hostile], account: { membership } });
const [found] = [...alarms(world, { now: NOW })];
const ROWS = intents.length + 2;
const options = { color: false, width: 100, tool: { name: 'surety', version: '1' }, at: '2026-06-01T13:00:00.000Z' };
const text = (format: AlarmsFormat): string => [...format(alarms(world, { now: NOW }), options)].join('');

describe('the table', () => {
  test('has a row for every intent and for flow logs, in the order of the rules', () => {
    const expected = [...intents.map(({ id }) => id), 'CWL-018', 'CWL-019'].toSorted();
    expect(found!.rows.map(({ rule }) => rule)).toEqual(expected);
  });
  test('says who is told, what breaks and what does not apply', () => {
    const row = (rule: string) => found!.rows.find((one) => one.rule === rule);
    expect(row('CWL-003')).toMatchObject({ state: 'covered', told: ['email security@example.com (topic alarms)'] });
    expect(row('CWL-010')).toMatchObject({ state: 'broken', link: 'noFilter' });
    expect(row('CWL-016')).toMatchObject({
      state: 'not-applicable',
      because: ['Recorded in its management account 999999999999.'],
    });
  });
  test('agrees with the rules, which judge by the same chain', () => {
    for (const { rule: id, state } of found!.rows) {
      const rule = rules.find((one) => one.id === id)!;
      const outcome = { covered: 'pass', broken: 'fail', unknown: 'unknown', 'not-applicable': 'not-applicable' }[
        state
      ];
      expect([id, findingOf(rule, world).outcome]).toEqual([id, outcome]);
    }
  });
  test.each<[string, World, 'filter' | 'alarm']>([
    ['told', flowWorld(), 'alarm'],
    ['no filter', flowWorld({ filters: [] }), 'filter'],
    ['nobody has subscribed', flowWorld({ topics: [topicOf({ subscriptions: [] })] }), 'alarm'],
    ['an alarm that waits for 101 records', flowWorld({ alarms: [alarmOn('Rejected', { threshold: 101 })] }), 'alarm'],
    ['a log group that is gone', flowWorld({ noLogGroup: true }), 'filter'],
    ['no list of flow logs', flowWorld({ account: { flowLogArns: new Unknown('access-denied', 'denied') } }), 'filter'],
  ])('agrees with the rules on flow logs: %s', (_, of, where) => {
    const [one] = [...alarms(of, { now: NOW })];
    for (const id of ['CWL-018', 'CWL-019']) {
      const row = one!.rows.find(({ rule }) => rule === id)!;
      const finding = findingOf(
        rules.find((rule) => rule.id === id)!,
        of,
      );
      const outcome = { covered: 'pass', broken: 'fail', unknown: 'unknown', 'not-applicable': 'not-applicable' };
      expect([id, outcome[row.state], row.link]).toEqual([id, finding.outcome, finding.messageId]);
      expect(row.because.length === 0 || row.because[0] === finding.message).toBe(true);
      expect(where === 'filter' && id === 'CWL-019' && row.state === 'covered').toBe(false);
    }
  });
  test('judges by the settings of the rules', () => {
    const five = flowWorld({ alarms: [alarmOn('Rejected', { threshold: 5 })] });
    const state = (settings: (rule: string) => Record<string, unknown>) =>
      [...alarms(five, { now: NOW, settings })][0]!.rows.find(({ rule }) => rule === 'CWL-019')!.state;
    expect(state(() => ({}))).toBe('covered');
    expect(state((rule) => (rule === 'CWL-019' ? { maximumRecords: 4 } : {}))).toBe('broken');
    const failures = alarmWorld(signInFailures, { alarms: [alarmOn(signInFailures.name, { threshold: 5 })] });
    const waits = (maximumEvents: number) =>
      [...alarms(failures, { now: NOW, settings: () => ({ maximumEvents }) })][0]!.rows[0]!.state;
    expect([waits(5), waits(4)]).toEqual(['covered', 'broken']);
  });
  test('names the missing permission of what is unknown', () => {
    const subscriptions = new Unknown('access-denied', 'denied', 'sns:ListSubscriptionsByTopic');
    const [denied] = [...alarms(alarmWorld(trailChanges, { topics: [topicOf({ subscriptions })] }), { now: NOW })];
    const row = denied!.rows.find(({ rule }) => rule === 'CWL-003');
    expect(row).toMatchObject({ state: 'unknown', permission: 'sns:ListSubscriptionsByTopic' });
  });
});

describe('formats', () => {
  test('the terminal reads without colour', () => {
    const shown = text(terminal);
    expect(shown).toContain('+ told           CWL-003  Changes to CloudTrail trails');
    expect(shown).toContain('x not told       CWL-010');
    expect(shown).toMatch(/1 account: 1 told, 16 not told, 3 does not apply\.\n$/);
    expect(shown.split('\n').every((line) => line.length <= 140)).toBe(true);
  });
  test('JSON is valid and counts', () => {
    const parsed = JSON.parse(text(json)) as { accounts: { rows: unknown[] }[]; summary: object };
    expect(parsed.accounts[0]!.rows).toHaveLength(ROWS);
    expect(parsed.summary).toEqual({ covered: 1, broken: 16, unknown: 0, 'not-applicable': 3 });
  });
  test('CSV has a line for each row and runs no formula', () => {
    const lines = text(csv).trimEnd().split('\r\n');
    expect(lines).toHaveLength(ROWS + 1);
    expect(lines.join('\n')).not.toMatch(/(^|,)[=+@-]/m);
  });
  test('Markdown and HTML show a hostile name as text', () => {
    expect(text(markdown)).toContain('&lt;script&gt;&#124;=1+1');
    expect(text(html)).toContain('&lt;script&gt;|=1+1');
    expect(text(html)).not.toContain('<script');
  });
});

describe('the bundle', () => {
  const bundle = chooseBundle(world, alarms(world, { now: NOW }));
  test('holds what is missing, for the log group of the trail', () => {
    expect(bundle.pieces.map(({ name }) => name)).not.toContain(trailChanges.name);
    expect(bundle.pieces).toHaveLength(16);
    expect(bundle.site).toMatchObject({ logGroup: 'trail-events', region: 'eu-west-1', remarks: [] });
  });
  test('says first what no filter mends', () => {
    const stopped = alarmWorld(trailChanges, { without: ['trail'] });
    expect(chooseBundle(stopped, alarms(stopped, { now: NOW })).site.remarks?.[0]).toMatch(
      /^First: No active trail records/,
    );
  });
  test('is refused where nothing is missing, or for several accounts', () => {
    const [one] = [...alarms(world, { now: NOW })];
    const whole = { ...one!, rows: one!.rows.filter(({ state }) => state === 'covered') };
    expect(() => chooseBundle(world, [whole])).toThrow('Nothing is certainly missing');
    expect(() => chooseBundle(world, [one!, one!])).toThrow('this world holds 2');
  });
  test('leaves flow logs out and says so', () => {
    const flow = flowWorld({ filters: [] });
    const [one] = [...alarms(flow, { now: NOW })];
    const onlyFlow = { ...one!, rows: one!.rows.filter(({ rule }) => rule === 'CWL-018') };
    expect(() => chooseBundle(flow, [onlyFlow])).toThrow('Nothing is certainly missing');
    const row = { ...one!.rows.find(({ rule }) => rule === 'CWL-003')!, state: 'broken' as const, link: 'noFilter' };
    const { pieces, site } = chooseBundle(flow, [{ ...onlyFlow, rows: [row, ...onlyFlow.rows] }]);
    expect(pieces.map(({ name }) => name)).toEqual([trailChanges.name]);
    expect(site.remarks?.at(-1)).toMatch(/^Not in this bundle: Log group trail-events has no metric filter/);
  });
  test('as a template: one topic, a filter and an alarm for each intent', () => {
    const { Resources } = templateOf(bundle.pieces, bundle.site) as { Resources: Record<string, { Type: string }> };
    const types = Object.values(Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::CloudWatch::Alarm')).toHaveLength(16);
    expect(types.filter((type) => type === 'AWS::SNS::Topic')).toHaveLength(1);
    expect(templateYaml(bundle.pieces, { remarks: ['First: x'] })).toMatch(/^# First: x\n/);
  });
  test('as Terraform and as a script, names of log groups are quoted', () => {
    const site = { logGroup: `it's "\${x}" %{y}`, region: 'eu-west-1' };
    expect(terraformOf([pieceOf(trailChanges)], site)).toContain(String.raw`default     = "it's \"$${'$'}{x}\" %%{y}"`);
    expect(scriptOf([pieceOf(trailChanges)], site)).toContain(String.raw`LOG_GROUP='it'\''s "$`);
  });
});

test('what the healthy account holds is what the world of the tests is made of', () => {
  expect(world.get('AWS::Logs::LogGroup', ids.logGroup.id)?.facts['configuration']).toEqual(
    healthyFacts.logGroup.configuration,
  );
});
