import { behind, type Fleet, managementOf, ownTrails, type Trail, trailsOf } from './fleet.ts';
import { allowAll, bucketPolicy, keyPolicy, rolePolicy, roleTrust, topicPolicy } from './policies.ts';
import { list, notFound, type Reply, tag, tags } from './reply.ts';

/** A call as it came in, with what the answer depends on. */
export interface Asked {
  readonly account: string;
  readonly region: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly fleet: Fleet;
}

type Answers = Readonly<Record<string, (asked: Asked) => Reply>>;

/** A parameter as text; a list as its elements with commas between. */
function text(asked: Asked, name: string): string {
  const value = asked.params[name];
  return Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : '';
}

const seconds = (): number => Math.floor(Date.now() / 1000) - 600;

function describeTrail(trail: Trail, fleet: Fleet): object {
  const { bucket, key, topic, logGroupArn, roleArn } = behind(trail);
  const delivers = trail.kind === 'organization' || trail.name === 'trail-0';
  const further = {
    S3BucketName: behind(ownTrails(trail.account, fleet)[0]!).bucket,
    S3KeyPrefix: trail.name,
  };
  return {
    Name: trail.name,
    TrailARN: trail.arn,
    ...(trail.kind === 'further' ? further : { S3BucketName: bucket, SnsTopicARN: topic, KmsKeyId: key }),
    ...(delivers ? { CloudWatchLogsLogGroupArn: `${logGroupArn}:*`, CloudWatchLogsRoleArn: roleArn } : {}),
    HomeRegion: trail.home,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: true,
    IsOrganizationTrail: trail.kind === 'organization',
    LogFileValidationEnabled: true,
  };
}

const cloudtrail: Answers = {
  DescribeTrails: ({ account, fleet }) => ({
    json: { trailList: trailsOf(account, fleet).map((trail) => describeTrail(trail, fleet)) },
  }),
  GetTrailStatus: () => ({
    json: {
      IsLogging: true,
      StartLoggingTime: 1_700_000_000,
      LatestDeliveryTime: seconds(),
      LatestDigestDeliveryTime: seconds(),
      LatestNotificationTime: seconds(),
      LatestCloudWatchLogsDeliveryTime: seconds(),
    },
  }),
  GetEventSelectors: (asked) => ({
    json: {
      TrailARN: text(asked, 'TrailName'),
      EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }],
    },
  }),
  GetInsightSelectors: (asked) => ({
    json: { TrailARN: text(asked, 'TrailName'), InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] },
  }),
  ListEventDataStores: () => ({ json: { EventDataStores: [] } }),
};

const ROOT = 'r-root';
/** Four organisational units below the root. */
const unitOf = (account: string): string => `ou-root-${Number(account) % 4}0000000`;

/** Lists of Organizations come twenty at a time: the greatest MaxResults that its API reference names. */
const PAGE = 20;

function page(asked: Asked, name: string, items: readonly object[]): Reply {
  const from = Number(text(asked, 'NextToken') || 0);
  const next = from + PAGE;
  return { json: { [name]: items.slice(from, next), ...(next < items.length ? { NextToken: String(next) } : {}) } };
}

const organizations: Answers = {
  DescribeOrganization: ({ fleet }) => ({
    json: { Organization: { Id: 'o-bench12345', MasterAccountId: managementOf(fleet) } },
  }),
  ListAccounts: (asked) =>
    page(asked, 'Accounts', asked.fleet.accounts.map((Id) => ({ Id, Name: `account ${Id}`, Status: 'ACTIVE' }))), // prettier-ignore
  ListDelegatedAdministrators: () => ({ json: { DelegatedAdministrators: [] } }),
  ListAWSServiceAccessForOrganization: () => ({
    json: { EnabledServicePrincipals: [{ ServicePrincipal: 'cloudtrail.amazonaws.com' }] },
  }),
  ListParents: (asked) => {
    const child = text(asked, 'ChildId');
    const parent = child.startsWith('ou-') ? { Id: ROOT, Type: 'ROOT' } : { Id: unitOf(child), Type: 'ORGANIZATIONAL_UNIT' }; // prettier-ignore
    return { json: { Parents: [parent] } };
  },
  ListAccountsForParent: (asked) => {
    const parent = text(asked, 'ParentId');
    const inside = asked.fleet.accounts.filter((id) => unitOf(id) === parent);
    return page(asked, 'Accounts', inside.map((Id) => ({ Id, Name: `account ${Id}`, Status: 'ACTIVE' }))); // prettier-ignore
  },
  ListPolicies: (asked) => page(asked, 'Policies', [{ Id: 'p-FullAWSAccess', Name: 'FullAWSAccess' }]),
  ListTargetsForPolicy: (asked) => {
    const units = new Set(asked.fleet.accounts.map(unitOf));
    return page(
      asked,
      'Targets',
      [ROOT, ...units, ...asked.fleet.accounts].map((TargetId) => ({ TargetId })),
    );
  },
  ListPoliciesForTarget: (asked) => page(asked, 'Policies', [{ Id: 'p-FullAWSAccess', Name: 'FullAWSAccess' }]),
  DescribePolicy: () => ({ json: { Policy: { Content: allowAll() } } }),
};

