import { describe, expect, test } from 'vitest';
import { UnknownRead } from '#src/core/unknown.ts';
import { statesWhile } from './composite.ts';
import { criteriaSelect } from './selection-criteria.ts';

describe('the rule of a composite alarm', () => {
  const alarm = { id: 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:my alarm', name: 'my alarm' };
  const composite = (name: string, rule: string) => ({ arn: name, name, rule, actionsEnabled: true, alarmActions: [] });
  const raisedBy = (rule: string, ...more: ReturnType<typeof composite>[]): boolean =>
    statesWhile(alarm, 'ALARM', [composite('own', rule), ...more])('own') === 'ALARM';
  test.each([
    ['ALARM("my alarm")', true],
    ['ALARM(my alarm)', true],
    [`ALARM("${alarm.id}")`, true],
    ['ALARM("my alarm") OR ALARM(other)', true],
    ['ALARM(other) OR ALARM("my alarm")', true],
    ['ALARM("my alarm") AND ALARM(other)', false],
    ['ALARM("my alarm") AND NOT ALARM(maintenance)', true],
    ['ALARM("my alarm") AND OK(other)', true],
    ['(ALARM(a) OR ALARM("my alarm")) AND TRUE', true],
    ['NOT ALARM("my alarm")', false],
    ['ALARM(other)', false],
    ['FALSE', false],
    ['INSUFFICIENT_DATA("my alarm")', false],
  ])('%s', (rule, expected) => {
    expect(raisedBy(rule)).toBe(expected);
  });
  test.each([
    ['ALARM(inner)', true],
    ['ALARM(inner) AND NOT ALARM(quiet)', true],
    ['OK(inner)', false],
    ['NOT ALARM(quiet)', true],
  ])('over composite alarms: %s', (rule, expected) => {
    const others = [composite('inner', 'ALARM("my alarm") OR ALARM(other)'), composite('quiet', 'OK("my alarm")')];
    expect(raisedBy(rule, ...others)).toBe(expected);
  });
  test('rules that name one another in a circle cannot be told', () => {
    expect(() => raisedBy('ALARM(inner)', composite('inner', 'ALARM(own)'))).toThrow(UnknownRead);
  });
  test('parentheses and NOTs stand in one another, up to a depth that nobody writes', () => {
    const nested = (open: string, close: string, depth: number): string =>
      `${open.repeat(depth)}ALARM("my alarm")${close.repeat(depth)}`;
    expect(raisedBy(nested('(', ')', 50))).toBe(true);
    expect(raisedBy(nested('NOT (', ')', 21))).toBe(false);
    expect(() => raisedBy(nested('(', ')', 4_000))).toThrow(UnknownRead);
    expect(() => raisedBy(nested('NOT ', '', 2_000))).toThrow(UnknownRead);
  });
  test.each(['', 'ALARM(', 'AT_LEAST(2, ALARM, (a, b))', 'ALARM(a) ALARM(b)', 'nonsense'])(
    'cannot be told: "%s"',
    (rule) => {
      expect(() => raisedBy(rule)).toThrow(UnknownRead);
    },
  );
});

describe('field selection criteria', () => {
  const source = { account: '111111111111', region: 'eu-west-1' };
  test.each([
    ['@aws.region = "eu-west-1"', true],
    ['@aws.region = "us-east-1"', false],
    ['@aws.region != "us-east-1"', true],
    ['@aws.account IN ["111111111111", "222222222222"]', true],
    ['@aws.account NOT IN ["111111111111"]', false],
    ['@aws.account = "111111111111" AND @aws.region = "us-east-1"', false],
    ['@aws.account = "222222222222" OR @aws.region = "eu-west-1"', true],
    ['(@aws.account = "222222222222" OR @aws.region = "eu-west-1") AND @aws.account = "111111111111"', true],
  ])('%s', (criteria, expected) => {
    expect(criteriaSelect(criteria, source)).toBe(expected);
  });
  test('parentheses without end cannot be told', () => {
    expect(() => criteriaSelect(`${'('.repeat(4_000)}@aws.region = "a"`, source)).toThrow(UnknownRead);
  });
  test.each(['', '@aws.stream = "x"', '@aws.region', '@aws.region = "a" extra', '@aws.region LIKE "a"'])(
    'cannot be told: "%s"',
    (criteria) => {
      expect(() => criteriaSelect(criteria, source)).toThrow(UnknownRead);
    },
  );
});
