import { REGION } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: (lab, account) => {
    const values = { Name: 'events', RetentionPeriod: 90, TerminationProtectionEnabled: false };
    return Promise.resolve({ STORE_ARN: lab.addEventDataStore(account, REGION, values).arn });
  },
  shows: [/arn:aws:kms:eu-west-1/, /\b365\b/, /true/],
};
