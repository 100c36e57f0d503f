import { UpdateTrailCommand } from '@aws-sdk/client-cloudtrail';
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import { CreateOrganizationCommand, EnableAWSServiceAccessCommand } from '@aws-sdk/client-organizations';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { NAME, trailAccount } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  // An organisation's trail needs all that a trail of one account needs, and a third statement.
  prepare: async (lab, account) => {
    const { clients, bucket, key, variables } = await trailAccount(lab, account, { full: true });
    const { organizations } = clients;
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'cloudtrail.amazonaws.com' }));
    await clients.cloudtrail.send(new UpdateTrailCommand({ Name: NAME, IsOrganizationTrail: true }));
    await clients.kms.send(new DisableKeyCommand({ KeyId: key }));
    await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    return variables;
  },
  shows: [
    /CloudTrailAclCheckmain[\s\S]*CloudTrailWritemain[\s\S]*CloudTrailOrganizationWritemain[\s\S]*AWSLogs\/o-/,
    /"Enabled"/,
  ],
  hides: [/NoSuchBucketPolicy|"Disabled"/],
};