const allBlocked = tags({
  BlockPublicAcls: 'true',
  IgnorePublicAcls: 'true',
  BlockPublicPolicy: 'true',
  RestrictPublicBuckets: 'true',
});

function bucketTrail(asked: Asked): Trail {
  const bucket = text(asked, 'Bucket');
  return asked.fleet.accounts.flatMap((id) => ownTrails(id, asked.fleet)).find((one) => behind(one).bucket === bucket)!;
}

const s3: Answers = {
  ListBuckets: ({ account, fleet }) => {
    const names = ownTrails(account, fleet).map((one) => behind(one).bucket);
    const buckets = [...names, 'data-a', 'data-b'].map((name) => tag('Bucket', tags({ Name: name })));
    return { xml: tag('ListAllMyBucketsResult', tag('Buckets', buckets.join(''))) };
  },
  HeadBucket: () => ({ xml: '' }),
  GetBucketLocation: () => ({ xml: '<LocationConstraint/>' }),
  GetBucketPolicy: (asked) => ({ raw: bucketPolicy(bucketTrail(asked)) }),
  GetBucketAcl: () => ({
    xml: `<AccessControlPolicy><Owner><ID>owner</ID></Owner><AccessControlList/></AccessControlPolicy>`,
  }),
  GetPublicAccessBlock: () => ({ xml: tag('PublicAccessBlockConfiguration', allBlocked) }),
  GetBucketEncryption: () => ({
    xml: `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
  }),
  GetBucketVersioning: () => ({
    xml: tag('VersioningConfiguration', tags({ Status: 'Enabled', MfaDelete: 'Enabled' })),
  }),
  GetObjectLockConfiguration: () => notFound('ObjectLockConfigurationNotFoundError'),
  GetBucketLifecycleConfiguration: () => notFound('NoSuchLifecycleConfiguration'),
  GetBucketLogging: () => ({ xml: tag('BucketLoggingStatus', '') }),
  GetBucketOwnershipControls: () => ({
    xml: tag('OwnershipControls', tag('Rule', tags({ ObjectOwnership: 'BucketOwnerEnforced' }))),
  }),
  GetBucketRequestPayment: () => ({ xml: tag('RequestPaymentConfiguration', tags({ Payer: 'BucketOwner' })) }),
};

function keyTrail(asked: Asked): Trail {
  const key = text(asked, 'KeyId');
  return ownTrails(asked.account, asked.fleet).find((one) => behind(one).key === key || behind(one).key.endsWith(key))!;
}

const kms: Answers = {
  DescribeKey: (asked) => {
    const { key } = behind(keyTrail(asked));
    return {
      json: { KeyMetadata: { KeyId: key.split('/')[1], Arn: key, KeyState: 'Enabled', KeyManager: 'CUSTOMER' } },
    };
  },
  GetKeyPolicy: (asked) => ({ json: { Policy: keyPolicy(keyTrail(asked)) } }),
  ListAliases: () => ({ json: { Aliases: [{ AliasName: 'alias/trail' }] } }),
};

function topicAttributes(asked: Asked): string {
  const topic = text(asked, 'TopicArn');
  const trail = ownTrails(asked.account, asked.fleet).find((one) => behind(one).topic === topic);
  const entries = { TopicArn: topic, ...(trail === undefined ? {} : { Policy: topicPolicy(trail) }) };
  return Object.entries(entries).map(([key, value]) => tag('entry', tags({ key, value }))).join(''); // prettier-ignore
}

const sns: Answers = {
  GetTopicAttributes: (asked) => ({ result: tag('Attributes', topicAttributes(asked)) }),
  ListSubscriptionsByTopic: (asked) => {
    const arn = `${text(asked, 'TopicArn')}:00000000-0000-4000-8000-000000000000`;
    const one = tags({ SubscriptionArn: arn, Protocol: 'email', Endpoint: 'security@example.com' });
    return { result: tag('Subscriptions', tag('member', one)) };
  },
};

const filterName = (index: number): string => `filter-${String(index).padStart(2, '0')}`;
const indices = ({ fleet }: Asked): number[] => Array.from({ length: fleet.filters }, (_, index) => index);

const logs: Answers = {
  DescribeLogGroups: (asked) => {
    const logGroupName = text(asked, 'logGroupNamePrefix');
    return { json: { logGroups: [{ logGroupName, retentionInDays: 365, logGroupClass: 'STANDARD' }] } };
  },
  DescribeMetricFilters: (asked) => ({
    json: {
      metricFilters: indices(asked).map((index) => ({
        filterName: filterName(index),
        filterPattern: `{ ($.eventName = DeleteTrail) || ($.eventName = StopLogging) || ($.eventName = Call${index}) }`,
        metricTransformations: [{ metricName: filterName(index), metricNamespace: 'Security', metricValue: '1' }],
      })),
    },
  }),
};

const cloudwatch: Answers = {
  DescribeAlarms: (asked) => {
    const { account, region } = asked;
    if (text(asked, 'AlarmTypes').includes('Composite') || text(asked, 'AlarmTypes.member.1') === 'CompositeAlarm') {
      return list('CompositeAlarms', []);
    }
    const { topic } = behind(ownTrails(account, asked.fleet)[0]!);
    return list(
      'MetricAlarms',
      indices(asked).map((index) => ({
        AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${filterName(index)}`,
        AlarmName: filterName(index),
        ActionsEnabled: true,
        AlarmActions: [topic],
        Namespace: 'Security',
        MetricName: filterName(index),
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      })),
    );
  },
};

