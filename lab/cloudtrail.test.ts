import {
  CreateEventDataStoreCommand, CreateTrailCommand, DeleteEventDataStoreCommand, DeleteTrailCommand, DescribeTrailsCommand,
  GetEventConfigurationCommand, GetEventDataStoreCommand, GetEventSelectorsCommand, GetInsightSelectorsCommand, GetTrailCommand,
  GetTrailStatusCommand, ListEventDataStoresCommand, ListPublicKeysCommand, ListTagsCommand, ListTrailsCommand, LookupEventsCommand,
  PutEventSelectorsCommand, PutInsightSelectorsCommand, StartLoggingCommand, StopLoggingCommand, UpdateEventDataStoreCommand, UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'; // prettier-ignore
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { type Clients, createTopic, createTrail, createTrailKey, labClients, trailArn } from './scenarios/index.ts';
import { describeWithLab } from './testing.ts';

const ACCOUNT = '111111111111';

async function withTrail(clients: Clients, extra: Partial<Parameters<typeof createTrail>[1]> = {}): Promise<string> {
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'logs' })).catch(() => undefined);
  return createTrail(clients, { name: 'main', bucket: 'logs', ...extra });
}

describeWithLab('trails of the lab', (lab) => {
  test('a multi-region trail is seen in every region, by ARN too; a single-region trail at home only', async () => {
    const home = labClients(lab(), ACCOUNT);
    const away = home.in('eu-west-1');
    const multi = await withTrail(home, { IsMultiRegionTrail: true });
    const single = await createTrail(home, { name: 'single', bucket: 'logs' });
    const names = async (clients: Clients, input = {}): Promise<unknown[]> =>
      ((await clients.cloudtrail.send(new DescribeTrailsCommand(input))).trailList ?? []).map((trail) => trail.Name);
    expect(await names(home)).toEqual(['main', 'single']);
    expect(await names(away)).toEqual(['main']);
    expect(await names(away, { includeShadowTrails: false })).toEqual([]);
    expect(await names(home, { trailNameList: ['single'] })).toEqual(['single']);
    expect(await names(away, { trailNameList: ['main'] })).toEqual([]);
    expect(await names(away, { trailNameList: [multi] })).toEqual(['main']);
    const { Trail } = await away.cloudtrail.send(new GetTrailCommand({ Name: single }));
    expect(Trail).toMatchObject({
      HomeRegion: 'us-east-1',
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
    });
    await expect(away.cloudtrail.send(new GetTrailCommand({ Name: 'main' }))).rejects.toThrow('Unknown trail');
    const listed = await away.cloudtrail.send(new ListTrailsCommand({}));
    expect(listed.Trails?.map((trail) => trail.HomeRegion)).toEqual(['us-east-1', 'us-east-1']);
  });

  test('status tells only the channels that are configured, and what was set per region and account', async () => {
    const home = labClients(lab(), ACCOUNT);
    const arn = await withTrail(home, { IsMultiRegionTrail: true, EnableLogFileValidation: true });
    const status = (clients: Clients) => clients.cloudtrail.send(new GetTrailStatusCommand({ Name: arn }));
    const healthy = await status(home);
    expect(healthy).toMatchObject({
      IsLogging: true,
      LatestDeliveryTime: expect.any(Date),
      LatestDigestDeliveryTime: expect.any(Date),
    });
    expect(healthy).not.toHaveProperty('LatestNotificationTime');
    expect(healthy).not.toHaveProperty('LatestCloudWatchLogsDeliveryTime');
    const at = new Date('2026-01-02T03:04:05Z');
    lab().status.set({
      trail: 'main',
      region: 'eu-west-1',
      values: {
        LatestDeliveryError: 'NoSuchBucket',
        LatestDeliveryTime: at,
        LatestDigestDeliveryError: 'AccessDenied',
        LatestDigestDeliveryTime: null,
        LatestNotificationError: 'AuthorizationError',
        LatestCloudWatchLogsDeliveryError: 'ResourceNotFoundException',
      },
    });
    const failing = await status(home.in('eu-west-1'));
    expect(failing).toMatchObject({
      LatestDeliveryError: 'NoSuchBucket',
      LatestDeliveryTime: at,
      LatestDigestDeliveryError: 'AccessDenied',
      LatestNotificationError: 'AuthorizationError',
      LatestCloudWatchLogsDeliveryError: 'ResourceNotFoundException',
    });
    expect(failing).not.toHaveProperty('LatestDigestDeliveryTime');
    expect(await status(home)).not.toHaveProperty('LatestDeliveryError');
  });

  test('a trail is stopped, started, changed and deleted by ARN, in its home region only', async () => {
    const home = labClients(lab(), ACCOUNT);
    const arn = await withTrail(home, { IsMultiRegionTrail: true });
    await home.cloudtrail.send(new StopLoggingCommand({ Name: arn }));
    const stopped = await home.cloudtrail.send(new GetTrailStatusCommand({ Name: arn }));
    expect(stopped).toMatchObject({
      IsLogging: false,
      StopLoggingTime: expect.any(Date),
      StartLoggingTime: expect.any(Date),
    });
    const away = home.in('eu-west-1').cloudtrail;
    await expect(away.send(new StartLoggingCommand({ Name: arn }))).rejects.toMatchObject({
      name: 'InvalidHomeRegionException',
    });
    await home.cloudtrail.send(new DeleteTrailCommand({ Name: arn }));
    await expect(home.cloudtrail.send(new DeleteTrailCommand({ Name: arn }))).rejects.toMatchObject({
      name: 'TrailNotFoundException',
    });
  });

  test('an update sets what it names, clears what it empties, and keeps the rest', async () => {
    const home = labClients(lab(), ACCOUNT);
    const key = await createTrailKey(home, { alias: 'alias/trail' });
    const topic = await createTopic(home, { name: 'topic' });
    const arn = await withTrail(home, { KmsKeyId: 'alias/trail', SnsTopicName: 'topic', S3KeyPrefix: 'p' });
    const view = async () => (await home.cloudtrail.send(new GetTrailCommand({ Name: arn }))).Trail;
    expect(await view()).toMatchObject({ KmsKeyId: key, SnsTopicARN: topic, S3KeyPrefix: 'p' });
    await home.cloudtrail.send(
      new UpdateTrailCommand({ Name: arn, KmsKeyId: '', SnsTopicName: '', EnableLogFileValidation: true }),
    );
    const changed = await view();
    expect(changed).toMatchObject({ S3KeyPrefix: 'p', LogFileValidationEnabled: true });
    expect(changed).not.toHaveProperty('KmsKeyId');
    expect(changed).not.toHaveProperty('SnsTopicARN');
  });

  test.each([
    ['a bucket that does not exist', { S3BucketName: 'nowhere' }, 'S3BucketDoesNotExistException'],
    ['a name of two letters', { Name: 'ab' }, 'InvalidTrailNameException'],
    ['a second trail of the same name', { Name: 'main' }, 'TrailAlreadyExistsException'],
    ['a key that does not exist', { KmsKeyId: 'alias/none' }, 'KmsKeyNotFoundException'],
    ['a topic that does not exist', { SnsTopicName: 'none' }, 'InsufficientSnsTopicPolicyException'],
    [
      'a log group without a role',
      { CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111111111111:log-group:x:*' },
      'InvalidCloudWatchLogsRoleArnException',
    ],
    [
      'many regions without global events',
      { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      'InvalidParameterCombinationException',
    ],
  ])('a trail is refused for %s', async (_, input, name) => {
    const home = labClients(lab(), ACCOUNT);
    await withTrail(home);
    const command = new CreateTrailCommand({ Name: 'other', S3BucketName: 'logs', ...input });
    await expect(home.cloudtrail.send(command)).rejects.toMatchObject({ name });
  });

  test('the sixth trail of a region is refused', async () => {
    const home = labClients(lab(), ACCOUNT);
    await withTrail(home);
    for (const name of ['two', 'three', 'four', 'five']) await createTrail(home, { name, bucket: 'logs' });
    await expect(createTrail(home, { name: 'six', bucket: 'logs' })).rejects.toMatchObject({
      name: 'MaximumNumberOfTrailsExceededException',
    });
  });

  test('selectors: a default, then the kind that was put last', async () => {
    const home = labClients(lab(), ACCOUNT);
    const arn = await withTrail(home);
    const get = () => home.in('eu-west-1').cloudtrail.send(new GetEventSelectorsCommand({ TrailName: arn }));
    expect((await get()).EventSelectors).toMatchObject([{ ReadWriteType: 'All', IncludeManagementEvents: true }]);
    const AdvancedEventSelectors = [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }];
    await home.cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'main', AdvancedEventSelectors }));
    const advanced = await get();
    expect(advanced.AdvancedEventSelectors).toEqual(AdvancedEventSelectors);
    expect(advanced).not.toHaveProperty('EventSelectors');
    await home.cloudtrail.send(
      new PutEventSelectorsCommand({ TrailName: 'main', EventSelectors: [{ ReadWriteType: 'ReadOnly' }] }),
    );
    const basic = await get();
    expect(basic.EventSelectors).toMatchObject([{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }]);
    expect(basic).not.toHaveProperty('AdvancedEventSelectors');
    const { Trail } = await home.cloudtrail.send(new GetTrailCommand({ Name: 'main' }));
    expect(Trail?.HasCustomEventSelectors).toBe(true);
  });

  test('insights: an error when there are none, replaced and not added to when put', async () => {
    const { cloudtrail, ...home } = labClients(lab(), ACCOUNT);
    await withTrail({ cloudtrail, ...home });
    const get = () => cloudtrail.send(new GetInsightSelectorsCommand({ TrailName: 'main' }));
    await expect(get()).rejects.toMatchObject({ name: 'InsightNotEnabledException' });
    for (const InsightType of ['ApiCallRateInsight', 'ApiErrorRateInsight'] as const) {
      await cloudtrail.send(new PutInsightSelectorsCommand({ TrailName: 'main', InsightSelectors: [{ InsightType }] }));
    }
    expect((await get()).InsightSelectors).toEqual([{ InsightType: 'ApiErrorRateInsight' }]);
    expect(await cloudtrail.send(new GetEventConfigurationCommand({ TrailName: 'main' }))).toMatchObject({
      MaxEventSize: 'Standard',
    });
  });

  test('tags come back as they were given', async () => {
    const home = labClients(lab(), ACCOUNT);
    const arn = await withTrail(home, { TagsList: [{ Key: 'owner', Value: 'Zürich team' }] });
    const listed = await home.cloudtrail.send(new ListTagsCommand({ ResourceIdList: [arn] }));
    expect(listed.ResourceTagList).toEqual([{ ResourceId: arn, TagsList: [{ Key: 'owner', Value: 'Zürich team' }] }]);
  });

  test('an organisation trail is seen by members under the management ARN; they may neither change nor inspect it', async () => {
    const owner = labClients(lab(), ACCOUNT);
    await owner.organizations.send(new CreateOrganizationCommand({}));
    const created = await owner.organizations.send(
      new CreateAccountCommand({ AccountName: 'm', Email: 'm@example.com' }),
    );
    const account = created.CreateAccountStatus?.AccountId ?? '';
    const member = labClients(lab(), account, 'eu-west-1');
    const arn = await withTrail(owner, { IsMultiRegionTrail: true, IsOrganizationTrail: true });
    const { trailList } = await member.cloudtrail.send(new DescribeTrailsCommand({}));
    expect(trailList).toMatchObject([
      { TrailARN: trailArn(owner, 'main'), IsOrganizationTrail: true, HomeRegion: 'us-east-1' },
    ]);
    lab().status.set({ trail: arn, account, values: { LatestNotificationError: 'AuthorizationError' } });
    const status = await member.cloudtrail.send(new GetTrailStatusCommand({ Name: arn }));
    expect(status).toMatchObject({ IsLogging: true, LatestNotificationError: 'AuthorizationError' });
    const selectors = () => member.cloudtrail.send(new GetEventSelectorsCommand({ TrailName: arn }));
    await expect(selectors()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    lab().letMembersReadSelectors(true);
    expect((await selectors()).EventSelectors).toHaveLength(1);
    const stop = () => member.in('us-east-1').cloudtrail.send(new StopLoggingCommand({ Name: arn }));
    await expect(stop()).rejects.toMatchObject({ name: 'NotOrganizationMasterAccountException' });
    const delegate = { AccountId: account, ServicePrincipal: 'cloudtrail.amazonaws.com' };
    await owner.organizations.send(new RegisterDelegatedAdministratorCommand(delegate));
    await stop();
    const outsider = await labClients(lab(), '999999999999').cloudtrail.send(new DescribeTrailsCommand({}));
    expect(outsider.trailList).toEqual([]);
  });

  test('an event data store is protected until it is not', async () => {
    const { cloudtrail } = labClients(lab(), ACCOUNT);
    const { EventDataStoreArn: EventDataStore } = await cloudtrail.send(
      new CreateEventDataStoreCommand({ Name: 'lake' }),
    );
    const get = () => cloudtrail.send(new GetEventDataStoreCommand({ EventDataStore }));
    expect(await get()).toMatchObject({ Status: 'ENABLED', RetentionPeriod: 366, TerminationProtectionEnabled: true });
    await expect(cloudtrail.send(new DeleteEventDataStoreCommand({ EventDataStore }))).rejects.toThrow(
      'termination protection',
    );
    await cloudtrail.send(new UpdateEventDataStoreCommand({ EventDataStore, TerminationProtectionEnabled: false }));
    await cloudtrail.send(new DeleteEventDataStoreCommand({ EventDataStore }));
    expect((await get()).Status).toBe('PENDING_DELETION');
    const listed = await cloudtrail.send(new ListEventDataStoresCommand({}));
    expect(listed.EventDataStores).toEqual([{ EventDataStoreArn: EventDataStore, Name: 'lake' }]);
  });

  test('public keys are those of the region and the time, in pages', async () => {
    const { cloudtrail } = labClients(lab(), ACCOUNT);
    const key = (day: number) => ({
      value: Uint8Array.of(48, day),
      start: new Date(Date.UTC(2026, 0, day)),
      end: new Date(Date.UTC(2026, 0, day + 1)),
      fingerprint: String(day),
    });
    lab().setPublicKeys(
      'us-east-1',
      Array.from({ length: 12 }, (_, index) => key(index + 1)),
    );
    const first = await cloudtrail.send(new ListPublicKeysCommand({}));
    expect(first.PublicKeyList).toHaveLength(10);
    expect(first.PublicKeyList?.[0]).toMatchObject({ Value: Uint8Array.of(48, 1), Fingerprint: '1' });
    const second = await cloudtrail.send(new ListPublicKeysCommand({ NextToken: first.NextToken }));
    expect(second.PublicKeyList?.map((one) => one.Fingerprint)).toEqual(['11', '12']);
    const late = await cloudtrail.send(new ListPublicKeysCommand({ StartTime: new Date(Date.UTC(2026, 0, 12, 12)) }));
    expect(late.PublicKeyList?.map((one) => one.Fingerprint)).toEqual(['12']);
  });

  test('events are looked up by one attribute, newest first', async () => {
    const { cloudtrail } = labClients(lab(), ACCOUNT);
    for (const [eventID, eventName] of [
      ['1', 'StopLogging'],
      ['2', 'StartLogging'],
      ['3', 'StopLogging'],
    ] as const) {
      lab().addEvent(ACCOUNT, 'us-east-1', {
        eventID,
        eventName,
        eventSource: 'cloudtrail.amazonaws.com',
        eventTime: `2026-01-0${eventID}T00:00:00Z`,
      });
    }
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'StopLogging' }];
    const found = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
    expect(found.Events?.map((event) => event.EventId)).toEqual(['3', '1']);
    expect(JSON.parse(found.Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({ eventID: '3' });
  });
});
