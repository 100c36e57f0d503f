import type { Context } from './context.ts';
import { askJson } from './forward.ts';
import type { OrganizationView } from './services/state.ts';
import { wire } from './wire.ts';

/** The organisation that an account is in, or undefined. */
export async function organizationOf(context: Context, account: string): Promise<OrganizationView | undefined> {
  const known = context.state.services.organizations;
  if (known.has(account)) return known.get(account);
  const question = { account, region: 'us-east-1', service: 'organizations' };
  const answer = await askJson(context.moto, question, 'AWSOrganizationsV20161128.DescribeOrganization', {});
  const found = wire<{ Id: string; MasterAccountId: string } | undefined>(answer.value['Organization']);
  const view =
    answer.ok && found !== undefined ? { id: found.Id, managementAccount: found.MasterAccountId } : undefined;
  known.set(account, view);
  return view;
}

/** Whether the account administers that service for its organisation. */
export function isDelegated(context: Context, account: string, servicePrincipal?: string): boolean {
  return context.state.services.delegatedAdministrators.some(
    (admin) => admin.account === account && (servicePrincipal ?? admin.servicePrincipal) === admin.servicePrincipal,
  );
}
