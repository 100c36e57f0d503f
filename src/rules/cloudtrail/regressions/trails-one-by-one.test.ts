import { expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import type { Rule } from '#src/core/rule.ts';
import { healthyFacts, healthyStatus, healthyWorld, ids } from '#src/testing/healthy.ts';
import { asset, worldOf } from '#src/testing/world.ts';
import { rule as accessLogging } from '../CT-002-trail-bucket-access-logging/rule.ts';
import { rule as validation } from '../CT-007-log-file-validation/rule.ts';
import { rule as encryption } from '../CT-008-trail-encryption/rule.ts';
import { rule as integration } from '../CT-009-cloudwatch-logs-integration/rule.ts';
import { rule as delivery } from '../CT-011-cloudtrail-delivery-failing/rule.ts';
import { rule as stopped } from '../CT-101-trail-stopped/rule.ts';
import { rule as deputy } from '../CT-103-confused-deputy/rule.ts';
import { rule as exclusions } from '../CT-104-management-event-exclusions/rule.ts';
import {
  anotherTrail,
  mainTrail,
  management,
  sees,
  statusDenied,
  statusIn,
  stoppedEverywhere,
} from '../testing/trails.ts';
import { findings } from '../testing/verdict.ts';

/** Wrong answers of other tools about single trails: stopped, hidden or absent ones, and answers that did not come. */

const settingRules: readonly (readonly [string, Rule])[] = [
  ['CT-002', accessLogging],
  ['CT-007', validation],
  ['CT-008', encryption],
  ['CT-009', integration],
  ['CT-011', delivery],
  ['CT-103', deputy],
  ['CT-104', exclusions],
];

test.each(settingRules)(
  'a stopped trail with good settings gives no comfort elsewhere: %s does not apply',
  (_, rule) => {
    const world = healthyWorld({ trail: { status: stoppedEverywhere } });
    expect(new Set(findings(rule, world).map(({ outcome }) => outcome))).toEqual(new Set(['not-applicable']));
  },
);

test('a stopped trail with good settings passes everywhere elsewhere: CT-101 fails it', () => {
  const world = healthyWorld({ trail: { status: stoppedEverywhere } });
  expect(findings(stopped, world).map(({ outcome }) => outcome)).toEqual(['fail']);
});

test.each([...settingRules, ['CT-101', stopped] as const])(
  'CloudSploit passes buckets of trails that are not there: without trails %s says nothing',
  (_, rule) => {
    const world = worldOf([asset(account, ids.account, { ...healthyFacts.account, trailArns: [] })]);
    expect(findings(rule, world)).toEqual([]);
  },
);

test('Prowler (executed, case D): a denied status of one trail leaves the verdicts on the others alone', () => {
  const world = healthyWorld({
    account: sees('arn:aws:cloudtrail:eu-west-1:111111111111:trail/first', mainTrail),
    more: [anotherTrail('first', { status: statusDenied })],
  });
  const found = findings(stopped, world).map(({ asset, outcome }) => [asset.name, outcome]);
  expect(Object.fromEntries(found)).toEqual({ first: 'unknown', main: 'pass' });
});

test('Prowler keeps the status of whichever region answered first: one denied region leaves the trail unknown', () => {
  const inEitherOrder = [
    { 'eu-west-1': true, 'us-east-1': statusDenied },
    { 'us-east-1': statusDenied, 'eu-west-1': true },
  ];
  for (const states of inEitherOrder) {
    const world = healthyWorld({ trail: { status: statusIn(states) } });
    expect(findings(stopped, world).map(({ outcome }) => outcome)).toEqual(['unknown']);
  }
});

test('a denied status in one region hides no error of another', () => {
  const status = statusIn({ 'eu-west-1': true, 'us-east-1': statusDenied });
  const failing = { ...healthyStatus, latestDeliveryError: 'AccessDenied' };
  const world = healthyWorld({
    trail: { status: { '111111111111': { ...status['111111111111'], 'eu-west-1': failing } } },
  });
  expect(findings(delivery, world).find(({ key }) => key === 's3')).toMatchObject({ outcome: 'fail' });
});

test('SRA Verify names every trail alike, Flowpipe joins trails by name: each trail has findings of its own', () => {
  const world = healthyWorld({
    more: [anotherTrail('main', { owner: '222222222222' }), anotherTrail('main', { region: 'us-east-1' })],
  });
  const found = findings(validation, world);
  expect(new Set(found.map(({ id }) => id)).size).toBe(3);
});

test('Prowler reads the name of a selector: a selector that excludes KMS fails whatever it is called', () => {
  const { advanced } = management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] });
  const world = healthyWorld({
    trail: { eventSelectors: { advanced: [{ name: 'Management events selector', ...advanced[0]! }] } },
  });
  expect(findings(exclusions, world).map(({ outcome }) => outcome)).toEqual(['fail']);
});

test('all tools answer trail by trail: what one trail excludes and another records is not lost', () => {
  const world = healthyWorld({
    trail: { eventSelectors: management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) },
    account: sees(mainTrail, 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/full'),
    more: [anotherTrail('full', { eventSelectors: management() })],
  });
  expect(findings(exclusions, world).map(({ outcome }) => outcome)).toEqual(['pass', 'pass']);
});

test('no tool looks at the key itself: a key that waits for its deletion fails', () => {
  const world = healthyWorld({ key: { metadata: { ...healthyFacts.key.metadata, state: 'PendingDeletion' } } });
  expect(findings(encryption, world).map(({ messageId }) => messageId)).toEqual(['pendingDeletion']);
});
