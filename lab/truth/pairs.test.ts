import { expect, test } from 'vitest';
import type { Rule } from '#src/core/rule.ts';
import { rules } from '#src/generated/rules.ts';
import type { Need } from '#src/scan/plan.ts';
import type { Lab } from '../index.ts';
import { brokenAccount, healthyAccount } from '../scenarios/index.ts';
import { exampleOrganisation } from '../scenarios/example-organisation.ts';
import { describeWithLab } from '../testing.ts';
import { callKey, truthCalls } from './scan.ts';

/**
 * Rules that meet at assets of one kind on different paths: keys and topics of trails, and of alarms and event rules;
 * log groups of trails, and of flow logs; buckets, and what only explains.
 */
const PAIRS = [
  ['CT-008', 'CWL-001'],
  ['CT-011', 'CWL-004'],
  ['CT-102', 'CWL-003'],
  ['CT-103', 'CWL-005'],
  ['CT-106', 'CWL-018'],
  ['CT-107', 'CWL-019'],
  ['CT-110', 'CT-011'],
  ['CT-111', 'CWL-016'],
  ['CT-104', 'CT-109'],
  ['CT-003', 'CT-105'],
] as const;

const ruleOf = (id: string): Rule => rules.find((rule) => rule.id === id)!;

interface Accounts {
  readonly account: string;
  readonly roleArns: readonly string[];
}

const alone = ({ account }: { account: string }): Accounts => ({ account, roleArns: [] });

interface Made {
  readonly name: string;
  readonly make: (lab: Lab) => Promise<Accounts>;
  readonly pairs: readonly (readonly [string, string])[];
}

const WORLDS: readonly Made[] = [
  { name: 'healthy account', make: async (lab) => alone(await healthyAccount(lab)), pairs: PAIRS },
  { name: 'broken account', make: async (lab) => alone(await brokenAccount(lab)), pairs: PAIRS },
  {
    name: 'example organisation',
    async make(lab) {
      const { management, accounts } = await exampleOrganisation(lab);
      return { account: management, roleArns: accounts.map((id) => `arn:aws:iam::${id}:role/Scanner`) };
    },
    // Ten times the calls: the pairs that meet most.
    pairs: PAIRS.slice(0, 3),
  },
];

describeWithLab('two rules together', (lab) => {
  test.for(WORLDS)(
    'ask of the $name what each of them asks alone, and nothing else',
    { timeout: 120_000 },
    async ({ make, pairs }) => {
      const { account, roleArns } = await make(lab());
      const ask = async (...needs: readonly Need[]): Promise<Set<string>> => {
        const calls = await truthCalls(lab(), account, needs, roleArns);
        return new Set(calls.filter(({ service }) => service !== 'sts').map(callKey));
      };
      const uneven: object[] = [];
      for (const [one, other] of pairs) {
        const [first, second] = [await ask(ruleOf(one)), await ask(ruleOf(other))];
        const together = await ask(ruleOf(one), ruleOf(other));
        const both = first.union(second);
        expect([one, first.size > 1, second.size > 1]).toEqual([one, true, true]);
        const [more, less] = [together.difference(both), both.difference(together)];
        if (more.size + less.size > 0) uneven.push({ one, other, more: [...more], less: [...less] });
      }
      expect(uneven).toEqual([]);
    },
  );
});
