import { StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { DeleteBucketCommand } from '@aws-sdk/client-s3';
import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import type { Lab } from '../index.ts';
import { createTrailBucket } from './bucket.ts';
import { type Clients, labClients } from './clients.ts';
import {
  logRolePolicy,
  logRoleTrust,
  type Statement,
  trailBucketPolicy,
  trailKeyPolicy,
  trailTopicPolicy,
} from './policies.ts';
import {
  ageTrail,
  createLogGroup,
  createLogRole,
  createTopic,
  createTrail,
  createTrailKey,
  setAccountPublicAccess,
} from './steps.ts';

export interface BrokenAccount {
  readonly account: string;
  readonly region: string;
  /** Active, and wrong in every way that a trail's destinations can be wrong while they exist. Delivery fails. */
  readonly careless: string;
  /** Active beside `careless`: the same events again, without validation, key or log group. */
  readonly duplicate: string;
  /** Active, and everything it delivers to is gone. */
  readonly orphan: string;
  /** In us-east-1, stopped: nothing records the global services. */
  readonly stopped: string;
  readonly publicBucket: string;
  readonly eventDataStore: string;
}

/** Management events without KMS: no trail of the account records how keys are used. */
const WITHOUT_KMS = [
  {
    ReadWriteType: 'WriteOnly' as const,
    IncludeManagementEvents: true,
    ExcludeManagementEventSources: ['kms.amazonaws.com'],
  },
];

const PUBLIC_READ = (bucket: string): Statement => ({
  Sid: 'Website',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${bucket}/*`,
});

const BARE = { versioning: null, objectLock: null, accessLog: null, blockPublicAccess: false } as const;

/** CT-003, CT-103 (four documents), CT-105 to CT-107, CT-111, and CT-011 in all four channels. */
async function carelessTrail(lab: Lab, clients: Clients, bucket: string): Promise<string> {
  const { account, region } = clients;
  const policy = trailBucketPolicy({ bucket, accounts: [account], sourceArn: null, add: [PUBLIC_READ(bucket)] });
  const lifecycle = [{ ID: 'tidy', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 30 } }];
  await createTrailBucket(clients, { ...BARE, name: bucket, policy, lifecycle });
  const key = await createTrailKey(clients, { policy: trailKeyPolicy({ account, sourceArn: null }) });
  await clients.kms.send(new DisableKeyCommand({ KeyId: key }));
  const logGroup = await createLogGroup(clients, { name: 'careless', retentionDays: 7 });
  const role = await createLogRole(clients, {
    name: 'careless-logs',
    trust: logRoleTrust(null),
    policy: logRolePolicy({ account, region, logGroup: 'careless' }),
  });
  const topic = await createTopic(clients, { name: 'careless', policy: (arn) => trailTopicPolicy(arn, null) });
  const trail = await createTrail(clients, {
    name: 'careless',
    bucket,
    EnableLogFileValidation: true,
    KmsKeyId: key,
    CloudWatchLogsLogGroupArn: logGroup,
    CloudWatchLogsRoleArn: role,
    SnsTopicName: topic,
    eventSelectors: WITHOUT_KMS,
  });
  ageTrail(lab, trail, 90);
  const LatestDeliveryTime = new Date(lab.now().getTime() - 5 * 24 * 60 * 60 * 1000);
  lab.status.set({
    trail,
    values: {
      LatestDeliveryError: 'KMS.DisabledException',
      LatestDeliveryTime,
      LatestDigestDeliveryError: 'KMS.DisabledException',
      LatestDigestDeliveryTime: LatestDeliveryTime,
      LatestCloudWatchLogsDeliveryError: 'AccessDenied',
      LatestCloudWatchLogsDeliveryTime: null,
      LatestNotificationError: 'AuthorizationError',
      LatestNotificationTime: null,
    },
  });
  return trail;
}

/** CT-102: bucket, log group, role and topic are deleted after the trail was made. */
async function orphanTrail(lab: Lab, clients: Clients, bucket: string): Promise<string> {
  const { account, region } = clients;
  await createTrailBucket(clients, { ...BARE, name: bucket });
  const logGroup = await createLogGroup(clients, { name: 'orphan' });
  const role = await createLogRole(clients, { name: 'orphan-logs', trust: logRoleTrust(null) });
  const topic = await createTopic(clients, { name: 'orphan' });
  const trail = await createTrail(clients, {
    name: 'orphan',
    bucket,
    KmsKeyId: `arn:aws:kms:${region}:${account}:key/${(await createTrailKey(clients, {})).split('/')[1] ?? ''}`,
    CloudWatchLogsLogGroupArn: logGroup,
    CloudWatchLogsRoleArn: role,
    SnsTopicName: topic,
    eventSelectors: WITHOUT_KMS,
  });
  await clients.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
  await clients.logs.send(new DeleteLogGroupCommand({ logGroupName: 'orphan' }));
  await clients.iam.send(new DeleteRoleCommand({ RoleName: 'orphan-logs' }));
  await clients.sns.send(new DeleteTopicCommand({ TopicArn: topic }));
  ageTrail(lab, trail, 90);
  lab.status.set({ trail, values: { LatestDeliveryError: 'NoSuchBucket', LatestDeliveryTime: null } });
  return trail;
}

/** An account in which every audit-trail rule fails at least once. It owns an organisation without a trail. */
export async function brokenAccount(
  lab: Lab,
  options: { readonly account?: string; readonly region?: string } = {},
): Promise<BrokenAccount> {
  const { account = '222222222222', region = 'eu-west-1' } = options;
  const clients = labClients(lab, account, region);
  await clients.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  await setAccountPublicAccess(clients, false);
  const publicBucket = `broken-trail-${account}`;
  const careless = await carelessTrail(lab, clients, publicBucket);
  const duplicate = await createTrail(clients, {
    name: 'duplicate',
    bucket: publicBucket,
    eventSelectors: WITHOUT_KMS,
  });
  ageTrail(lab, duplicate, 90);
  const orphan = await orphanTrail(lab, clients, `broken-gone-${account}`);
  const virginia = clients.in('us-east-1');
  const stopped = await createTrail(virginia, { name: 'stopped', bucket: publicBucket });
  await virginia.cloudtrail.send(new StopLoggingCommand({ Name: 'stopped' }));
  const values = { Name: 'unprotected', RetentionPeriod: 90, TerminationProtectionEnabled: false };
  const store = lab.addEventDataStore(account, region, values);
  return { account, region, careless, duplicate, orphan, stopped, publicBucket, eventDataStore: store.arn };
}
