import { expect, test } from 'vitest';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { rule } from '../CWL-003-cloudtrail-changes-alarm/rule.ts';
import { alarmId, alarmOn, alarmWorld, topicId } from '../testing/alarm-world.ts';
import { findingOf } from '../testing/verdict.ts';

const { name } = trailChanges;

const composite = (own: string, ruleText: string, changes: object = {}) => ({
  arn: alarmId(own),
  name: own,
  rule: ruleText,
  actionsEnabled: true,
  alarmActions: [topicId()],
  ...changes,
});

const judged = (composites: readonly object[], changes: object = {}) =>
  findingOf(rule, alarmWorld(trailChanges, { alarms: [alarmOn(name, { alarmActions: [], ...changes }, composites)] }));

test('a composite alarm over another one tells', () => {
  const inner = composite('inner', `ALARM("${name}")`, { alarmActions: [] });
  const { outcome, message } = judged([inner, composite('outer', 'ALARM(inner) OR ALARM(other)')]);
  expect([outcome, message]).toEqual(['pass', expect.stringContaining(`by composite alarm outer over ${name}`)]);
});

test.each([
  ['whatever happens', `ALARM("${name}") OR TRUE`, {}],
  ['while another alarm is quiet', `ALARM("${name}") OR OK(other)`, {}],
  ['while its alarm has no data', `NOT OK("${name}")`, { treatMissingData: 'missing' }],
])('a composite alarm that is on %s tells nothing', (_, ruleText, changes) => {
  const { outcome, messageId, message } = judged([composite('always', ruleText)], changes);
  expect([outcome, messageId]).toEqual(['fail', 'alarmCannotFire']);
  expect(message).toContain('its rule holds while nothing happens');
});

test('NOT OK tells where quiet times count as OK', () => {
  expect(judged([composite('all', `NOT OK("${name}")`)]).outcome).toBe('pass');
});

test('an alarm that suppresses a composite alarm is named', () => {
  const suppressor = alarmId('maintenance');
  const { outcome, message } = judged([composite('all', `ALARM("${name}")`, { suppressor })]);
  expect([outcome, message]).toEqual(['pass', expect.stringContaining('keeps silent while alarm maintenance is on')]);
});

test('a composite alarm that is suppressed by what raises it tells nobody', () => {
  const { outcome, message } = judged([composite('all', `ALARM("${name}")`, { suppressor: name })]);
  expect([outcome, message]).toEqual(['fail', expect.stringContaining('which goes off as well')]);
});
