import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Rule } from '#src/core/rule.ts';
import type { RegionStatus } from '#src/assets/trail/model.ts';
import {
  ACCOUNT,
  type Changes,
  configuration,
  healthyStatus,
  healthyWorld,
  ids,
  NOW,
  REGIONS,
  status,
} from '#src/testing/healthy.ts';
import { bucketPolicy } from '#src/testing/policies.ts';
import { rule as delivery } from '../CT-011-cloudtrail-delivery-failing/rule.ts';
import { rule as validation } from '../CT-007-log-file-validation/rule.ts';
import { rule as integration } from '../CT-009-cloudwatch-logs-integration/rule.ts';
import { findings } from '../testing/verdict.ts';

/** Wrong answers of other tools about delivery, each with the right one. */

const ago = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

/** Outcomes by channel, or by rule where a rule gives one verdict. */
function outcomes(rule: Rule, changes: Changes): Record<string, string> {
  const judged = findings(rule, healthyWorld(changes));
  return Object.fromEntries(judged.map(({ key, outcome }) => [key ?? 'trail', outcome]));
}
const inHome = (changes: Partial<RegionStatus>): Changes => ({ trail: { status: status({ 'eu-west-1': changes }) } });
const elsewhere = (changes: Partial<RegionStatus>): Changes => ({
  trail: { status: status({ 'us-east-1': changes }) },
});
const well = { s3: 'pass', digest: 'pass', 'cloudwatch-logs': 'pass', sns: 'pass' };

test('Steampipe reads the S3 time for CloudWatch Logs: a broken delivery to CloudWatch Logs fails while S3 is fresh', () => {
  const silent = inHome({ latestDeliveryTime: ago(0), latestCloudWatchLogsDeliveryTime: ago(72) });
  expect(outcomes(delivery, silent)).toEqual({ ...well, 'cloudwatch-logs': 'fail' });
  expect(outcomes(integration, silent)).toEqual({ trail: 'pass' });
});

test('Steampipe counts from midnight, 24 to 48 hours: 25 hours are over a limit of 24', () => {
  expect(outcomes(delivery, inHome({ latestCloudWatchLogsDeliveryTime: ago(25) }))['cloudwatch-logs']).toBe('fail');
});

test('ScoutSuite divides by 1440 and calls 10 hours late: they are not', () => {
  expect(
    outcomes(delivery, inHome({ latestDeliveryTime: ago(10), latestCloudWatchLogsDeliveryTime: ago(10) })),
  ).toEqual(well);
});

test('Conformity asks for 5 minutes: a log file of an hour ago is recent', () => {
  expect(outcomes(delivery, inHome({ latestDeliveryTime: ago(1) }))).toEqual(well);
});

test('Prowler ignores the error: an error of CloudWatch Logs fails although its last success is recent', () => {
  const changes = inHome({
    latestCloudWatchLogsDeliveryError: 'AccessDenied',
    latestCloudWatchLogsDeliveryTime: ago(1),
  });
  expect(outcomes(delivery, changes)).toEqual({ ...well, 'cloudwatch-logs': 'fail' });
});

test('Conformity and CloudSploit read two of the four errors: a refused digest fails', () => {
  expect(outcomes(delivery, inHome({ latestDigestDeliveryError: 'AccessDenied' }))).toEqual({
    ...well,
    digest: 'fail',
  });
});

test('CloudSploit reads errors only: without any error, a trail that never delivered fails', () => {
  const { isLogging, startLoggingTime } = healthyStatus;
  const never = { [ACCOUNT]: Object.fromEntries(REGIONS.map((region) => [region, { isLogging, startLoggingTime }])) };
  expect(outcomes(delivery, { trail: { status: never } })).toMatchObject({
    s3: 'fail',
    digest: 'fail',
    'cloudwatch-logs': 'fail',
  });
});

test('SRA Verify reads the error and never uses it: a live error fails although a file came 23 hours ago', () => {
  const changes = inHome({ latestDeliveryError: 'AccessDenied', latestDeliveryTime: ago(23) });
  expect(outcomes(delivery, changes)).toEqual({ ...well, s3: 'fail' });
});

