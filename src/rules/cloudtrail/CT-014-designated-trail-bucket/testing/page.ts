import { createTrailBucket } from '#lab/scenarios/bucket.ts';
import { trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    const { clients, variables } = await trailAccount(lab, account);
    const designated = await createTrailBucket(clients, {
      name: `archive-${account}`,
      objectLock: null,
      accessLog: null,
    });
    return { ...variables, BUCKET: designated };
  },
  shows: [/"archive-/],
};
