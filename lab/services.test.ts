import { CreateTrailCommand, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DisassociateKmsKeyCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { DescribeKeyCommand, DisableKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeOrganizationCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketRequestPaymentCommand,
  PutBucketRequestPaymentCommand,
  PutBucketVersioningCommand,
  GetBucketVersioningCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { DeletePublicAccessBlockCommand, GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import {
  createTopic,
  createTrailBucket,
  createTrailKey,
  labClients,
  setAccountPublicAccess,
  trailKeyPolicy,
} from './scenarios/index.ts';
import { describeWithLab } from './testing.ts';

const OWN = '111111111111';
const OTHER = '222222222222';
const BARE = { versioning: null, objectLock: null, accessLog: null, blockPublicAccess: null } as const;

describeWithLab('services of the lab', (lab) => {
  test('a bucket is encrypted by S3 unless it says otherwise', async () => {
    const clients = labClients(lab(), OWN);
    const Bucket = await createTrailBucket(clients, { name: 'plain', ...BARE });
    const { ServerSideEncryptionConfiguration } = await clients.s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    });
  });

  test.each([
    ['everybody', '*', true],
    ['one account', { AWS: `arn:aws:iam::${OTHER}:root` }, false],
  ])('a policy that lets in %s makes the bucket public: %j: %s', async (_, Principal, isPublic) => {
    const { s3, ...clients } = labClients(lab(), OWN);
    const Bucket = await createTrailBucket({ s3, ...clients }, { name: 'open', ...BARE });
    const statement = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::open/*' };
    await s3.send(
      new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }),
    );
    const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(PolicyStatus?.IsPublic).toBe(isPublic);
  });

  test('a bucket of another account is closed until it is shared, and known by its owner', async () => {
    const Bucket = await createTrailBucket(labClients(lab(), OWN), { name: 'mine', ...BARE });
    const { s3 } = labClients(lab(), OTHER);
    const read = () => s3.send(new GetBucketVersioningCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
    lab().shareBucket(Bucket, OTHER);
    await expect(read()).resolves.toMatchObject({});
    const wrongOwner = new GetBucketVersioningCommand({ Bucket, ExpectedBucketOwner: OTHER });
    await expect(labClients(lab(), OWN).s3.send(wrongOwner)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('a bucket answers in its own region; elsewhere it says where it is', async () => {
    const Bucket = await createTrailBucket(labClients(lab(), OWN, 'eu-west-1'), { name: 'irish', ...BARE });
    const { s3 } = labClients(lab(), OWN, 'us-east-1');
    expect(await s3.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({ LocationConstraint: 'eu-west-1' });
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $response: { headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    });
  });

  test('a bucket keeps MFA delete and who pays', async () => {
    const { s3, ...clients } = labClients(lab(), OWN);
    const Bucket = await createTrailBucket({ s3, ...clients }, { name: 'kept', ...BARE });
    expect(await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).toMatchObject({ Payer: 'BucketOwner' });
    const RequestPaymentConfiguration = { Payer: 'Requester' } as const;
    await s3.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
    expect(await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).toMatchObject({ Payer: 'Requester' });
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).not.toHaveProperty('MFADelete');
    const VersioningConfiguration = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, MFA: 'device 123456', VersioningConfiguration }));
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject(VersioningConfiguration);
  });

  test('a mail subscription stays unconfirmed, any other is confirmed', async () => {
    const clients = labClients(lab(), OWN);
    const subscribers = [
      { protocol: 'email', endpoint: 'a@example.com' },
      { protocol: 'https', endpoint: 'https://b.example.com' },
    ];
    const TopicArn = await createTopic(clients, { name: 'news', subscribers });
    const { Subscriptions } = await clients.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const [mail, web] = Subscriptions ?? [];
    expect([mail?.SubscriptionArn, web?.SubscriptionArn]).toEqual([
      'PendingConfirmation',
      expect.stringMatching(/^arn:/),
    ]);
    const { Attributes } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ SubscriptionsPending: '1', SubscriptionsConfirmed: '1' });
  });

  test('a key tells its use, and AWS managed keys are AWS managed', async () => {
    const clients = labClients(lab(), OWN);
    const own = await createTrailKey(clients, {});
    const describe = (KeyId: string) => clients.kms.send(new DescribeKeyCommand({ KeyId }));
    expect((await describe(own)).KeyMetadata).toMatchObject({
      KeyManager: 'CUSTOMER',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
    });
    expect((await describe('alias/aws/s3')).KeyMetadata).toMatchObject({ KeyManager: 'AWS' });
  });

  test('the account blocks public access only after it was told to', async () => {
    const { s3Control, ...clients } = labClients(lab(), OWN);
    const read = () => s3Control.send(new GetPublicAccessBlockCommand({ AccountId: OWN }));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
    await setAccountPublicAccess({ s3Control, ...clients }, true);
    expect((await read()).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    await s3Control.send(new DeletePublicAccessBlockCommand({ AccountId: OWN }));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
  });

  test('log groups keep class and key; the key can be set and taken away', async () => {
    const { logs } = labClients(lab(), OWN);
    const kmsKeyId = `arn:aws:kms:us-east-1:${OWN}:key/1`;
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'rare', logGroupClass: 'INFREQUENT_ACCESS' }));
    const group = async () =>
      (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'rare' }))).logGroups?.[0];
    expect(await group()).toMatchObject({
      logGroupClass: 'INFREQUENT_ACCESS',
      arn: `arn:aws:logs:us-east-1:${OWN}:log-group:rare:*`,
    });
    await logs.send(new AssociateKmsKeyCommand({ logGroupName: 'rare', kmsKeyId }));
    expect(await group()).toMatchObject({ kmsKeyId });
    await logs.send(new DisassociateKmsKeyCommand({ logGroupName: 'rare' }));
    expect(await group()).not.toHaveProperty('kmsKeyId');
    await expect(logs.send(new AssociateKmsKeyCommand({ logGroupName: 'none', kmsKeyId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('metric filters keep all their fields; a group that does not exist has none to tell', async () => {
    const { logs } = labClients(lab(), OWN);
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
    const extra = { applyOnTransformedLogs: true, fieldSelectionCriteria: '@aws.region = "us-east-1"' };
    const metricTransformations = [{ metricName: 'root', metricNamespace: 'CIS', metricValue: '1' }];
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName: 'trail',
        filterName: 'root',
        filterPattern: '{ $.a = 1 }',
        metricTransformations,
        ...extra,
      }),
    );
    const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName: 'trail' }));
    expect(metricFilters).toMatchObject([
      { filterName: 'root', logGroupName: 'trail', filterPattern: '{ $.a = 1 }', metricTransformations, ...extra },
    ]);
    await expect(logs.send(new DescribeMetricFiltersCommand({ logGroupName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('a metric filter that is put again replaces the one of its name', async () => {
    const { logs } = labClients(lab(), OWN);
    const logGroupName = 'replaced';
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const metricTransformations = [{ metricName: 'root', metricNamespace: 'CIS', metricValue: '1' }];
    for (const filterPattern of ['{ $.a = 1 }', '{ $.a = 2 }']) {
      await logs.send(
        new PutMetricFilterCommand({ logGroupName, filterName: 'root', filterPattern, metricTransformations }),
      );
    }
    const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName }));
    expect(metricFilters?.map(({ filterPattern }) => filterPattern)).toEqual(['{ $.a = 2 }']);
  });

  test('alarms work as moto has them', async () => {
    const { cloudwatch } = labClients(lab(), OWN);
    const alarm = {
      AlarmName: 'root',
      MetricName: 'root',
      Namespace: 'CIS',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    } as const;
    await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, AlarmActions: [`arn:aws:sns:us-east-1:${OWN}:t`] }));
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toMatchObject([alarm]);
  });

  test('a key is described from another account when its policy says so; its policy never is', async () => {
    const owner = labClients(lab(), OWN);
    const policy = trailKeyPolicy({ account: OWN, sourceArn: null, readers: [OTHER] });
    const shared = await createTrailKey(owner, { policy });
    const closed = await createTrailKey(owner, {});
    const { kms, in: within } = labClients(lab(), OTHER);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: shared }));
    expect(KeyMetadata).toMatchObject({ Arn: shared, AWSAccountId: OWN });
    await expect(kms.send(new DescribeKeyCommand({ KeyId: closed }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(kms.send(new GetKeyPolicyCommand({ KeyId: shared }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(within('eu-west-1').kms.send(new DescribeKeyCommand({ KeyId: shared }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await owner.kms.send(new DisableKeyCommand({ KeyId: shared }));
    expect((await owner.kms.send(new DescribeKeyCommand({ KeyId: shared }))).KeyMetadata?.KeyState).toBe('Disabled');
  });

  test('a topic is read by its own account in its own region', async () => {
    const TopicArn = await createTopic(labClients(lab(), OWN), { name: 'topic' });
    const read = (account: string, region: string) =>
      labClients(lab(), account, region).sns.send(new GetTopicAttributesCommand({ TopicArn }));
    await expect(read(OTHER, 'us-east-1')).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    await expect(read(OWN, 'eu-west-1')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect((await read(OWN, 'us-east-1')).Attributes).toMatchObject({ TopicArn });
  });

  test('regions are those that the account has; the others do not know its keys', async () => {
    const clients = labClients(lab(), OWN);
    const names = async (input = {}) =>
      (await clients.ec2.send(new DescribeRegionsCommand(input))).Regions?.map((one) => one.RegionName);
    expect(await names()).toEqual(['us-east-1', 'us-west-2', 'eu-west-1']);
    lab().setRegions(OWN, ['us-east-1', 'af-south-1']);
    expect(await names()).toEqual(['us-east-1', 'af-south-1']);
    expect(await names({ Filters: [{ Name: 'opt-in-status', Values: ['opted-in'] }] })).toEqual(['af-south-1']);
    expect((await names({ AllRegions: true }))?.length).toBeGreaterThan(17);
    const away = clients.in('eu-west-1').cloudtrail.send(new DescribeTrailsCommand({}));
    await expect(away).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(clients.in('af-south-1').cloudtrail.send(new DescribeTrailsCommand({}))).resolves.toMatchObject({
      trailList: [],
    });
    const authorization = `AWS4-HMAC-SHA256 Credential=${lab().credentials(OWN).accessKeyId}/20260101/us-east-1/account/aws4_request`;
    const listed = await fetch(`${lab().url}/listRegions`, {
      method: 'POST',
      headers: { authorization },
      body: '{"RegionOptStatusContains":["ENABLED"]}',
    });
    expect(await listed.json()).toEqual({ Regions: [{ RegionName: 'af-south-1', RegionOptStatus: 'ENABLED' }] });
  });

  test('an assumed role is another account; one that is refused says only that', async () => {
    const { sts } = labClients(lab(), OWN);
    const RoleArn = `arn:aws:iam::${OTHER}:role/audit`;
    const assume = (ExternalId?: string) =>
      sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'surety', ExternalId }));
    const { Credentials: given } = await assume();
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken,
    };
    const other = new STSClient({ endpoint: lab().url, region: 'us-east-1', credentials, maxAttempts: 1 });
    expect(await other.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: OTHER,
      Arn: `arn:aws:sts::${OTHER}:assumed-role/audit/surety`,
    });
    lab().refuseRole(RoleArn, { externalId: 'secret' });
    await expect(assume()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
    });
    await expect(assume('secret')).resolves.toMatchObject({});
    lab().refuseRole(RoleArn);
    await expect(assume('secret')).rejects.toMatchObject({ name: 'AccessDenied' });
    lab().expireCredentials(OTHER);
    await expect(other.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  test('a key that nobody issued is not known', async () => {
    const stranger = labClients(
      { url: lab().url, credentials: () => ({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }) },
      OWN,
    );
    await expect(stranger.cloudtrail.send(new DescribeTrailsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  test('a member describes its organisation and no more; a delegated administrator reads what the owner reads', async () => {
    const owner = labClients(lab(), OWN).organizations;
    const { Organization } = await owner.send(new CreateOrganizationCommand({}));
    const created = await owner.send(new CreateAccountCommand({ AccountName: 'Log Archive', Email: 'l@example.com' }));
    const AccountId = created.CreateAccountStatus?.AccountId ?? '';
    const member = labClients(lab(), AccountId).organizations;
    expect((await member.send(new DescribeOrganizationCommand({}))).Organization?.Id).toBe(Organization?.Id);
    await expect(member.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const ServicePrincipal = 'cloudtrail.amazonaws.com';
    await owner.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
    const { DelegatedAdministrators } = await owner.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal }));
    expect(DelegatedAdministrators).toMatchObject([
      { Id: AccountId, Name: 'Log Archive', DelegationEnabledDate: expect.any(Date) },
    ]);
    const { DelegatedServices } = await owner.send(new ListDelegatedServicesForAccountCommand({ AccountId }));
    expect(DelegatedServices).toMatchObject([{ ServicePrincipal }]);
    expect((await member.send(new ListAccountsCommand({}))).Accounts).toHaveLength(2);
    const TargetId = (await owner.send(new ListRootsCommand({}))).Roots?.[0]?.Id;
    await owner.send(new EnablePolicyTypeCommand({ RootId: TargetId, PolicyType: 'RESOURCE_CONTROL_POLICY' }));
    const { Policies } = await member.send(new ListPoliciesCommand({ Filter: 'RESOURCE_CONTROL_POLICY' }));
    expect(Policies).toMatchObject([{ Type: 'RESOURCE_CONTROL_POLICY' }]);
    await expect(
      labClients(lab(), OTHER).organizations.send(new DescribeOrganizationCommand({})),
    ).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' });
  });

  test('reset leaves nothing behind', async () => {
    const clients = labClients(lab(), OWN);
    const bucket = await createTrailBucket(clients, { name: 'logs', ...BARE });
    await clients.cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: bucket }));
    lab().setRegions(OWN, ['us-east-1']);
    lab().faults.add({ kind: 'denied', service: 'kms' });
    await lab().reset();
    expect(lab().calls()).toEqual([]);
    expect((await clients.in('eu-west-1').cloudtrail.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
    await expect(createTrailBucket(labClients(lab(), OTHER), { name: 'logs', ...BARE })).resolves.toBe('logs');
  });
});
