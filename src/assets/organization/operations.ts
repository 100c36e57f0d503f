import { z } from 'zod';
import { defineOperation, definePagedOperation, type PagedOperation } from '#src/core/operation.ts';

function list<I>(name: string, items: string, item: z.ZodType<I>, notSet: readonly string[] = []): PagedOperation<I> {
  const pages = { items, nextToken: 'NextToken', token: 'NextToken' };
  return definePagedOperation({ service: 'organizations', name, notSet, item, pages });
}

/** The state of an account. Until 2026-09-09 it stood in `Status` as well, which emulators and older endpoints know alone. */
export const rawState = { State: z.string().optional(), Status: z.string().optional() };
export const stateOf = ({ State, Status }: { State?: string | undefined; Status?: string | undefined }): string =>
  State ?? Status ?? 'ACTIVE';

const rawAccount = z.object({ Id: z.string(), Name: z.string().default(''), ...rawState });
const rawAdministrator = z.object({ Id: z.string() });
const rawServicePrincipal = z.object({ ServicePrincipal: z.string() });
const rawParent = z.object({ Id: z.string(), Type: z.string() });
const rawPolicy = z.object({ Id: z.string(), Name: z.string() });

export const describeOrganization = defineOperation({
  service: 'organizations',
  name: 'DescribeOrganization',
  notSet: ['AWSOrganizationsNotInUseException'],
  output: z.object({ Organization: z.object({ Id: z.string(), MasterAccountId: z.string() }) }),
});

export const listAccounts = list('ListAccounts', 'Accounts', rawAccount);
export const listDelegatedAdministrators = list(
  'ListDelegatedAdministrators',
  'DelegatedAdministrators',
  rawAdministrator,
);
export const listServiceAccess = list(
  'ListAWSServiceAccessForOrganization',
  'EnabledServicePrincipals',
  rawServicePrincipal,
);
export const listParents = list('ListParents', 'Parents', rawParent);
/** The accounts right below a root or a unit, not those of units in it. */
export const listAccountsForParent = list('ListAccountsForParent', 'Accounts', z.object({ Id: z.string() }));
export const listPolicies = list('ListPolicies', 'Policies', rawPolicy);
export const listTargetsForPolicy = list('ListTargetsForPolicy', 'Targets', z.object({ TargetId: z.string() }));
export const listPoliciesForTarget = list('ListPoliciesForTarget', 'Policies', rawPolicy, [
  'PolicyTypeNotEnabledException',
]);

export const describePolicy = defineOperation({
  service: 'organizations',
  name: 'DescribePolicy',
  output: z.object({ Policy: z.object({ Content: z.string() }) }),
});
