import { describe, expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import { policyLevels } from './policies.ts';
import { askTree, pathIn, type Tree } from './testing/made-up.ts';

const SITE = { account: '999999999999', region: 'us-east-1' };
const TYPE = 'RESOURCE_CONTROL_POLICY';

const accountsOf = ({ parents }: Tree): string[] => Object.keys(parents).filter((id) => !id.startsWith('ou-'));
const id = (index: number): string => String(100_000_000_000 + index);

/** So many accounts spread over so many units below the root, one policy attached to all and others to some. */
function tree(accounts: number, units: number, others = 2): Tree {
  const unit = (index: number): string => `ou-${index % units}`;
  const inUnits = Array.from({ length: accounts }, (_, index) => [id(index), units === 0 ? 'r-root' : unit(index)]);
  const ofUnits = Array.from({ length: units }, (_, index) => [`ou-${index}`, index % 3 === 2 ? 'ou-0' : 'r-root']);
  const parents = Object.fromEntries([...ofUnits, ...inUnits]) as Record<string, string>;
  const places = ['r-root', ...Object.keys(parents)];
  const some = Array.from({ length: others }, (_, index) => `only-${index}`);
  const attached = places.map((place, at) => [place, ['Full', ...some.filter((_, index) => at % (index + 3) === 1)]]);
  return { parents, attached: Object.fromEntries(attached) as Record<string, string[]> };
}

/** What the tree says of each account, worked out the plain way. */
const right = (one: Tree, accounts: readonly string[]) => {
  const at = (place: string) => one.attached[place]!.map((name) => ({ name, document: `{"p-${name}":1}` }));
  return accounts.map((account) => [account, pathIn(one, account).map((place) => at(place).toSorted(byName))]);
};

/** Policies of a level in the order of their names: the two ways tell them in another order. */
const sorted = (levels: Awaited<ReturnType<typeof policyLevels>>) =>
  [...levels].map(([account, path]) => [account, path.map((level) => (level instanceof Unknown ? level : level.toSorted(byName)))]); // prettier-ignore
const byName = (left: unknown, other: unknown): number => nameOf(left).localeCompare(nameOf(other));
const nameOf = (policy: unknown): string => (policy instanceof Unknown ? `~${policy.detail}` : (policy as { name: string }).name); // prettier-ignore

const SHAPES: readonly [string, Tree][] = [
  ['one account below the root', tree(1, 0)],
  ['one account in a unit', tree(1, 1)],
  ['two accounts in one unit', tree(2, 1)],
  ['four accounts below the root', tree(4, 0)],
  ['forty accounts in four units', tree(40, 4)],
  ['ninety accounts in one unit', tree(90, 1)],
  ['each account in a unit of its own', tree(12, 12)],
  ['more policies than targets', tree(10, 2, 60)],
];

describe('policies of an organisation', () => {
  test.each(SHAPES)(
    '%s: what holds for each account is what the tree says, and no call is made twice',
    async (_, one) => {
      const accounts = accountsOf(one);
      const { context, calls } = askTree(one);
      const levels = await policyLevels(accounts, TYPE, SITE, context);
      expect(sorted(levels)).toEqual(right(one, accounts));
      expect(new Set(calls).size).toBe(calls.length);
    },
  );

  test('an account alone is asked about alone', async () => {
    const { context, calls } = askTree(tree(40, 4));
    await policyLevels([id(0)], TYPE, SITE, context);
    const names = new Set(calls.map((call) => call.split(' ')[0]));
    expect(names).toEqual(new Set(['ListParents', 'ListPoliciesForTarget', 'DescribePolicy']));
    expect(calls.filter((call) => call.startsWith('ListP'))).toHaveLength(5);
  });

  test('forty accounts in four units take a third of the calls, and each policy is read once', async () => {
    const { context, calls } = askTree(tree(40, 4, 0));
    await policyLevels(accountsOf(tree(40, 4)), TYPE, SITE, context);
    // Four units by an account and a list each, the units' own parents, a list of policies, three pages of targets.
    expect(calls.length).toBeLessThanOrEqual(17);
    expect(calls.filter((call) => call.startsWith('DescribePolicy'))).toEqual(['DescribePolicy p-Full']);
  });

  test.each(SHAPES)('%s: never takes twice the calls of asking each, nor more', async (_, one) => {
    const accounts = accountsOf(one);
    const longWay = askTree(one, (call) => /^List(?:AccountsForParent|Policies |Policies$|Targets)/.test(call));
    await policyLevels(accounts, TYPE, SITE, longWay.context);
    const { context, calls } = askTree(one);
    await policyLevels(accounts, TYPE, SITE, context);
    expect(calls.length).toBeLessThan(2 * longWay.calls.length);
  });
});

describe('a call that only saves others, refused', () => {
  const one = tree(40, 4);
  const accounts = accountsOf(one);

  test.each([
    ['ListAccountsForParent ou-0', 'the list of a unit'],
    ['ListAccountsForParent', 'the lists of all units'],
    ['ListPolicies', 'the list of policies'],
    ['ListTargetsForPolicy p-Full', 'the targets of a policy'],
    ['ListTargetsForPolicy p-Full 20', 'the second page of the targets of a policy'],
    ['ListTargetsForPolicy', 'the targets of all policies'],
  ])('%s: makes nothing unknown (%s)', async (refused) => {
    const { context } = askTree(one, (call) => call === refused || call.startsWith(`${refused} `));
    expect(sorted(await policyLevels(accounts, TYPE, SITE, context))).toEqual(right(one, accounts));
  });
});

describe('a call that nothing stands in for, refused', () => {
  const one = tree(40, 4);
  const accounts = accountsOf(one);
  const read = async (refused: string) => {
    const { context } = askTree(one, (call) => call === refused || call.startsWith(`${refused} `));
    return policyLevels(accounts, TYPE, SITE, context);
  };
  const unknownsIn = (levels: readonly unknown[]): Unknown[] =>
    levels.flatMap((level) => (Array.isArray(level) ? (level as unknown[]) : [level])).filter((part) => part instanceof Unknown); // prettier-ignore

  test('the parent of an account: only the way above this account is unknown, its own policies are not', async () => {
    const levels = await read(`ListParents ${id(0)}`);
    expect(levels.get(id(0))).toHaveLength(2);
    expect(levels.get(id(0))![0]).toMatchObject({ reason: 'access-denied', action: 'organizations:ListParents' });
    expect(levels.get(id(0))![1]).not.toBeInstanceOf(Unknown);
    for (const account of accounts.slice(1)) expect(unknownsIn(levels.get(account)!)).toEqual([]);
  });

  test('the parent of a unit: what is above it is unknown for the accounts in it and in no other', async () => {
    const levels = await read('ListParents ou-1');
    for (const account of accounts) {
      const unknown = unknownsIn(levels.get(account)!);
      expect([account, unknown.length]).toEqual([account, pathIn(one, account).includes('ou-1') ? 1 : 0]);
    }
  });

  test('the text of a policy: unknown where this policy is attached', async () => {
    const levels = await read('DescribePolicy p-only-0');
    for (const account of accounts) {
      const places = pathIn(one, account).filter((place) => one.attached[place]!.includes('only-0'));
      const unknown = unknownsIn(levels.get(account)!);
      expect([account, unknown.map(({ action }) => action)]).toEqual([account, places.map(() => 'organizations:DescribePolicy')]); // prettier-ignore
    }
  });

  test('the policies of a target, where these have to be asked for: unknown for the accounts below it', async () => {
    const { context } = askTree(one, (call) => call === 'ListPolicies' || call === 'ListPoliciesForTarget ou-2');
    const levels = await policyLevels(accounts, TYPE, SITE, context);
    for (const account of accounts) {
      const unknown = unknownsIn(levels.get(account)!);
      expect([account, unknown.length]).toEqual([account, pathIn(one, account).includes('ou-2') ? 1 : 0]);
    }
  });
});
