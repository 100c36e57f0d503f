import type { AccountRequest } from '#src/aws/sessions.ts';
import type { Configuration } from '#src/config/configuration.ts';
import { accountOfRole, ROLE_ARN, ROLE_NAME } from '#src/config/role.ts';
import { UserError } from '#src/core/user-error.ts';
import type { AccountOptions } from './source-options.ts';

/** Accounts, regions and roles that are asked for: the command line wins over the configuration. */
export function accountsOf(options: AccountOptions, configuration: Configuration) {
  const regions = options.region ?? configuration.regions;
  const roleName = options.roleName ?? configuration.roleName;
  const { account = [], roleArn: roles = [] } = options;
  const entered = new Set(roles.map(accountOfRole));
  const given: AccountRequest[] = [
    ...account.filter((id) => !entered.has(id)).map((id) => ({ id })),
    ...roles.map((roleArn) => ({ roleArn })),
  ];
  return {
    accounts: given.length > 0 ? given : (configuration.accounts ?? []),
    ...(regions === undefined ? {} : { regions }),
    ...(roleName === undefined ? {} : { roleName }),
  };
}

/** Refuses what cannot lead into an account, and what would be passed over in silence. */
export function checkAccounts(options: AccountOptions, configuration: Configuration): void {
  const { account = [], roleArn = [], roleName, externalId } = options;
  const id = account.find((text) => !/^\d{12}$/.test(text));
  if (id !== undefined) throw new UserError('USAGE', `"${id}" is not an account id`, 'It has twelve digits.');
  const arn = roleArn.find((text) => !ROLE_ARN.test(text));
  if (arn !== undefined) {
    throw new UserError(
      'ROLE_INVALID',
      `"${arn}" is not the ARN of a role`,
      'It looks like arn:aws:iam::111122223333:role/Name',
    );
  }
  if (roleName !== undefined && !ROLE_NAME.test(roleName)) {
    throw new UserError('ROLE_INVALID', `"${roleName}" is not the name of a role`, 'An ARN goes with --role-arn.');
  }
  const { accounts } = accountsOf(options, configuration);
  if (roleName !== undefined && accounts.every((request) => request.id === undefined)) {
    throw new UserError(
      'USAGE',
      '--role-name tells the role of accounts, and no account is named',
      'Name them with --account 111122223333,444455556666, or give --role-arn.',
    );
  }
  if (externalId !== undefined && accounts.length === 0) {
    throw new UserError(
      'USAGE',
      '--external-id goes with a role, and no role is named',
      'Give --role-arn, or --account with --role-name.',
    );
  }
}
