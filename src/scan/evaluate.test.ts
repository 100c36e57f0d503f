import { describe, expect, test } from 'vitest';
import { account } from '#src/assets/account/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import type { Summary } from '#src/core/finding.ts';
import { defineRule } from '#src/core/rule.ts';
import { Unknown } from '#src/core/unknown.ts';
import { asset, unreadable, worldOf } from '#src/testing/world.ts';
import { createTally, evaluateWorld, exitCode } from './evaluate.ts';

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

describe('exit codes', () => {
  const summary = (counts: Partial<Summary>, low = 0, high = 0): Summary => ({
    ...createTally().summary,
    ...counts,
    failBySeverity: { low, medium: 0, high, critical: 0 },
  });
  test.each([
    ['nothing failed', summary({ pass: 3 }), 'low', false, 0],
    ['a low one failed', summary({ fail: 1 }, 1), 'low', false, 1],
    ['a low one failed where only high counts', summary({ fail: 1 }, 1), 'high', false, 0],
    ['a high one failed where high counts', summary({ fail: 1 }, 0, 1), 'high', false, 1],
    ['a high one failed where only critical counts', summary({ fail: 1 }, 0, 1), 'critical', false, 0],
    ['failures do not count at all', summary({ fail: 2 }, 1, 1), 'none', false, 0],
    ['something is unknown', summary({ unknown: 1 }), 'low', false, 3],
    ['something is unknown and may be', summary({ unknown: 1 }), 'low', true, 0],
    ['a failure outweighs an unknown', summary({ unknown: 1, fail: 1 }, 1), 'low', false, 1],
    ['what the source does not tell is no unknown', summary({ unsupportedSource: 5 }), 'low', false, 0],
    ['a broken rule outweighs all', summary({ ruleError: 1, fail: 1 }, 1), 'none', true, 70],
  ] as const)('%s', (_, counts, failOn, allowUnknown, code) => {
    expect(exitCode(counts, failOn, allowUnknown)).toBe(code);
  });
});
