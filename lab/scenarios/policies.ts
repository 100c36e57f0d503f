/** The policies that AWS recommends for a trail's resources, each with its faults as options. */

export type Statement = Readonly<Record<string, unknown>>;

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

const SERVICE = { Service: 'cloudtrail.amazonaws.com' } as const;

const document = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** `null` leaves the condition out. */
export type SourceArn = string | readonly string[] | null;

function sourceCondition(sourceArn: SourceArn): Record<string, unknown> {
  return sourceArn === null ? {} : { 'aws:SourceArn': sourceArn };
}

function conditions(operators: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Record<string, unknown> {
  const kept = Object.entries(operators).filter(([, keys]) => Object.keys(keys).length > 0);
  return kept.length === 0 ? {} : { Condition: Object.fromEntries(kept) };
}

export interface BucketPolicyOptions {
  readonly bucket: string;
  /** Accounts whose logs may be written. */
  readonly accounts: readonly string[];
  readonly sourceArn: SourceArn;
  readonly prefix?: string;
  readonly organizationId?: string;
  readonly leaveOut?: readonly ('acl-check' | 'write' | 'organization-write')[];
  readonly add?: readonly Statement[];
  /** Default `bucket-owner-full-control`; `null` leaves the condition out. */
  readonly acl?: string | null;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function trailBucketPolicy(options: BucketPolicyOptions): PolicyDocument {
  const {
    bucket,
    accounts,
    sourceArn,
    organizationId,
    leaveOut = [],
    add = [],
    acl = 'bucket-owner-full-control',
  } = options;
  const root = `arn:aws:s3:::${bucket}${options.prefix === undefined ? '' : `/${options.prefix}`}/AWSLogs`;
  const writeConditions = conditions({
    StringEquals: { ...(acl === null ? {} : { 's3:x-amz-acl': acl }), ...sourceCondition(sourceArn) },
  });
  const write = (sid: string, owners: readonly string[]): Statement => {
    const resources = owners.map((owner) => `${root}/${owner}/*`);
    const resource = resources.length === 1 ? resources[0] : resources;
    return {
      Sid: sid,
      Effect: 'Allow',
      Principal: SERVICE,
      Action: 's3:PutObject',
      Resource: resource,
      ...writeConditions,
    };
  };
  const aclCheck: Statement = {
    Sid: 'AWSCloudTrailAclCheck20150319',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 's3:GetBucketAcl',
    Resource: `arn:aws:s3:::${bucket}`,
    ...conditions({ StringEquals: sourceCondition(sourceArn) }),
  };
  return document([
    ...(leaveOut.includes('acl-check') ? [] : [aclCheck]),
    ...(leaveOut.includes('write') ? [] : [write('AWSCloudTrailWrite20150319', accounts)]),
    ...(organizationId === undefined || leaveOut.includes('organization-write')
      ? []
      : [write('AWSCloudTrailOrganizationWrite20150319', [organizationId])]),
    ...add,
  ]);
}

export interface KeyPolicyOptions {
  readonly account: string;
  /** Account in the encryption context; default the key's. */
  readonly trailAccount?: string;
  readonly sourceArn: SourceArn;
  /** Other accounts that may describe the key. */
  readonly readers?: readonly string[];
  /** Region of the log group, to let CloudWatch Logs use the key as well. */
  readonly logsRegion?: string;
  readonly leaveOut?: readonly ('administrators' | 'encrypt' | 'describe' | 'decrypt')[];
  readonly add?: readonly Statement[];
  /** Pattern of the encryption context; `null` leaves the condition out. */
  readonly encryptionContext?: string | null;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function trailKeyPolicy(options: KeyPolicyOptions): PolicyDocument {
  const { account, trailAccount = account, sourceArn, leaveOut = [], add = [], readers = [], logsRegion } = options;
  const { encryptionContext = `arn:aws:cloudtrail:*:${trailAccount}:trail/*` } = options;
  const source = conditions({ StringEquals: sourceCondition(sourceArn) });
  const parts: Record<'administrators' | 'encrypt' | 'describe' | 'decrypt', Statement> = {
    administrators: {
      Sid: 'EnableIAMUserPermissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    encrypt: {
      Sid: 'AllowCloudTrailEncryptLogs',
      Effect: 'Allow',
      Principal: SERVICE,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      ...conditions({
        StringEquals: sourceCondition(sourceArn),
        StringLike: encryptionContext === null ? {} : { 'kms:EncryptionContext:aws:cloudtrail:arn': encryptionContext },
      }),
    },
    describe: {
      Sid: 'AllowCloudTrailDescribeKey',
      Effect: 'Allow',
      Principal: SERVICE,
      Action: 'kms:DescribeKey',
      Resource: '*',
      ...source,
    },
    decrypt: {
      Sid: 'AllowCloudTrailDecryptTrail',
      Effect: 'Allow',
      Principal: SERVICE,
      Action: 'kms:Decrypt',
      Resource: '*',
      ...source,
    },
  };
  const kept = Object.entries(parts).filter(([name]) => !leaveOut.some((left) => left === name));
  const reading: Statement[] = readers.map((reader) => ({
    Sid: `AllowRead${reader}`,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${reader}:root` },
    Action: ['kms:DescribeKey', 'kms:Decrypt'],
    Resource: '*',
  }));
  return document([
    ...kept.map(([, statement]) => statement),
    ...reading,
    ...logsStatements(account, logsRegion),
    ...add,
  ]);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatements(account: string, region: string | undefined): Statement[] {
  if (region === undefined) return [];
  return [
    {
      Sid: 'AllowCloudWatchLogs',
      Effect: 'Allow',
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      Resource: '*',
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:*` } },
    },
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html */
export function trailTopicPolicy(
  topicArn: string,
  sourceArn: SourceArn,
  add: readonly Statement[] = [],
): PolicyDocument {
  const publish = {
    Sid: 'AWSCloudTrailSNSPolicy20131101',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 'SNS:Publish',
    Resource: topicArn,
  };
  return document([{ ...publish, ...conditions({ StringEquals: sourceCondition(sourceArn) }) }, ...add]);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html */
export function logRoleTrust(sourceArn: SourceArn, service = 'cloudtrail.amazonaws.com'): PolicyDocument {
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return document([{ ...trust, ...conditions({ StringEquals: sourceCondition(sourceArn) }) }]);
}

export interface LogRolePolicyOptions {
  readonly account: string;
  readonly region: string;
  readonly logGroup: string;
  readonly organizationId?: string;
  /** Start of the log stream's name; default `ACCOUNT_CloudTrail_REGION`. */
  readonly stream?: string;
  readonly leaveOut?: readonly ('create' | 'put')[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html */
export function logRolePolicy(options: LogRolePolicyOptions): PolicyDocument {
  const { account, region, logGroup, organizationId, leaveOut = [] } = options;
  const group = `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:`;
  const resources = [`${group}${options.stream ?? `${account}_CloudTrail_${region}`}*`];
  if (organizationId !== undefined) resources.push(`${group}${organizationId}_*`);
  const statement = (sid: string, action: string): Statement => ({
    Sid: sid,
    Effect: 'Allow',
    Action: [action],
    Resource: resources,
  });
  return document([
    ...(leaveOut.includes('create') ? [] : [statement('AWSCloudTrailCreateLogStream20141101', 'logs:CreateLogStream')]),
    ...(leaveOut.includes('put') ? [] : [statement('AWSCloudTrailPutLogEvents20141101', 'logs:PutLogEvents')]),
  ]);
}
