import { UpdateTrailCommand, type UpdateTrailRequest } from '@aws-sdk/client-cloudtrail';
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  PutBucketRequestPaymentCommand,
} from '@aws-sdk/client-s3';
import { SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import type { Lab } from '#lab/index.ts';
import {
  ageTrail,
  type Clients,
  type HealthyAccount,
  logRolePolicy,
  logRoleTrust,
  type PolicyDocument,
  putBucketPolicy,
  trailBucketPolicy,
  trailKeyPolicy,
  trailTopicPolicy,
} from '#lab/scenarios/index.ts';

/** A healthy account of the lab whose trail faults are put into, one at a time. */
export interface Stage {
  readonly lab: Lab;
  readonly clients: Clients;
  readonly made: HealthyAccount;
}

export const groupName = ({ made }: Stage): string => made.logGroup.replace(/^.*:log-group:/, '').replace(/:\*$/, '');
export const roleName = ({ made }: Stage): string => made.logRole.slice(made.logRole.lastIndexOf('/') + 1);
export const other = '222222222222';

export const bucketPolicy = (
  stage: Stage,
  changes: Partial<Parameters<typeof trailBucketPolicy>[0]> = {},
): Promise<unknown> => {
  const { made, clients } = stage;
  const policy = trailBucketPolicy({
    bucket: made.bucket,
    accounts: [made.account],
    sourceArn: made.trail,
    ...changes,
  });
  return putBucketPolicy(clients, made.bucket, policy);
};

export const keyPolicy = (
  { made, clients }: Stage,
  changes: Partial<Parameters<typeof trailKeyPolicy>[0]> = {},
): Promise<unknown> => {
  const policy = trailKeyPolicy({ account: made.account, sourceArn: made.trail, logsRegion: made.region, ...changes });
  return clients.kms.send(
    new PutKeyPolicyCommand({ KeyId: made.key, PolicyName: 'default', Policy: JSON.stringify(policy) }),
  );
};

export const topicPolicy = (
  { made, clients }: Stage,
  policy: PolicyDocument = trailTopicPolicy(made.topic, made.trail),
): Promise<unknown> =>
  clients.sns.send(
    new SetTopicAttributesCommand({
      TopicArn: made.topic,
      AttributeName: 'Policy',
      AttributeValue: JSON.stringify(policy),
    }),
  );

export const topicKey = ({ made, clients }: Stage, key: string): Promise<unknown> =>
  clients.sns.send(
    new SetTopicAttributesCommand({ TopicArn: made.topic, AttributeName: 'KmsMasterKeyId', AttributeValue: key }),
  );

export const trust = (stage: Stage, policy: PolicyDocument = logRoleTrust(stage.made.trail)): Promise<unknown> =>
  stage.clients.iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: roleName(stage), PolicyDocument: JSON.stringify(policy) }),
  );

export const rolePolicy = (
  stage: Stage,
  changes: Partial<Parameters<typeof logRolePolicy>[0]> = {},
): Promise<unknown> => {
  const { account, region } = stage.made;
  const policy = logRolePolicy({ account, region, logGroup: groupName(stage), ...changes });
  const PolicyDocument = JSON.stringify(policy);
  return stage.clients.iam.send(
    new PutRolePolicyCommand({ RoleName: roleName(stage), PolicyName: 'delivery', PolicyDocument }),
  );
};

export const updateTrail = ({ made, clients }: Stage, changes: Omit<UpdateTrailRequest, 'Name'>): Promise<unknown> =>
  clients.cloudtrail.send(new UpdateTrailCommand({ Name: made.trail, ...changes }));

/** Everything as the healthy account has it. What a fault deletes or makes besides, it mends itself. */
export async function restore(stage: Stage): Promise<void> {
  const { lab, made, clients } = stage;
  const Bucket = made.bucket;
  await updateTrail(stage, {
    S3BucketName: Bucket,
    S3KeyPrefix: '',
    IsMultiRegionTrail: true,
    KmsKeyId: made.key,
    SnsTopicName: made.topic,
    CloudWatchLogsLogGroupArn: made.logGroup,
    CloudWatchLogsRoleArn: made.logRole,
  });
  await Promise.all([
    bucketPolicy(stage),
    keyPolicy(stage),
    topicPolicy(stage),
    topicKey(stage, ''),
    trust(stage),
    rolePolicy(stage),
    clients.s3.send(
      new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: { Payer: 'BucketOwner' } }),
    ),
    clients.s3.send(new DeleteBucketEncryptionCommand({ Bucket })),
    clients.s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
  ]);
  lab.status.clear();
  ageTrail(lab, made.trail, 90);
}
