import { expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { World } from '#src/core/world.ts';
import { classId } from '#src/domain/coverage/event-class.ts';
import { rule as managementEvents } from '#src/rules/cloudtrail/CT-010-management-events/rule.ts';
import { memberWorld, membership } from '#src/rules/cloudtrail/testing/member.ts';
import {
  anotherTrail,
  denied,
  management,
  sees,
  statusDenied,
  statusIn,
  trailArn,
} from '#src/rules/cloudtrail/testing/trails.ts';
import { outcome } from '#src/rules/cloudtrail/testing/verdict.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { healthyFacts, healthyWorld, ids, NOW, status } from '#src/testing/healthy.ts';
import { asset, worldOf } from '#src/testing/world.ts';
import { type AccountCoverage, coverage } from './coverage.ts';

const first = (world: World): AccountCoverage =>
  coverage(world, { now: NOW, patience: defaultPatience }).next().value as AccountCoverage;
function states(world: World, id: string): (string | undefined)[] {
  const { classes, rows } = first(world).matrix;
  const index = classes.findIndex((one) => classId(one) === id);
  return rows.map((row) => row.cells[index]?.state);
}

test('the healthy account is recorded; what nobody selects is not', () => {
  expect(states(healthyWorld(), 'management-write')).toEqual(['recorded', 'recorded']);
  expect(states(healthyWorld(), 'data-read:AWS::S3::Object')).toEqual(['recorded', 'recorded']);
  expect(states(healthyWorld(), 'insights')).toEqual(['recorded', 'recorded']);
  expect(states(healthyWorld(), 'network-activity')).toEqual(['none', 'none']);
});

test('the topic of the account gives its type a column', () => {
  expect(states(healthyWorld(), 'data-write:AWS::SNS::Topic')).toEqual(['none', 'none']);
});

test.each([
  ['healthy', healthyWorld(), 'pass'],
  [
    'a region stopped',
    healthyWorld({ trail: { status: statusIn({ 'eu-west-1': true, 'us-east-1': false }) } }),
    'fail',
  ],
  [
    'a source left out',
    healthyWorld({ trail: { eventSelectors: management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) } }),
    'fail',
  ],
  ['the status denied', healthyWorld({ trail: { status: statusDenied } }), 'unknown'],
  [
    'a second trail denied',
    healthyWorld({
      account: sees(trailArn('b'), healthyFacts.account.trailArns[0]!),
      more: [anotherTrail('b', { eventSelectors: denied('x:Y') })],
    }),
    'pass',
  ],
])('one truth: CT-010 and the matrix agree, %s', (_, world, expected) => {
  const cells = [...states(world, 'management-read'), ...states(world, 'management-write')];
  const told = cells.some((state) => state === 'none' || state === 'partial')
    ? 'fail'
    : cells.includes('unknown')
      ? 'unknown'
      : 'pass';
  expect(told).toBe(expected);
  expect(outcome(managementEvents, world)).toBe(expected);
});

test('facts that are unknown as a whole make cells unknown and never throw', () => {
  const nothing = new Unknown('access-denied', 'all denied', 'x:Y');
  const facts = Object.fromEntries(Object.keys(account.facts).map((name) => [name, nothing]));
  const { matrix } = first(healthyWorld({ account: facts }));
  expect(matrix.rows).toHaveLength(1);
  expect(new Set(matrix.rows[0]!.cells.map((cell) => cell?.state))).toEqual(new Set(['unknown']));
});

test('a world that was read for another question, without its trails, is unknown and not unrecorded', () => {
  const { trailArns: _, ...facts } = healthyFacts.account;
  const { matrix } = first(worldOf([asset(account, ids.account, facts)]));
  const found = matrix.rows.flatMap(({ cells }) => cells.filter((cell) => cell !== null));
  expect(new Set(found.map(({ state, unknown }) => `${state} ${unknown?.reason}`))).toEqual(
    new Set(['unknown not-available']),
  );
});

test("the organisation's event data store records its members, which do not list it", () => {
  const world = memberWorld();
  expect(states(world, 'management-read')).toEqual(['recorded', 'recorded']);
  expect(first(world)).toMatchObject({ name: 'Payments', matrix: { recorders: [{ name: 'lake', kept: 2557 }] } });
});

test.each([
  ['of which organisation the account is a member', { mine: denied('x:Y') }, 'unknown'],
  ['whether the event data store is of the organisation', { configuration: denied('x:Y') }, 'unknown'],
  ['of which organisation its owner is a member: nobody asked', { theirs: {} }, 'unknown'],
  ['nothing, and its owner is in no organisation', { theirs: { membership: undefined } }, 'none'],
  ['nothing, and the account is of another organisation', { mine: { ...membership, id: 'o-2' } }, 'none'],
  ['nothing, and the event data store is of its account alone', { configuration: { organization: false } }, 'none'],
])("what the organisation's event data store records where it is not known: %s", (_, changes, expected) => {
  expect(states(memberWorld(changes), 'management-read')).toEqual([expected, expected]);
});

test('what one trail records and does not deliver is unknown where another, which was denied, may deliver it', () => {
  const failing = {
    status: status({
      'eu-west-1': { latestDeliveryError: 'AccessDenied' },
      'us-east-1': { latestDeliveryError: 'AccessDenied' },
    }),
  };
  expect(states(healthyWorld({ trail: failing }), 'management-write')).toEqual(['recorded', 'recorded']);
  const beside = (hole: Unknown) => healthyWorld({ trail: failing, account: sees(hole, ids.trail.id) });
  expect(states(beside(denied('x:Y')), 'management-write')).toEqual(['unknown', 'unknown']);
  const { matrix } = first(beside(denied('x:Y')));
  expect(matrix.rows[0]!.cells[0]).toMatchObject({ by: [{ recorder: 1 }], unknown: { action: 'x:Y' } });
});

test('an unknown partition does not tell where events of global services appear', () => {
  const world = healthyWorld({ account: { partition: denied('x:Y') } });
  expect(states(world, 'global')).toEqual(['unknown', 'unknown']);
  expect(states(healthyWorld(), 'global')).toEqual([undefined, 'recorded']);
});
