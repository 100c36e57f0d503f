import { REGION, trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => ({
    ...(await trailAccount(lab, account, { singleRegion: true })).variables,
    HOME_REGION: REGION,
  }),
  shows: [/us-west-2 \S+trail\/main IsLogging=true/, /us-west-2 \S+trail\/audit-trail IsLogging=true/],
};
