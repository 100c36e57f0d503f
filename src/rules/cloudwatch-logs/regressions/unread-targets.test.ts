import { expect, test } from 'vitest';
import { rootUsage } from '#src/domain/intents/root-usage.ts';
import { HOME, REGIONS } from '#src/testing/healthy.ts';
import { rule } from '../CWL-014-root-account-usage-alarm/rule.ts';
import { alarmOn, alarmWorld, ruleOf, topicId, topicOf } from '../testing/alarm-world.ts';
import { findingOf } from '../testing/verdict.ts';

const functionArn = (region: string): string => `arn:aws:lambda:${region}:111122223333:function:notify`;
const queueArn = `arn:aws:sqs:${HOME}:111122223333:incidents`;

const toldByAlarm = (actions: readonly string[]) =>
  findingOf(rule, alarmWorld(rootUsage, { alarms: [alarmOn(rootUsage.name, { alarmActions: actions })] }));

test('an alarm whose only action is a function passes, and the function is said to be unchecked', () => {
  const { outcome, message } = toldByAlarm([functionArn(HOME)]);
  expect(outcome).toBe('pass');
  expect(message).toContain('Not checked: whether lambda notify exists and lets CloudWatch call it.');
});

test('a queue is said to be unchecked as well', () => {
  expect(toldByAlarm([queueArn]).message).toContain('Not checked: whether sqs incidents exists');
});

test('a function behind EventBridge is said to be unchecked', () => {
  const rules = REGIONS.map((region) => {
    const targets = [{ id: 'function', arn: functionArn(region) }];
    return ruleOf({ region, pattern: rootUsage.eventPattern, targets });
  });
  const { outcome, message } = findingOf(rule, alarmWorld(rootUsage, { filters: [], rules }));
  expect(outcome).toBe('pass');
  expect(message).toContain('Not checked: whether lambda notify exists and lets EventBridge call it.');
});

test('a role by which EventBridge publishes to a topic is said to be unchecked', () => {
  const rules = REGIONS.map((region) => {
    const roleArn = 'arn:aws:iam::111111111111:role/publisher';
    const targets = [{ id: 'topic', arn: topicId('alarms', region), roleArn }];
    return ruleOf({ region, pattern: rootUsage.eventPattern, targets });
  });
  const topics = REGIONS.map((region) => topicOf({}, 'alarms', region));
  const { outcome, message } = findingOf(rule, alarmWorld(rootUsage, { filters: [], rules, topics }));
  expect(outcome).toBe('pass');
  expect(message).toContain('Not checked: whether role publisher lets EventBridge publish to topic alarms.');
});

test('a topic has been read: nothing is left unchecked', () => {
  const { outcome, message } = findingOf(rule, alarmWorld(rootUsage));
  expect(outcome).toBe('pass');
  expect(message).not.toContain('Not checked');
});