test('Steampipe has the column for the error and no control that uses it: each of the four errors fails its channel', () => {
  const errors = {
    s3: 'latestDeliveryError',
    digest: 'latestDigestDeliveryError',
    'cloudwatch-logs': 'latestCloudWatchLogsDeliveryError',
    sns: 'latestNotificationError',
  } as const;
  for (const [channel, field] of Object.entries(errors)) {
    expect(outcomes(delivery, inHome({ [field]: 'AccessDenied' }))).toEqual({ ...well, [channel]: 'fail' });
  }
});

test.each(['Asia/Tokyo', 'America/Los_Angeles'])(
  'Prowler takes local time for UTC: 24 hours are 24 hours in %s too',
  (zone) => {
    // A worker thread cannot change its zone: the question is asked in a process that lives there.
    const ask = `
      import { channelTrouble, defaultPatience as patience } from ${JSON.stringify(import.meta.resolve('#src/domain/delivery/status.ts'))};
      const context = { isHome: true, now: ${NOW}, patience, path: 'status' };
      const late = (at) => channelTrouble('s3', { isLogging: true, latestDeliveryTime: at }, context) !== undefined;
      console.log(new Date(${NOW}).getTimezoneOffset() !== 0, late('${ago(24)}'), late('${ago(24.1)}'));`;
    const env = { ...process.env, TZ: zone };
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', ask], { env, encoding: 'utf8' });
    expect(answer.trim()).toBe('true false true');
  },
);

test('no tool says which statement blocks: a refused delivery names it, and how to mend it', () => {
  const deny = {
    Sid: 'OnlyOurOrganisation',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: `${ids.bucket.id}/*`,
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  };
  const { Version, Statement } = JSON.parse(bucketPolicy(ids)) as { Version: string; Statement: object[] };
  const world = healthyWorld({
    ...inHome({ latestDeliveryError: 'AccessDenied' }),
    bucket: { policy: JSON.stringify({ Version, Statement: [...Statement, deny] }) },
  });
  const found = findings(delivery, world).find(({ key }) => key === 's3');
  expect(found).toMatchObject({
    messageId: 'error',
    causes: [
      { id: 'S3-DENY', statement: 'Statement[2] (OnlyOurOrganisation)', repair: expect.stringMatching(/\w{3,}/) },
    ],
  });
});

test('SRA Verify fails a new trail that has not delivered yet: within a day of the start it passes', () => {
  const fresh = { [ACCOUNT]: { 'eu-west-1': { isLogging: true, startLoggingTime: ago(2) } } };
  expect(outcomes(delivery, { trail: { status: fresh } })).toEqual(well);
});

test('SRA Verify and the user guide look at the home region only: an error in another region fails', () => {
  expect(outcomes(delivery, elsewhere({ latestDeliveryError: 'AccessDenied' }))).toEqual({ ...well, s3: 'fail' });
});

test('a quiet region has an old log file and a fresh digest: that is health', () => {
  expect(outcomes(delivery, elsewhere({ latestDeliveryTime: ago(2000) }))).toEqual(well);
});

test('a quiet region without digests has lost its heartbeat', () => {
  expect(outcomes(delivery, elsewhere({ latestDigestDeliveryTime: ago(4) }))).toEqual({ ...well, digest: 'fail' });
});

test('all tools take "validation is on" for integrity: without digests nothing can be proven', () => {
  const changes = inHome({ latestDigestDeliveryTime: undefined });
  expect(outcomes(validation, changes)).toEqual({ trail: 'pass' });
  expect(outcomes(delivery, changes)).toEqual({ ...well, digest: 'fail' });
});

test('aws-config-rules#401: times of a destination that was removed stay, and mean nothing', () => {
  const changes: Changes = {
    trail: {
      status: status({ 'eu-west-1': { latestNotificationTime: ago(5000), latestNotificationError: 'NotFound' } }),
      configuration: configuration({ topicArn: undefined }),
    },
  };
  expect(outcomes(delivery, changes)).toEqual({ ...well, sns: 'not-applicable' });
});

test('CloudSploit gives up to 29 results for one failing trail: one finding a channel names all regions', () => {
  const refused = { latestDeliveryError: 'AccessDenied' };
  const world = healthyWorld({ trail: { status: status({ 'eu-west-1': refused, 'us-east-1': refused }) } });
  const failed = findings(delivery, world).filter(({ outcome }) => outcome === 'fail');
  expect(failed).toHaveLength(1);
  for (const region of REGIONS) expect(failed[0]!.message).toContain(region);
});
