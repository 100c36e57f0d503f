import { z } from 'zod';
import { defineOperation, type Operation } from '#src/core/operation.ts';

function list(name: string, items: string, notSet: readonly string[] = []): Operation {
  return defineOperation({
    service: 'organizations',
    name,
    notSet,
    output: z.object({ [items]: z.array(z.unknown()).default([]), NextToken: z.string().optional() }),
    pages: { items, nextToken: 'NextToken', token: 'NextToken' },
  });
}

export const describeOrganization = defineOperation({
  service: 'organizations',
  name: 'DescribeOrganization',
  notSet: ['AWSOrganizationsNotInUseException'],
  output: z.object({ Organization: z.object({ Id: z.string(), MasterAccountId: z.string() }) }),
});

export const listAccounts = list('ListAccounts', 'Accounts');
export const listDelegatedAdministrators = list('ListDelegatedAdministrators', 'DelegatedAdministrators');
export const listServiceAccess = list('ListAWSServiceAccessForOrganization', 'EnabledServicePrincipals');
export const listParents = list('ListParents', 'Parents');
export const listPoliciesForTarget = list('ListPoliciesForTarget', 'Policies', ['PolicyTypeNotEnabledException']);

export const describePolicy = defineOperation({
  service: 'organizations',
  name: 'DescribePolicy',
  output: z.object({ Policy: z.object({ Content: z.string() }) }),
});

export const rawAccount = z.object({
  Id: z.string(),
  Name: z.string().default(''),
  Status: z.string().default('ACTIVE'),
});
export const rawAdministrator = z.object({ Id: z.string() });
export const rawServicePrincipal = z.object({ ServicePrincipal: z.string() });
export const rawParent = z.object({ Id: z.string(), Type: z.string() });
export const rawPolicy = z.object({ Id: z.string(), Name: z.string() });
