import { describe, expect, test } from 'vitest';
import { describeUnknown, evaluateRule } from './evaluate.ts';
import type { Finding } from './finding.ts';
import { defineRule, type Rule } from './rule.ts';
import { aShop, aStore, arn, shop, worldWith } from './testing/kinds.ts';
import { some } from './three-valued.ts';
import { Unknown } from './unknown.ts';
import type { AssetRecord } from './world.ts';

const denied = new Unknown('access-denied', 'no right to look', 'test:Read');
const base = {
  id: 'T-001',
  slug: 'test',
  title: 'Shops are open',
  severity: 'medium',
  pillars: ['security'],
  aliases: {},
  asset: shop,
} as const;
const context = { now: 0, settings: {}, severity: 'high' } as const;

function judge(rule: Rule, record: AssetRecord, ...others: readonly AssetRecord[]): Finding[] {
  return evaluateRule(rule, record, worldWith(record, ...others), context);
}

const isOpen = defineRule({
  ...base,
  reads: { open: true },
  messages: { closed: 'Shop {name} is closed.' },
  evaluate({ name, open }, { pass, fail }) {
    return open ? pass() : fail('closed', { name });
  },
});

describe('a verdict', () => {
  test('that passes says the title and what was read', () => {
    const [finding, ...more] = judge(isOpen, aShop({ open: true }));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'T-001',
      outcome: 'pass',
      severity: 'high',
      message: 'Shops are open',
      asset: { kind: 'Test::Shop', id: arn('shop'), name: 'shop' },
      evidence: [{ path: 'open', call: 'test:open' }],
    });
  });
  test('that fails has message, message id and the value that decided', () => {
    expect(judge(isOpen, aShop({ open: false }))[0]).toMatchObject({
      outcome: 'fail',
      messageId: 'closed',
      message: 'Shop shop is closed.',
      evidence: expect.arrayContaining([expect.objectContaining({ path: 'open', value: false, call: 'test:open' })]),
    });
  });
  test('on a denied fact is unknown and names the permission', () => {
    expect(judge(isOpen, aShop({ open: denied }))[0]).toMatchObject({
      outcome: 'unknown',
      message: 'Cannot tell: open is unknown (access denied: no right to look). Missing permission: test:Read.',
      unknowns: [{ path: 'open', reason: 'access-denied', action: 'test:Read' }],
      evidence: [{ path: 'open', call: 'test:open', region: 'eu-west-1' }],
    });
  });
  test('on a fact that the source cannot tell says so', () => {
    expect(judge(isOpen, aShop({}))[0]).toMatchObject({
      outcome: 'unsupported-source',
      message: 'This source does not tell open.',
    });
  });
  test('does not mind an unknown that the rule never touches', () => {
    const rule = defineRule({
      ...base,
      reads: { open: true, storeIds: true },
      messages: { closed: 'Closed.' },
      evaluate: (asset, { pass, fail }) => (asset.open || asset.storeIds.length > 0 ? pass() : fail('closed')),
    });
    expect(judge(rule, aShop({ open: true, storeIds: denied }))[0]?.outcome).toBe('pass');
    const [unknown] = judge(rule, aShop({ open: false, storeIds: denied }));
    expect(unknown?.outcome).toBe('unknown');
    // What was read before, and where the unknown was asked for.
    expect(unknown?.evidence.map(({ path, call }) => [path, call])).toEqual([['open', 'test:open'], ['storeIds', 'test:storeIds']]); // prettier-ignore
  });
  test('is not changed by an unknown met after it failed', () => {
    const rule = defineRule({
      ...base,
      reads: { open: true, storeIds: true },
      messages: { closed: 'Closed.' },
      evaluate(asset, { fail }) {
        fail('closed');
        void asset.storeIds;
      },
    });
    expect(judge(rule, aShop({ open: false, storeIds: denied })).map(({ outcome }) => outcome)).toEqual(['fail']);
  });
  test('carries the causes of a diagnosis', () => {
    const cause = { id: 'S3-DENY', channel: 's3', message: 'because' };
    const rule = defineRule({
      ...base,
      reads: { open: true },
      messages: { closed: 'Closed.' },
      evaluate: ({ open }, { pass, fail }) => (open ? pass() : fail('closed', { causes: [cause] })),
    });
    expect(judge(rule, aShop({ open: false }))[0]?.causes).toEqual([cause]);
  });
});

describe('parts', () => {
  const byStore = defineRule({
    ...base,
    reads: { stores: { locked: true }, open: true },
    messages: { unlocked: 'Store {name} is not locked.' },
    evaluate(asset, { part }) {
      for (const index of [0, 1]) {
        part(`store-${index}`, ({ pass, fail, notApplicable }) => {
          const store = asset.stores[index];
          if (!store) return notApplicable('There is no such store.');
          return store.locked ? pass() : fail('unlocked', { name: store.name });
        });
      }
    },
  });
  const world = [aShop({ storeIds: [arn('a'), arn('b')] }), aStore('a', { locked: false })] as const;

  test('are findings of their own, and an unknown stays inside its part', () => {
    const found = judge(byStore, ...world, aStore('b', { locked: denied }));
    expect(found.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['store-0', 'fail'],
      ['store-1', 'unknown'],
    ]);
    expect(found[1]?.unknowns?.[0]?.path).toBe('stores[1].locked');
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });
  test('have the evidence of their own part only', () => {
    const [first, second] = judge(byStore, ...world, aStore('b', { locked: false }));
    expect(first!.evidence.map(({ path }) => path)).toEqual(['stores[0].locked']);
    expect(second!.evidence.map(({ path }) => path)).toEqual(['stores[1].locked']);
  });
});

