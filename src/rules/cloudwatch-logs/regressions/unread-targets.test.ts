import { expect, test } from 'vitest';
import { rootUsage } from '#src/domain/intents/root-usage.ts';
import { ACCOUNT, HOME, REGIONS } from '#src/testing/healthy.ts';
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

test('whom AWS User Notifications tells is not known', () => {
  const rules = REGIONS.map((region) => {
    const targets = [{ id: 'notifications', arn: `arn:aws:notifications:${region}::target` }];
    return ruleOf({ region, pattern: rootUsage.eventPattern, targets, managedBy: 'notifications.amazonaws.com' });
  });
  const { outcome, message } = findingOf(rule, alarmWorld(rootUsage, { filters: [], rules }));
  expect(outcome).toBe('unknown');
  expect(message).toContain('EventBridge rule told is one of AWS User Notifications');
});

test('what a rule forwards to another bus of the account is unknown, not a matter of the source', () => {
  const rules = REGIONS.map((region) => {
    const targets = [{ id: 'bus', arn: `arn:aws:events:${region}:${ACCOUNT}:event-bus/security` }];
    return ruleOf({ region, pattern: rootUsage.eventPattern, targets });
  });
  const { outcome, message } = findingOf(rule, alarmWorld(rootUsage, { filters: [], rules }));
  expect(outcome).toBe('unknown');
  expect(message).toContain('the rules of event bus security in eu-west-1 are not read');
});

test('a topic has been read: nothing is left unchecked', () => {
  const { outcome, message } = findingOf(rule, alarmWorld(rootUsage));
  expect(outcome).toBe('pass');
  expect(message).not.toContain('Not checked');
});
