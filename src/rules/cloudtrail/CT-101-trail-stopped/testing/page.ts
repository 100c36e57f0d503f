import { StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { NAME, trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    const { clients, variables } = await trailAccount(lab, account);
    await clients.cloudtrail.send(new StopLoggingCommand({ Name: NAME }));
    return variables;
  },
  shows: [/us-east-1 true/, /us-west-2 true/],
};
