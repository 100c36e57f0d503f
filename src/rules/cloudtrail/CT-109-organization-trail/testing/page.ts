import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { labClients } from '#lab/scenarios/clients.ts';
import { REGION } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    await labClients(lab, account).organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    return { HOME_REGION: REGION };
  },
  shows: [/organization-trail/],
};
