import { describe, expect, test } from 'vitest';
import { covers, createLedger, type Exception, isInForce } from './exception.ts';
import type { Finding } from './finding.ts';

const finding = (change: Partial<Finding> = {}): Finding => ({
  id: 'f',
  rule: 'CT-004',
  slug: 'slug',
  title: 'title',
  severity: 'low',
  outcome: 'fail',
  asset: { kind: 'K', id: 'arn:aws:s3:::logs-a', name: 'logs-a', account: '111111111111', region: 'eu-west-1' },
  message: '',
  evidence: [],
  ...change,
});
const exception = (change: Partial<Exception> = {}): Exception => ({
  id: 'E-1',
  rules: ['CT-004'],
  scope: {},
  reason: 'known',
  owner: 'security',
  expires: '2026-06-30',
  ...change,
});
const BEFORE = Date.parse('2026-06-30T23:59:59.999Z');
const AFTER = Date.parse('2026-07-01T00:00:00.000Z');

describe('an exception', () => {
  test('holds to the end of its last day, UTC, and no longer', () => {
    expect([isInForce(exception(), BEFORE), isInForce(exception(), AFTER)]).toEqual([true, false]);
  });

  test.each<[boolean, string, Partial<Exception>]>([
    [true, 'its rule, everywhere', {}],
    [false, 'another rule', { rules: ['CT-005'] }],
    [true, 'one of its rules', { rules: ['CT-005', 'CT-004'] }],
    [true, 'a family of rules', { rules: ['CT-*'] }],
    [false, 'a rule whose id only begins like it', { rules: ['CT-00'] }],
    [true, 'an asset by its ARN', { scope: { assets: ['arn:aws:s3:::logs-a'] } }],
    [true, 'an asset by its name', { scope: { assets: ['logs-a'] } }],
    [true, 'an asset by a pattern in the middle', { scope: { assets: ['arn:*:logs-*'] } }],
    [false, 'an asset of another name', { scope: { assets: ['logs-b'] } }],
    [false, 'a pattern that would use a part twice', { scope: { assets: ['logs-a*a'] } }],
    [false, 'a pattern that would use a part in the middle twice', { scope: { assets: ['logs*-a*-a'] } }],
    [false, 'another account', { scope: { accounts: ['222222222222'] } }],
    [true, 'account and region together', { scope: { accounts: ['111111111111'], regions: ['eu-*'] } }],
    [false, 'the right account in the wrong region', { scope: { accounts: ['111111111111'], regions: ['us-*'] } }],
    [false, 'a part of a finding that has none', { scope: { keys: ['sns'] } }],
  ])('%s: %s', (isCovered, _, change) => {
    expect(covers(exception(change), finding())).toBe(isCovered);
  });
});

describe('the ledger', () => {
  test('marks failures, keeps their outcome, and leaves passes alone', () => {
    const ledger = createLedger([exception()], BEFORE);
    expect(ledger.apply(finding())).toMatchObject({ outcome: 'fail', exception: { id: 'E-1', owner: 'security' } });
    expect(ledger.apply(finding({ outcome: 'pass' }))).not.toHaveProperty('exception');
    expect(ledger.notes()).toEqual([]);
  });

  test('accepts what is unknown only where it says so', () => {
    const unknown = finding({ outcome: 'unknown' });
    expect(createLedger([exception()], BEFORE).apply(unknown)).not.toHaveProperty('exception');
    const willing = createLedger([exception({ outcomes: ['unknown'] })], BEFORE);
    expect(willing.apply(unknown)).toMatchObject({ outcome: 'unknown', exception: { id: 'E-1' } });
    expect(willing.apply(finding())).not.toHaveProperty('exception');
  });

  test('warns of an exception that accepts everything', () => {
    const ledger = createLedger([exception({ rules: ['*'], scope: {} })], BEFORE);
    ledger.apply(finding());
    expect(ledger.notes()).toEqual(['Exception E-1 (owner security) accepts every failure of every rule: narrow it.']);
  });

  test('does not apply what has expired, and says what counts again', () => {
    const ledger = createLedger([exception()], AFTER);
    expect(ledger.apply(finding())).not.toHaveProperty('exception');
    expect(ledger.notes()).toEqual([
      'Exception E-1 (owner security) expired on 2026-06-30; 1 finding it covered count again.',
    ]);
  });

  test('counts what counts again', () => {
    const ledger = createLedger([exception()], AFTER);
    for (const id of ['f', 'g']) ledger.apply(finding({ id }));
    expect(ledger.notes()[0]).toMatch(/expired on 2026-06-30; 2 findings it covered count again\.$/);
  });

  test('takes the first of several that are in force, and each is used', () => {
    const ledger = createLedger([exception(), exception({ id: 'E-2' })], BEFORE);
    expect(ledger.apply(finding()).exception?.id).toBe('E-1');
    expect(ledger.notes()).toEqual([]);
  });

  test('says which exceptions match nothing', () => {
    const ledger = createLedger([exception({ rules: ['XX-*'] })], BEFORE);
    ledger.apply(finding());
    expect(ledger.notes()[0]).toContain('matches no finding');
  });

  test('takes the first that is in force, though an expired one covers it too', () => {
    const ledger = createLedger([exception({ expires: '2025-01-01' }), exception({ id: 'E-2' })], BEFORE);
    expect(ledger.apply(finding()).exception?.id).toBe('E-2');
  });
});
