import { PutEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { NAME, trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    const { clients, variables } = await trailAccount(lab, account);
    const field = (Field: string, values: object) => ({ Field, ...values });
    const AdvancedEventSelectors = [
      {
        Name: 'Management',
        FieldSelectors: [
          field('eventCategory', { Equals: ['Management'] }),
          field('eventSource', { NotEquals: ['kms.amazonaws.com', 'sts.amazonaws.com', 'rdsdata.amazonaws.com'] }),
        ],
      },
      {
        Name: 'Functions',
        FieldSelectors: [
          field('eventCategory', { Equals: ['Data'] }),
          field('resources.type', { Equals: ['AWS::Lambda::Function'] }),
        ],
      },
    ];
    await clients.cloudtrail.send(new PutEventSelectorsCommand({ TrailName: NAME, AdvancedEventSelectors }));
    return variables;
  },
  // What else is excluded is not this page's to take back.
  shows: [/"Management"/, /"NotEquals": \[\s+"sts\.amazonaws\.com"\s+\]/, /AWS::Lambda::Function/],
  hides: [/kms\.amazonaws\.com|rdsdata\.amazonaws\.com/],
};
