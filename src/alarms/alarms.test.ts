import { describe, expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import { intents } from '#src/domain/intents/catalogue.ts';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { alarmWorld, filter, topicOf } from '#src/rules/cloudwatch-logs/testing/alarm-world.ts';
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
const [found] = [...alarms(world, NOW)];
const options = { color: false, width: 100, tool: { name: 'surety', version: '1' }, at: '2026-06-01T13:00:00.000Z' };
const text = (format: AlarmsFormat): string => [...format(alarms(world, NOW), options)].join('');

describe('the table', () => {
  test('has a row for every intent, in the order of the rules', () => {
    expect(found!.rows.map(({ rule }) => rule)).toEqual(intents.map(({ id }) => id));
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
  test('names the missing permission of what is unknown', () => {
    const subscriptions = new Unknown('access-denied', 'denied', 'sns:ListSubscriptionsByTopic');
    const [denied] = [...alarms(alarmWorld(trailChanges, { topics: [topicOf({ subscriptions })] }), NOW)];
    const row = denied!.rows.find(({ rule }) => rule === 'CWL-003');
    expect(row).toMatchObject({ state: 'unknown', permission: 'sns:ListSubscriptionsByTopic' });
  });
});

describe('formats', () => {
  test('the terminal reads without colour', () => {
    const shown = text(terminal);
    expect(shown).toContain('+ told           CWL-003  Changes to CloudTrail trails');
    expect(shown).toContain('x not told       CWL-010');
    expect(shown).toMatch(/1 account: 1 told, 16 not told, 1 does not apply\.\n$/);
    expect(shown.split('\n').every((line) => line.length <= 140)).toBe(true);
  });
  test('JSON is valid and counts', () => {
    const parsed = JSON.parse(text(json)) as { accounts: { rows: unknown[] }[]; summary: object };
    expect(parsed.accounts[0]!.rows).toHaveLength(intents.length);
    expect(parsed.summary).toEqual({ covered: 1, broken: 16, unknown: 0, 'not-applicable': 1 });
  });
  test('CSV has a line for each row and runs no formula', () => {
    const lines = text(csv).trimEnd().split('\r\n');
    expect(lines).toHaveLength(intents.length + 1);
    expect(lines.join('\n')).not.toMatch(/(^|,)[=+@-]/m);
  });
  test('Markdown and HTML show a hostile name as text', () => {
    expect(text(markdown)).toContain('&lt;script&gt;&#124;=1+1');
    expect(text(html)).toContain('&lt;script&gt;|=1+1');
    expect(text(html)).not.toContain('<script');
  });
});

describe('the bundle', () => {
  const bundle = chooseBundle(world, alarms(world, NOW));
  test('holds what is missing, for the log group of the trail', () => {
    expect(bundle.pieces.map(({ name }) => name)).not.toContain(trailChanges.name);
    expect(bundle.pieces).toHaveLength(16);
    expect(bundle.site).toMatchObject({ logGroup: 'trail-events', region: 'eu-west-1', remarks: [] });
  });
  test('says first what no filter mends', () => {
    const stopped = alarmWorld(trailChanges, { without: ['trail'] });
    expect(chooseBundle(stopped, alarms(stopped, NOW)).site.remarks?.[0]).toMatch(/^First: No active trail records/);
  });
  test('is refused where nothing is missing, or for several accounts', () => {
    const [one] = [...alarms(world, NOW)];
    const whole = { ...one!, rows: one!.rows.filter(({ state }) => state === 'covered') };
    expect(() => chooseBundle(world, [whole])).toThrow('Nothing is certainly missing');
    expect(() => chooseBundle(world, [one!, one!])).toThrow('this world holds 2');
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
