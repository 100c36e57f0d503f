import { DeleteBucketCommand } from '@aws-sdk/client-s3';
import { trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    const { clients, bucket, variables } = await trailAccount(lab, account);
    await clients.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    return variables;
  },
  hides: [/missing, or not of account/],
};
