import { type Answer, type Call, text } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { askJson } from '../forward.ts';
import { isDelegated, organizationOf } from '../organization.ts';
import type { DelegatedAdministrator } from './state.ts';
import { wire } from '../wire.ts';

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

async function accountView(context: Context, admin: DelegatedAdministrator): Promise<Record<string, unknown>> {
  const question = { account: admin.managementAccount, region: 'us-east-1', service: 'organizations' };
  const answer = await askJson(context.moto, question, 'AWSOrganizationsV20161128.DescribeAccount', {
    AccountId: admin.account,
  });
  return { ...wire<Record<string, unknown>>(answer.value['Account']), DelegationEnabledDate: seconds(admin.at) };
}

/** moto refuses CloudTrail as a delegated service, so delegation is the proxy's own. */
function delegation(call: Call, context: Context, managementAccount: string): Answer | Promise<Answer> | undefined {
  const admins = context.state.services.delegatedAdministrators;
  const servicePrincipal = text(call, 'ServicePrincipal');
  const account = text(call, 'AccountId') ?? '';
  const own = admins.filter((admin) => admin.managementAccount === managementAccount);
  switch (call.operation) {
    case 'RegisterDelegatedAdministrator': {
      if (isDelegated(context, account, servicePrincipal)) {
        throw new AwsError(
          'AccountAlreadyRegisteredException',
          'The specified account is already a delegated administrator for this AWS service.',
        );
      }
      admins.push({ managementAccount, account, servicePrincipal: servicePrincipal ?? '', at: context.now() });
      return jsonAnswer({});
    }
    case 'DeregisterDelegatedAdministrator': {
      const index = admins.findIndex(
        (admin) => admin.account === account && admin.servicePrincipal === servicePrincipal,
      );
      if (index === -1)
        throw new AwsError(
          'AccountNotRegisteredException',
          'The specified account is not a delegated administrator for this AWS service.',
        );
      admins.splice(index, 1);
      return jsonAnswer({});
    }
    case 'ListDelegatedAdministrators': {
      const wanted = own.filter((admin) => (servicePrincipal ?? admin.servicePrincipal) === admin.servicePrincipal);
      const first = wanted.filter(
        (admin, index) => wanted.findIndex((other) => other.account === admin.account) === index,
      );
      return Promise.all(first.map((admin) => accountView(context, admin))).then((list) =>
        jsonAnswer({ DelegatedAdministrators: list }),
      );
    }
    case 'ListDelegatedServicesForAccount': {
      const services = own.filter((admin) => admin.account === account);
      const list = services.map((admin) => ({
        ServicePrincipal: admin.servicePrincipal,
        DelegationEnabledDate: seconds(admin.at),
      }));
      return jsonAnswer({ DelegatedServices: list });
    }
    default: {
      return undefined;
    }
  }
}

const WRITES =
  /^(Accept|Attach|Close|Create|Delete|Deregister|Detach|Disable|Enable|Invite|Leave|Move|Register|Remove|Update)/;

/** Members may describe the organisation and nothing else; delegated administrators may read what its owner reads. */
export const organizations: Handler = async (call, context) => {
  if (WRITES.test(call.operation)) context.state.services.organizations.clear();
  if (call.operation === 'CreateOrganization' || call.operation === 'DescribeOrganization') return undefined;
  const organization = await organizationOf(context, call.account);
  if (organization === undefined) {
    throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  const { managementAccount } = organization;
  const isManagement = managementAccount === call.account;
  const mayRead = !WRITES.test(call.operation) && isDelegated(context, call.account);
  if (!isManagement && !mayRead) {
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  }
  const answer = await delegation(call, context, managementAccount);
  return answer ?? context.forward(call, { account: managementAccount });
};
