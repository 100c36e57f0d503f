import { Unknown } from '#src/core/unknown.ts';
import { organizationChanges } from '#src/domain/intents/organization-changes.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { ACCOUNT } from '#src/testing/healthy.ts';
import { alarmRows } from '../testing/alarm-rows.ts';
import { alarmWorld } from '../testing/alarm-world.ts';
import { rule } from './rule.ts';

const membership = { id: 'o-example', managementAccount: ACCOUNT };
const rows = alarmRows(organizationChanges, { account: { membership } });

testRule(rule, {
  ...rows,
  unknown: {
    ...rows.unknown,
    'it is not known whether the account is the management account': alarmWorld(organizationChanges, {
      account: { membership: new Unknown('access-denied', 'denied', 'organizations:DescribeOrganization') },
    }),
  },
  notApplicable: {
    'the account is in no organisation': alarmWorld(organizationChanges, { account: { membership: undefined } }),
    'the account is a member': {
      world: alarmWorld(organizationChanges, {
        account: { membership: { id: 'o-example', managementAccount: '999999999999' } },
      }),
      says: ['999999999999'],
    },
  },
});