function roleTrail(asked: Asked): Trail {
  return ownTrails(asked.account, asked.fleet).find((one) => behind(one).role === text(asked, 'RoleName'))!;
}

const iam: Answers = {
  GetRole: (asked) => {
    const name = text(asked, 'RoleName');
    const role = { RoleName: name, Arn: `arn:aws:iam::${asked.account}:role/${name}`, Path: '/', RoleId: 'AROABENCH' };
    return { result: tag('Role', tags({ ...role, CreateDate: '2024-01-01T00:00:00Z', AssumeRolePolicyDocument: encodeURIComponent(roleTrust()) })) }; // prettier-ignore
  },
  ListRolePolicies: () => ({ result: tag('PolicyNames', tags({ member: 'write' })) + tags({ IsTruncated: 'false' }) }),
  GetRolePolicy: (asked) => ({ result: tags({ RoleName: text(asked, 'RoleName'), PolicyName: 'write', PolicyDocument: encodeURIComponent(rolePolicy(roleTrail(asked))) }) }), // prettier-ignore
  ListAttachedRolePolicies: () => ({ result: `<AttachedPolicies/>${tags({ IsTruncated: 'false' })}` }),
};

const ec2: Answers = {
  DescribeRegions: ({ fleet }) => ({
    ec2: tag('regionInfo', fleet.regions.map((regionName) => tag('item', tags({ regionName, optInStatus: 'opt-in-not-required' }))).join('')), // prettier-ignore
  }),
  DescribeFlowLogs: () => ({ ec2: '<flowLogSet/>' }),
};

const events: Answers = {
  ListRules: () => ({ json: { Rules: [] } }),
  ListTargetsByRule: () => ({ json: { Targets: [] } }),
};

const s3Control: Answers = {
  GetPublicAccessBlock: () => ({ xml: tag('PublicAccessBlockConfiguration', allBlocked) }),
};

const sts: Answers = {
  GetCallerIdentity: ({ account }) => ({
    result: tags({ Arn: `arn:aws:iam::${account}:user/bench`, UserId: 'AIDABENCH', Account: account }),
  }),
  AssumeRole: (asked) => {
    const account = text(asked, 'RoleArn').split(':')[4] ?? '';
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const keys = { AccessKeyId: `ASIABENCH${account}`, SecretAccessKey: 'bench', SessionToken: 'bench', Expiration };
    const user = { AssumedRoleId: 'AROABENCH:bench', Arn: `arn:aws:sts::${account}:assumed-role/Scanner/bench` };
    return { result: tag('Credentials', tags(keys)) + tag('AssumedRoleUser', tags(user)) };
  },
};

/** What the fake endpoint answers, by service (prefix of its IAM actions) and operation. */
export const answers: Readonly<Record<string, Answers>> = {
  cloudtrail, organizations, s3, kms, sns, logs, cloudwatch, iam, ec2, events, sts, 's3-control': s3Control,
}; // prettier-ignore
