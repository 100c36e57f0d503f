import { type CallSite, type CollectContext, defineCollector } from '#src/core/collector.ts';
import type { PagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { organization } from './model.ts';
import { listAccounts, listDelegatedAdministrators, listServiceAccess, stateOf } from './operations.ts';
import { type PolicyType, policyLevels, policyOperations } from './policies.ts';

/** Organizations answers to the management account, and to delegated administrators: the best account of the scan. */
function site({ self, scope }: CollectContext): CallSite {
  const account = scope.accounts.includes(self.account) ? self.account : (scope.accounts[0] ?? self.account);
  return { account, region: scope.defaultRegion };
}

function listFact<I, T>(operation: PagedOperation<I>, input: object, read: (item: I) => T) {
  return {
    operations: [operation],
    collect: async (context: CollectContext): Promise<T[]> =>
      (await context.observeAll(operation, input, read, site(context))) as T[],
  };
}

/** A member that may not read the organisation's policies lacks no permission: they are told to the management account. */
function refusedElsewhere<T>(level: T, { self, scope }: CollectContext): T | Unknown {
  const first: unknown = Array.isArray(level) && level.length === 1 ? level[0] : level;
  if (!(first instanceof Unknown) || first.reason !== 'access-denied' || scope.accounts.includes(self.account))
    return level;
  const detail = `policies of organisation ${self.id} are told to its management account ${self.account}, outside this scan`;
  return new Unknown('other-account', detail, first.action);
}

function policyFact(type: PolicyType) {
  return {
    operations: policyOperations,
    async collect(context: CollectContext) {
      const levels = await policyLevels(context.scope.accounts, type, site(context), context);
      const entries = [...levels].map(([account, path]) => [
        account,
        path.map((one) => refusedElsewhere(one, context)),
      ]);
      return Object.fromEntries(entries) as Record<string, { name: string; document: string }[][]>;
    },
  };
}

export const collectOrganization = defineCollector({
  kind: organization,
  locate: {
    operations: [],
    async find(id, { scope, from }) {
      for (const account of [from.account, ...scope.accounts]) {
        const membership = await scope.accountFact(account, 'membership');
        if (typeof membership !== 'object' || membership === null || membership instanceof Unknown) continue;
        const { id: found, managementAccount } = membership as { id: string; managementAccount: string };
        if (found === id) return { id, name: id, account: managementAccount, region: 'global' };
      }
      return new Unknown('call-failed', `no account of the scan belongs to organisation ${id}`);
    },
  },
  facts: {
    accounts: listFact(listAccounts, {}, (item) => {
      const { Id, Name } = item;
      return { id: Id, name: Name, status: stateOf(item) };
    }),
    cloudTrailAdministrators: listFact(
      listDelegatedAdministrators,
      { ServicePrincipal: 'cloudtrail.amazonaws.com' },
      (item) => item.Id,
    ),
    trustedServices: listFact(listServiceAccess, {}, (item) => item.ServicePrincipal),
    serviceControlPolicies: policyFact('SERVICE_CONTROL_POLICY'),
    resourceControlPolicies: policyFact('RESOURCE_CONTROL_POLICY'),
  },
});
