import { describe, expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { Unknown } from '#src/core/unknown.ts';
import { asset, unreadable, worldOf } from '#src/testing/world.ts';
import { evaluateWorld } from './evaluate.ts';

const ID = '111111111111';
const self = { id: ID, name: ID, account: ID, region: 'global' };
const denied = (region: string): Unknown =>
  new Unknown('access-denied', `cloudtrail:DescribeTrails in ${region} was denied`, 'cloudtrail:DescribeTrails');

const rule = defineRule({
  id: 'T-001',
  slug: 'test',
  title: 'Test',
  severity: 'low',
  pillars: ['security'],
  aliases: {},
  asset: trail,
  reads: { configuration: true },
  messages: {},
  evaluate: (_, { pass }) => pass(),
});
const judge = (records: Parameters<typeof worldOf>[0]) => [
  ...evaluateWorld(worldOf(records), [{ rule, severity: 'low', settings: {} }], 0),
];

describe('assets that nobody could list', () => {
  test('are one unknown finding on their account, with every hole', () => {
    const found = judge([asset(account, self, { trailArns: [denied('eu-west-1'), denied('us-east-1')] })]);
    expect(found).toMatchObject([
      {
        rule: 'T-001',
        outcome: 'unknown',
        asset: { kind: 'AWS::Account', id: ID },
        unknowns: [{ path: 'trails', action: 'cloudtrail:DescribeTrails' }, { path: 'trails' }],
      },
    ]);
    expect(found[0]?.message).toMatch(/Missing permission: cloudtrail:DescribeTrails.*And 1 more/);
  });

  test('keep the identity of that finding, whatever the hole is', () => {
    const first = judge([asset(account, self, { trailArns: [denied('eu-west-1')] })]);
    const second = judge([asset(account, self, { trailArns: new Unknown('throttled') })]);
    expect(second[0]?.id).toBe(first[0]?.id);
    expect(second[0]?.outcome).toBe('unknown');
  });

  test('of an account that could not be entered are unknown for the same reason', () => {
    const why = new Unknown('access-denied', 'role x could not be assumed', 'sts:AssumeRole');
    expect(judge([unreadable(account, self, why)])).toMatchObject([
      { outcome: 'unknown', unknowns: [{ action: 'sts:AssumeRole' }] },
    ]);
  });

  test('of a source that does not list them are not supported there', () => {
    expect(judge([asset(account, self, {})])).toMatchObject([{ outcome: 'unsupported-source' }]);
  });

  test('that are known not to exist leave nothing to say', () => {
    expect(judge([asset(account, self, { trailArns: [] })])).toEqual([]);
  });
});