describe('evidence of values', () => {
  const mixed = defineRule({
    ...base,
    reads: { stores: { locked: true }, open: true },
    messages: { unlocked: 'Store {name} is not locked.', closed: 'Closed.' },
    evaluate({ stores, open }, { fail, part }) {
      const isOpen = open;
      for (const store of stores) {
        part(store.name, ({ pass, fail: failPart }) =>
          store.locked ? pass() : failPart('unlocked', { name: store.name }),
        );
      }
      if (!isOpen) fail('closed');
    },
  });
  const judged = (locked: readonly boolean[], open: boolean) => {
    const stores = locked.map((isLocked, index) => aStore(`s${index}`, { locked: isLocked }));
    return judge(mixed, aShop({ storeIds: stores.map(({ id }) => id), open }), ...stores);
  };
  const paths = (finding: Finding | undefined) => finding?.evidence.map(({ path, value }) => [path, value]);

  test('a part that fails has them, though another passes', () => {
    const [passed, failed] = judged([true, false], true);
    expect([passed!.outcome, failed!.outcome]).toEqual(['pass', 'fail']);
    expect(paths(failed)).toContainEqual(['stores[1].locked', false]);
  });
  test('what was read before all parts is evidence of each', () => {
    const [first] = judged([false], true);
    expect(paths(first)).toEqual(
      expect.arrayContaining([
        ['open', true],
        ['stores[0].locked', false],
      ]),
    );
  });
  test('what a part read is no evidence of the whole', () => {
    const whole = judged([false], false).find(({ key }) => key === undefined);
    expect(whole?.outcome).toBe('fail');
    expect(paths(whole)).toContainEqual(['open', false]);
    expect(JSON.stringify(paths(whole))).not.toContain('locked');
  });
  test('what does not apply is told by the calls alone, as what passes', () => {
    const rule = defineRule({
      ...base,
      reads: { open: true },
      messages: {},
      evaluate: ({ open }, { pass, notApplicable }) => (open ? pass() : notApplicable('It is closed.')),
    });
    for (const open of [true, false]) expect(paths(judge(rule, aShop({ open }))[0])).toEqual([['open', undefined]]);
  });
});

describe('a fault in a rule', () => {
  const faulty = (evaluate: (asset: { open: boolean }, verdicts: { pass: () => void }) => void) =>
    defineRule({ ...base, reads: { open: true }, messages: {}, evaluate });
  test('is told as one, and does not end the scan', () => {
    const rule = faulty(() => {
      throw new TypeError('x is not a function');
    });
    expect(judge(rule, aShop({ open: true }))[0]).toMatchObject({
      outcome: 'rule-error',
      message: 'The rule failed: x is not a function. Please report this as a bug.',
    });
  });
  test('is no verdict at all', () => {
    expect(
      judge(
        faulty(() => undefined),
        aShop({ open: true }),
      )[0],
    ).toMatchObject({
      outcome: 'rule-error',
      message: expect.stringContaining('no verdict'),
    });
  });
  test('is two verdicts on the same thing', () => {
    const rule = faulty((_, { pass }) => {
      pass();
      pass();
    });
    expect(judge(rule, aShop({ open: true })).map(({ outcome }) => outcome)).toEqual(['rule-error']);
  });
  test('takes back what the rule said before it', () => {
    const rule = faulty((_, { pass }) => {
      pass();
      throw new Error('too late');
    });
    expect(judge(rule, aShop({ open: true })).map(({ outcome }) => outcome)).toEqual(['rule-error']);
  });
  test('takes back a failure, too: nobody knows what else is wrong with the rule', () => {
    const rule = defineRule({
      ...base,
      reads: { open: true },
      messages: { closed: 'Closed.' },
      evaluate(_, { fail }) {
        fail('closed');
        throw new Error('too late');
      },
    });
    expect(judge(rule, aShop({ open: false })).map(({ outcome }) => outcome)).toEqual(['rule-error']);
  });
  test('is not an unknown that is met after a pass: the pass came too early', () => {
    const rule = faulty((asset, { pass }) => {
      pass();
      void asset.open;
    });
    expect(judge(rule, aShop({ open: denied })).map(({ outcome }) => outcome)).toEqual(['unknown']);
  });
});

describe('identity of a finding', () => {
  test('stays when the outcome and the words change', () => {
    const [open] = judge(isOpen, aShop({ open: true }));
    const [closed] = judge(isOpen, aShop({ open: false }));
    const [hidden] = judge(isOpen, aShop({ open: denied }));
    expect(new Set([open!.id, closed!.id, hidden!.id]).size).toBe(1);
  });
});

test('three-valued reading of a list: one known element settles what the unknown one cannot', () => {
  const anyLocked = defineRule({
    ...base,
    reads: { stores: { locked: true } },
    messages: { none: 'No store is locked.' },
    evaluate: ({ stores }, { pass, fail }) => (some(stores, ({ locked }) => locked) ? pass() : fail('none')),
  });
  const record = aShop({ storeIds: [denied, arn('a')] });
  expect(judge(anyLocked, record, aStore('a', { locked: true }))[0]?.outcome).toBe('pass');
  expect(judge(anyLocked, record, aStore('a', { locked: false }))[0]?.outcome).toBe('unknown');
});

test.each([
  [{ path: 'a', reason: 'throttled', detail: '' }, 'Cannot tell: a is unknown (throttled).'],
  [
    { path: 'b.c', reason: 'other-account', detail: 'not ours', action: 's3:GetBucketPolicy' },
    'Cannot tell: b.c is unknown (other account: not ours). Missing permission: s3:GetBucketPolicy.',
  ],
] as const)('an unknown is told in one sentence: %j', (unknown, text) => expect(describeUnknown(unknown)).toBe(text));
