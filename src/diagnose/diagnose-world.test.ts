import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { account } from '#src/assets/account/model.ts';
import { ACCOUNT, configuration, healthyFacts, healthyWorld, ids, NOW, status } from '#src/testing/healthy.ts';
import { asset, worldOf } from '#src/testing/world.ts';
import { diagnoseWorld } from './diagnose-world.ts';
import { diagnoseFormats, exitCodeOf, render } from './write.ts';

const options = { now: NOW, patience: defaultPatience };
const look = (changes: Parameters<typeof healthyWorld>[0] = {}, name?: string) =>
  diagnoseWorld(healthyWorld(changes), options, name);
const how = {
  color: false,
  width: 100,
  verbose: false,
  tool: { name: 'surety', version: '0' },
  now: '2026-06-01T13:00:00.000Z',
};
const denied = new Unknown('access-denied', 'denied', 's3:GetBucketPolicy');

describe('a world', () => {
  test('regions of which the same is to be told stand together', () => {
    const { trails, counts } = look();
    expect(trails[0]!.verdicts.map(({ channel, places }) => [channel, places.length])).toEqual([
      ['s3', 2],
      ['digest', 2],
      ['cloudwatch-logs', 2],
      ['sns', 2],
    ]);
    expect(counts).toEqual({ explained: 0, unexplained: 0, predicted: 0, unknown: 0, well: 8 });
  });
  test('one region that differs stands for itself, the worst first', () => {
    const { trails } = look({ trail: { status: status({ 'us-east-1': { latestDeliveryError: 'SlowDown' } }) } });
    const own = trails[0]!.verdicts.filter(({ channel }) => channel === 's3');
    expect(own.map((verdict) => [verdict.case, verdict.places.map(({ region }) => region)])).toEqual([
      ['unexplained', ['us-east-1']],
      ['well', ['eu-west-1']],
    ]);
  });
  test('a trail whose settings were denied is unknown as a whole', () => {
    const { trails, counts } = look({ trail: { configuration: denied } });
    expect(trails[0]).toMatchObject({ verdicts: [], unknown: { path: 'configuration', action: 's3:GetBucketPolicy' } });
    expect(counts.unknown).toBe(1);
  });
  test('an account whose trails could not be listed is named', () => {
    expect(look({ account: { trailArns: [denied, ids.trail.id] } }).unseen).toMatchObject([{ account: ACCOUNT }]);
  });
  test('an account whose trails nobody listed is no account without trails', () => {
    const { trailArns: _, ...facts } = healthyFacts.account;
    const world = worldOf([asset(account, ids.account, facts)]);
    const report = diagnoseWorld(world, { now: NOW, patience: defaultPatience });
    expect(report.unseen).toMatchObject([{ account: ACCOUNT, unknown: { reason: 'not-available' } }]);
    expect(exitCodeOf(report, false)).toBe(3);
  });
  test.each([
    ['name', 'main'],
    ['ARN', ids.trail.id],
  ])('a trail is found by its %s', (_, name) => expect(look({}, name).trails).toHaveLength(1));
  test('a name that is nearly right gets a hint', () => {
    expect(() => look({}, 'mian')).toThrow(UserError);
    expect(() => look({}, 'mian')).toThrow('There is no trail "mian"');
  });
});

describe('exit codes', () => {
  test.each([
    ['all well', {}, 0],
    ['a prediction', { bucket: { policy: undefined } }, 1],
    ['an error', { trail: { status: status({ 'eu-west-1': { latestDeliveryError: 'SlowDown' } }) } }, 1],
    ['something unknown', { bucket: { policy: denied } }, 3],
    ['a failure beside something unknown', { bucket: { policy: denied }, topic: { attributes: { fifo: false } } }, 1],
  ])('%s', (_, changes, code) => expect(exitCodeOf(look(changes), false)).toBe(code));
  test('what is unknown may be allowed', () => expect(exitCodeOf(look({ bucket: { policy: denied } }), true)).toBe(0));
});

describe('every format names the cause, the statement and the repair', () => {
  const broken = {
    bucket: {
      policy:
        '{"Statement":{"Sid":"<b>Old","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::trail-logs/*"}}',
    },
  };
  test.each(diagnoseFormats.map((format) => [format]))('%s', (format) => {
    const text = render(look(broken), format, how);
    expect(text).toContain('S3-DENY');
    expect(text).toContain('main');
    // No format lets a Sid become markup of the page.
    expect(format === 'html' && text.includes('<b>Old')).toBe(false);
  });
  test('the tree of a tired person: what fails, why, what to do', () => {
    expect(render(look({ topic: { attributes: { fifo: false } } }, 'main'), 'tree', how)).toMatchInlineSnapshot(`
      "main  arn:aws:cloudtrail:eu-west-1:111111111111:trail/main
        + log files to S3: well in eu-west-1 and us-east-1
        + digest files to S3: well in eu-west-1 and us-east-1
        + events to CloudWatch Logs: well in eu-west-1 and us-east-1
        ! notifications to SNS: WILL FAIL in eu-west-1 and us-east-1
            AWS reports:    no error, last delivery 2026-06-01 12:00 UTC
            Configuration:  the next delivery is refused
            1. Topic arn:aws:sns:eu-west-1:111111111111:trail-notices has no policy, and CloudTrail is let
              in by nothing else.
               repair: Add the statement AWSCloudTrailSNSPolicy20131101: Allow SNS:Publish on the topic to
                 cloudtrail.amazonaws.com.
               SNS-POLICY: certain, alone stops deliveries
            Next: Repair it before the next delivery.

      1 trail; deliveries by region and channel: 2 will fail, 6 well.
      "
    `);
  });
  test('colour changes nothing of the tree but colour', () => {
    const colored = render(look(broken), 'tree', { ...how, color: true });
    expect(colored).not.toBe(render(look(broken), 'tree', how));
    expect(stripVTControlCharacters(colored)).toBe(render(look(broken), 'tree', how));
  });
  test('an empty world says that nothing is recorded', () => {
    const text = render(
      { trails: [], unseen: [], counts: { explained: 0, unexplained: 0, predicted: 0, unknown: 0, well: 0 } },
      'tree',
      how,
    );
    expect(text).toContain('There is no trail');
  });
  test('a stopped trail is not called well', () => {
    const stopped = { isLogging: false };
    const report = look({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }), configuration: configuration({}) },
    });
    for (const format of ['tree', 'markdown', 'html'] as const)
      expect(render(report, format, how).toLowerCase()).toContain('stopped');
  });
});
