import { expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { healthyWorld, ids } from '#src/testing/healthy.ts';
import { rule as enabled } from '../CT-001-cloudtrail-enabled/rule.ts';
import { rule as duplicates } from '../CT-006-duplicate-management-events/rule.ts';
import { rule as managementEvents } from '../CT-010-management-events/rule.ts';
import { rule as insights } from '../CT-108-cloudtrail-insights/rule.ts';
import {
  anotherTrail,
  denied,
  mainTrail,
  sees,
  statusDenied,
  statusIn,
  stoppedEverywhere,
  trailArn,
} from '../testing/trails.ts';
import { findings, outcome } from '../testing/verdict.ts';

/** Wrong answers of other tools where a call was denied or failed, each with the right one. */

const listDenied = denied('cloudtrail:DescribeTrails');

test('Prowler (executed, case B): DescribeTrails denied in one region is no failure where another region shows the trail', () => {
  expect(outcome(enabled, healthyWorld({ account: sees(mainTrail, listDenied) }))).toBe('pass');
});

test('Prowler (executed, case B): DescribeTrails denied in one region is unknown where no other trail records it', () => {
  const world = healthyWorld({ account: sees(mainTrail, listDenied), trail: { status: stoppedEverywhere } });
  // Which regions the hidden trail would record is not known, so none is certainly unrecorded.
  expect(outcome(enabled, world)).toBe('unknown');
});

test('Prowler (executed, case C): DescribeTrails denied everywhere is one unknown finding, not silence', () => {
  const found = findings(enabled, healthyWorld({ account: sees(listDenied, listDenied) }));
  expect(found.map((finding) => finding.outcome)).toEqual(['unknown']);
  expect(found[0]?.unknowns?.[0]?.action).toBe('cloudtrail:DescribeTrails');
});

test('Prowler (executed, case D): GetTrailStatus denied on the first of two healthy trails fails no region', () => {
  const world = healthyWorld({
    account: sees(trailArn('first'), mainTrail),
    more: [anotherTrail('first', { status: statusDenied })],
  });
  expect(outcome(enabled, world)).toBe('pass');
  expect(outcome(managementEvents, world)).toBe('pass');
});

test('ScoutSuite turns AccessDenied into "not configured": it is unknown, with the missing permission', () => {
  expect(findings(enabled, healthyWorld({ account: sees(listDenied) }))[0]?.unknowns?.[0]).toMatchObject({
    reason: 'access-denied',
    action: 'cloudtrail:DescribeTrails',
  });
});

test('CloudSploit cloudtrailEnabled turns a failed GetTrailStatus into FAIL: it is unknown', () => {
  const failed = new Unknown('call-failed', 'the connection was cut');
  const world = healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': failed }) } });
  expect(outcome(enabled, world)).toBe('unknown');
});

test('CloudSploit #1353 says OK with wrong credentials: with nothing read nothing passes', () => {
  const nothing = new Unknown('access-denied', 'the credentials were refused');
  const facts = Object.fromEntries(Object.keys(account.facts).map((name) => [name, nothing]));
  for (const rule of [enabled, duplicates, managementEvents, insights]) {
    expect(outcome(rule, healthyWorld({ account: facts }))).toBe('unknown');
  }
});

test('A region that is stopped for certain fails although another region was denied', () => {
  const world = healthyWorld({ trail: { status: statusIn({ 'eu-west-1': statusDenied, 'us-east-1': false }) } });
  expect(findings(enabled, world)[0]?.message).toBe('No active trail records us-east-1.');
});

test('Prowler PR #1880 depends on the order of trail names: any order gives the same verdict', () => {
  const more = [anotherTrail('a', { status: stoppedEverywhere }), anotherTrail('z', { status: statusDenied })];
  const orders = [
    [trailArn('a'), mainTrail, trailArn('z')],
    [trailArn('z'), trailArn('a'), mainTrail],
  ];
  for (const order of orders) expect(outcome(enabled, healthyWorld({ account: sees(...order), more }))).toBe('pass');
});

test('Prowler #868 fails when the region filter leaves the home region out: the region that was asked for decides', () => {
  const world = healthyWorld({
    account: { regions: ['us-east-1'] },
    trail: { status: statusIn({ 'us-east-1': true }) },
  });
  expect(outcome(enabled, world)).toBe('pass');
  expect(ids.trail.region).not.toBe('us-east-1');
});
