import { expect, test } from 'vitest';
import { rootUsage } from '#src/domain/intents/root-usage.ts';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { ACCOUNT, configuration, healthyStatus } from '#src/testing/healthy.ts';
import { rule as trailRule } from '../CWL-003-cloudtrail-changes-alarm/rule.ts';
import { rule } from '../CWL-014-root-account-usage-alarm/rule.ts';
import { alarmOn, alarmWorld, filter, publishing } from '../testing/alarm-world.ts';
import { findingOf } from '../testing/verdict.ts';

const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];

const messageOf = (settings: object, isLogging = true): string =>
  findingOf(
    rule,
    alarmWorld(rootUsage, {
      account: { regions },
      trail: {
        configuration: configuration(settings),
        status: { [ACCOUNT]: Object.fromEntries(regions.map((region) => [region, { ...healthyStatus, isLogging }])) },
      },
    }),
  ).message;

test('a trail of one region without global services: what is lost in which region is said apart', () => {
  const settings = { homeRegion: 'us-east-1', isMultiRegion: false, includeGlobalServiceEvents: false };
  expect(messageOf(settings)).toBe(
    'No active trail records ConsoleLogin by root, PutBucketPolicy by root and DescribeInstances by root with an access key in eu-central-1, eu-west-1 and us-west-2, nor CreateAccessKey by root in us-east-1.',
  );
});

test('a trail of one region: the regions where nothing is recorded are named', () => {
  expect(messageOf({ isMultiRegion: false })).toBe(
    'No active trail records ConsoleLogin by root, CreateAccessKey by root, PutBucketPolicy by root and DescribeInstances by root with an access key in eu-central-1, us-east-1 and us-west-2.',
  );
});

test('a trail that is stopped everywhere records nothing in any region', () => {
  expect(messageOf({}, false)).toBe(
    'No active trail records ConsoleLogin by root, CreateAccessKey by root, PutBucketPolicy by root and DescribeInstances by root with an access key in any of the 4 enabled regions.',
  );
});

test('a filter that publishes the region as a dimension: an alarm on one region tells of no other', () => {
  const { name, filter: pattern } = trailChanges;
  const { outcome, messageId, message } = findingOf(
    trailRule,
    alarmWorld(trailChanges, {
      filters: [filter(name, { pattern, ...publishing(name, { dimensions: { Region: '$.awsRegion' } }) })],
      alarms: [alarmOn(name, { dimensions: [{ name: 'Region', value: 'eu-west-1' }] })],
    }),
  );
  expect([outcome, messageId]).toEqual(['fail', 'alarmCannotFire']);
  expect(message).toContain('with Region=eu-west-1, the filter publishes it with Region=us-east-1');
});
