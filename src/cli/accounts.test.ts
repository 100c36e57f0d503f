import { expect, test } from 'vitest';
import { accountsOf } from './accounts.ts';

const ROLE = 'arn:aws:iam::111122223333:role/audit/SuretyReadOnly';

test.each<[string, Parameters<typeof accountsOf>[0], object[]]>([
  ['roles and accounts', { account: ['444455556666'], roleArn: [ROLE] }, [{ id: '444455556666' }, { roleArn: ROLE }]],
  ['an account and its own role', { account: ['111122223333'], roleArn: [ROLE] }, [{ roleArn: ROLE }]],
])('%s on the command line are each entered once', (_, options, accounts) => {
  expect(accountsOf(options, {})).toEqual({ accounts });
});

test('accounts on the command line win over those of the configuration', () => {
  const configuration = { accounts: [{ id: '444455556666' }], regions: ['eu-west-1'] };
  expect(accountsOf({ account: ['111122223333'] }, configuration)).toEqual({
    accounts: [{ id: '111122223333' }],
    regions: ['eu-west-1'],
  });
});
