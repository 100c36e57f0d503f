import { REGION, trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    const { variables } = await trailAccount(lab, account, { full: true });
    return { ...variables, ENDPOINT: `arn:aws:sqs:${REGION}:${account}:notices` };
  },
  shows: [/"[1-9]\d*",\s+"0"/],
};
