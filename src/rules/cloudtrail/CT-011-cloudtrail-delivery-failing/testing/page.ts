import { DisableKeyCommand } from '@aws-sdk/client-kms';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: async (lab, account) => {
    const { clients, bucket, key, variables } = await trailAccount(lab, account, { full: true });
    await clients.kms.send(new DisableKeyCommand({ KeyId: key }));
    await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    return variables;
  },
  shows: [/CloudTrailAclCheckmain[\s\S]*CloudTrailWritemain/, /"Enabled"/],
  hides: [/NoSuchBucketPolicy|"Disabled"/],
};
