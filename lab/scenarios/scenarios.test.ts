import { DescribeTrailsCommand, GetEventDataStoreCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { describeWithLab } from '../testing.ts';
import { brokenAccount, healthyAccount, labClients, madeUpOrganisation } from './index.ts';

describeWithLab('accounts of the lab', (lab) => {
  test('the healthy account has a trail with everything, and all of it can be read', async () => {
    const made = await healthyAccount(lab());
    const { cloudtrail, s3, sns, kms } = labClients(lab(), made.account);
    const { trailList } = await cloudtrail.send(new DescribeTrailsCommand({}));
    expect(trailList).toMatchObject([
      {
        TrailARN: made.trail, S3BucketName: made.bucket, KmsKeyId: made.key, SnsTopicARN: made.topic,
        CloudWatchLogsLogGroupArn: made.logGroup, CloudWatchLogsRoleArn: made.logRole, IsMultiRegionTrail: true,
        LogFileValidationEnabled: true, HasCustomEventSelectors: true, HasInsightSelectors: true,
      },
    ]); // prettier-ignore
    const lock = await s3.send(new GetObjectLockConfigurationCommand({ Bucket: made.bucket }));
    expect(lock.ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 365 });
    expect((await s3.send(new GetBucketLoggingCommand({ Bucket: made.bucket }))).LoggingEnabled?.TargetBucket).toBe(
      `${made.bucket}-access`,
    );
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: made.topic }));
    expect(Subscriptions?.[0]?.SubscriptionArn).toMatch(/^arn:/);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: made.key }))).KeyMetadata?.KeyState).toBe('Enabled');
    const store = await cloudtrail.send(new GetEventDataStoreCommand({ EventDataStore: made.eventDataStore }));
    expect(store).toMatchObject({ KmsKeyId: made.key, TerminationProtectionEnabled: true });
    expect(
      lab()
        .calls()
        .filter((call) => call.status >= 400),
    ).toEqual([]);
  });

  test('in the broken account delivery fails, a trail is stopped, and the orphan has lost what it delivers to', async () => {
    const made = await brokenAccount(lab());
    const { cloudtrail, s3, iam, in: within } = labClients(lab(), made.account, made.region);
    const { trailList } = await cloudtrail.send(new DescribeTrailsCommand({}));
    expect(trailList?.map((trail) => trail.TrailARN)).toEqual([made.careless, made.duplicate, made.orphan]);
    const status = await cloudtrail.send(new GetTrailStatusCommand({ Name: made.careless }));
    expect(status).toMatchObject({
      IsLogging: true,
      LatestDeliveryError: 'KMS.DisabledException',
      LatestNotificationError: 'AuthorizationError',
    });
    const stopped = await within('us-east-1').cloudtrail.send(new GetTrailStatusCommand({ Name: made.stopped }));
    expect(stopped.IsLogging).toBe(false);
    const orphan = trailList?.at(-1);
    await expect(s3.send(new HeadBucketCommand({ Bucket: orphan?.S3BucketName }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'orphan-logs' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: made.publicBucket }));
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Sid: 'AWSCloudTrailAclCheck20150319' }, { Sid: 'AWSCloudTrailWrite20150319' }, { Principal: '*' }],
    });
  });

  test('the organisation has one trail that all see; only the sandbox is refused notifications', async () => {
    const made = await madeUpOrganisation(lab());
    const { payments, sandbox } = made.members;
    const ask = async (account: string) =>
      labClients(lab(), account).cloudtrail.send(new GetTrailStatusCommand({ Name: made.trail }));
    expect((await ask(sandbox)).LatestNotificationError).toBe('AuthorizationError');
    for (const account of [made.management, made.logArchive, payments]) {
      expect(await ask(account)).not.toHaveProperty('LatestNotificationError');
    }
    const { trailList } = await labClients(lab(), sandbox, 'eu-west-1').cloudtrail.send(new DescribeTrailsCommand({}));
    expect(trailList?.map((trail) => trail.TrailARN)).toEqual([made.trail, made.sandboxTrail]);
    const read = labClients(lab(), made.management).s3.send(new GetBucketPolicyCommand({ Bucket: made.bucket }));
    await expect(read).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
