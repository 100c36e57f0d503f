import { expect, test } from 'vitest';
import type { Finding } from '#src/core/finding.ts';
import { account as accountKind } from '#src/assets/account/model.ts';
import { collectors } from '#src/generated/collectors.ts';
import { rules as allRules } from '#src/generated/rules.ts';
import { plannedOperations, planReads } from '#src/scan/plan.ts';
import type { FaultKind } from '../index.ts';
import type { Call } from '../proxy/call.ts';
import { SECOND_PAGE } from '../proxy/paged.ts';
import { brokenAccount, healthyAccount } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { brokenPromises } from './compare.ts';
import { callKey, NOW, truthScan } from './scan.ts';

/** `npm run test:faults` loses pages in every way and judges by every rule. */
const ALL = process.env['SURETY_ALL_FAULTS'] === '1';
const rules = allRules.filter(({ id }) => ALL || id.startsWith('CT-'));

interface List {
  readonly service: string;
  readonly operation: string;
  readonly items: string;
  readonly token: string;
}

const LISTS: Readonly<Record<string, List>> = {
  stores: { service: 'cloudtrail', operation: 'ListEventDataStores', items: 'EventDataStores', token: 'NextToken' },
  groups: { service: 'logs', operation: 'DescribeLogGroups', items: 'logGroups', token: 'nextToken' },
  filters: { service: 'logs', operation: 'DescribeMetricFilters', items: 'metricFilters', token: 'nextToken' },
  events: { service: 'events', operation: 'ListRules', items: 'Rules', token: 'NextToken' },
  accounts: { service: 'organizations', operation: 'ListAccounts', items: 'Accounts', token: 'NextToken' },
  policies: { service: 'organizations', operation: 'ListPoliciesForTarget', items: 'Policies', token: 'NextToken' },
};

const WAYS: [string, FaultKind, string][] = [
  ['denied', { kind: 'denied' }, 'access-denied'],
  ['throttled', { kind: 'throttled' }, 'throttled'],
  ['cut', { kind: 'reset' }, 'call-failed'],
];

/** The rules whose reads need that operation. */
function needing({ operation }: List): Set<string> {
  const planned = (rule: (typeof rules)[number]) => plannedOperations(planReads([rule], accountKind), collectors);
  return new Set(rules.filter((rule) => planned(rule).some(({ name }) => name === operation)).map(({ id }) => id));
}

describeWithLab(
  'lists whose second page is lost',
  (lab) => {
    const scan = async (account: string) => truthScan(lab(), account, { rules });
    const paged = ({ service, operation, items, token }: List, first: number) =>
      lab().faults.add({ service, operation, kind: 'paged', items, token, first });
    const secondPage = ({ service, operation, token }: List, fault: FaultKind) => {
      const resource = (call: Call): boolean => call.params[token] === SECOND_PAGE;
      return lab().faults.add({ service, operation, resource, ...fault });
    };
    const verdicts = (findings: readonly Finding[]) =>
      findings.map(({ id, outcome, message }) => [id, outcome, message]);

    test.each(Object.entries(LISTS))(
      '%s in two pages are the same as in one',
      async (_, list) => {
        for (const make of [healthyAccount, brokenAccount]) {
          await lab().reset();
          const { account } = await make(lab());
          const whole = await scan(account);
          for (const first of [0, 1]) {
            const remove = paged(list, first);
            const inPages = await scan(account);
            remove();
            expect(verdicts(inPages.findings)).toEqual(verdicts(whole.findings));
            expect(new Set(inPages.calls.map(callKey)).size).toBe(inPages.calls.length);
          }
        }
      },
      60_000,
    );

    test.each(ALL ? WAYS : WAYS.slice(0, 1))(
      'a page that is %s makes unknown only what needs it, and says so',
      async (_, fault, reason) => {
        for (const make of [healthyAccount, brokenAccount]) {
          await lab().reset();
          const { account } = await make(lab());
          const whole = await scan(account);
          for (const list of Object.values(LISTS)) {
            const needed = needing(list);
            for (const first of [0, 1]) {
              const removes = [paged(list, first), secondPage(list, fault)];
              const faulty = await scan(account);
              for (const remove of removes) remove();
              const call = `${list.service}:${list.operation}`;
              const permission = reason === 'access-denied' ? { permission: call } : {};
              const problems = brokenPromises(whole, faulty, {
                needing: needed,
                reasons: [reason],
                call,
                ...permission,
              });
              expect({ list: call, first, problems }).toEqual({ list: call, first, problems: [] });
            }
          }
        }
      },
      180_000,
    );

    test('a list that is known in part: what is on the first page is judged as ever, and the account has the hole', async () => {
      const { account } = await healthyAccount(lab());
      lab().addEventDataStore(account, 'us-east-1', { Name: 'second', RetentionPeriod: 90 });
      const whole = await scan(account);
      const stores = (findings: readonly Finding[]) => findings.filter(({ rule }) => rule === 'CT-110');
      expect(new Set(stores(whole.findings).map(({ asset }) => asset.id)).size).toBe(2);
      paged(LISTS['stores']!, 1);
      secondPage(LISTS['stores']!, { kind: 'denied' });
      const { findings } = await scan(account);
      const hole = stores(findings).find(({ asset }) => asset.id === account);
      expect(hole?.outcome).toBe('unknown');
      for (const { action } of hole?.unknowns ?? []) expect(action).toBe('cloudtrail:ListEventDataStores');
      expect(hole?.unknowns).toHaveLength(lab().calls().filter(({ fault }) => fault === 'denied').length); // prettier-ignore
      const known = stores(findings).filter(({ asset }) => asset.id !== account);
      const first = new Set(known.map(({ asset }) => asset.id));
      expect(first.size).toBe(1);
      expect(verdicts(known)).toEqual(verdicts(stores(whole.findings).filter(({ asset }) => first.has(asset.id))));
    });

    test('an element that settles the matter settles it, wherever the list ends', async () => {
      const { account } = await healthyAccount(lab());
      const whole = await scan(account);
      const groups = LISTS['groups']!;
      const removes = [paged(groups, 1), secondPage(groups, { kind: 'denied' })];
      // The log group of the trail is on the first page: nobody needs the second.
      expect(verdicts((await scan(account)).findings)).toEqual(verdicts(whole.findings));
      for (const remove of removes) remove();
      paged(groups, 0);
      secondPage(groups, { kind: 'denied' });
      const { findings } = await scan(account);
      const unknown = findings.filter(({ outcome }) => outcome === 'unknown');
      expect(unknown.length).toBeGreaterThan(0);
      for (const { message } of unknown) expect(message).toContain('logs:DescribeLogGroups');
    });
  },
  { now: () => new Date(NOW) },
);
