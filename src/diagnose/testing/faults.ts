import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketRequestPaymentCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand } from '@aws-sdk/client-sns';
import type { StatusValues } from '#lab/index.ts';
import {
  createLogGroup,
  createLogRole,
  createTopic,
  createTrailKey,
  labClients,
  logRoleTrust,
  putBucketPolicy,
  type Statement,
  trailBucketPolicy,
  trailKeyPolicy,
  trailTopicPolicy,
} from '#lab/scenarios/index.ts';
import type { Channel } from '#src/domain/delivery/channel.ts';
import type { Case } from '#src/domain/delivery/diagnose.ts';
import {
  bucketPolicy,
  groupName,
  keyPolicy,
  other,
  rolePolicy,
  type Stage,
  topicKey,
  topicPolicy,
  trust,
  updateTrail,
} from './stage.ts';

/** A fault that AWS's own API lets in. */
export interface Fault {
  readonly cause: string;
  readonly channel: Channel;
  /** Part of the statement's label. */
  readonly statement?: string;
  /** What AWS would report of it, where the diagnosis needs that. */
  readonly reports?: StatusValues;
  /** It stops nothing: named beside a delivery that is well. */
  readonly isRemark?: boolean;
  /** Causes that hold as well, since parts are shared. */
  readonly also?: readonly string[];
  readonly case?: Case;
  readonly make: (stage: Stage) => Promise<unknown>;
  /** What restoring the healthy settings does not undo. */
  readonly mend?: (stage: Stage) => Promise<unknown>;
}

const service = { Service: 'cloudtrail.amazonaws.com' };
const legacy = { AWS: ['arn:aws:iam::086441151436:root', 'arn:aws:iam::113285607260:root'] };
const strangers = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const refused = { LatestDeliveryError: 'AccessDenied' };
const onBucket = ({ made }: Stage, write: Statement): Statement[] => [
  {
    Sid: 'Acl',
    Effect: 'Allow',
    Principal: service,
    Action: 's3:GetBucketAcl',
    Resource: `arn:aws:s3:::${made.bucket}`,
  },
  {
    Sid: 'Write',
    Effect: 'Allow',
    Principal: service,
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${made.bucket}/*`,
    ...write,
  },
];
const wholeBucketPolicy = (stage: Stage, statements: readonly Statement[]): Promise<unknown> =>
  putBucketPolicy(stage.clients, stage.made.bucket, { Version: '2012-10-17', Statement: statements });
const newBucket = async (stage: Stage, name: string, clients = stage.clients): Promise<void> => {
  await clients.s3.send(new CreateBucketCommand({ Bucket: name }));
  const { account, trail } = stage.made;
  await putBucketPolicy(clients, name, trailBucketPolicy({ bucket: name, accounts: [account], sourceArn: trail }));
  await updateTrail(stage, { S3BucketName: name });
};
const encryptStatement = (stage: Stage, Condition: Record<string, unknown>): Promise<unknown> =>
  keyPolicy(stage, {
    leaveOut: ['encrypt'],
    add: [
      { Sid: 'Encrypt', Effect: 'Allow', Principal: service, Action: 'kms:GenerateDataKey*', Resource: '*', Condition },
    ],
  });
const publish = ({ made }: Stage, changes: Statement): Parameters<typeof topicPolicy>[1] => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Publish', Effect: 'Allow', Principal: service, Action: 'SNS:Publish', Resource: made.topic, ...changes },
  ],
});

const bucketFaults: readonly Fault[] = [
  {
    cause: 'S3-MISSING',
    channel: 's3',
    async make(stage) {
      await newBucket(stage, 'trail-gone');
      await stage.clients.s3.send(new DeleteBucketCommand({ Bucket: 'trail-gone' }));
    },
  },
  {
    cause: 'S3-FOREIGN',
    channel: 's3',
    reports: refused,
    async make(stage) {
      await newBucket(stage, 'trail-foreign', labClients(stage.lab, '999999999999', stage.made.region));
      stage.lab.shareBucket('trail-foreign', stage.made.account);
    },
  },
  {
    cause: 'S3-NOPOLICY',
    channel: 's3',
    make: ({ clients, made }) => clients.s3.send(new DeleteBucketPolicyCommand({ Bucket: made.bucket })),
  },
  { cause: 'S3-NO-ACL-STMT', channel: 'digest', make: (stage) => bucketPolicy(stage, { leaveOut: ['acl-check'] }) },
  { cause: 'S3-NO-PUT-STMT', channel: 's3', make: (stage) => bucketPolicy(stage, { leaveOut: ['write'] }) },
  {
    cause: 'S3-WRONG-PREFIX',
    channel: 's3',
    statement: '[1] (AWSCloudTrailWrite20150319)',
    make: (stage) => updateTrail(stage, { S3KeyPrefix: 'audit' }),
  },
  {
    cause: 'S3-WRONG-ACCOUNT',
    channel: 's3',
    statement: '[1] (AWSCloudTrailWrite20150319)',
    make: (stage) => bucketPolicy(stage, { accounts: [other] }),
  },
  {
    cause: 'S3-SOURCEARN',
    channel: 's3',
    statement: 'AWSCloudTrailWrite20150319',
    make: (stage) => bucketPolicy(stage, { sourceArn: `${stage.made.trail}-old` }),
  },
  {
    cause: 'S3-SOURCEACCOUNT',
    channel: 's3',
    statement: '(Write)',
    make: (stage) =>
      wholeBucketPolicy(stage, onBucket(stage, { Condition: { StringEquals: { 'aws:SourceAccount': other } } })),
  },
  {
    cause: 'S3-ACL-COND',
    channel: 's3',
    statement: 'AWSCloudTrailWrite20150319',
    make: (stage) => bucketPolicy(stage, { acl: 'private' }),
  },
  {
    cause: 'S3-CONDITION',
    channel: 's3',
    statement: '(Write)',
    make: (stage) =>
      wholeBucketPolicy(stage, onBucket(stage, { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })),
  },
  {
    cause: 'S3-LEGACY-PRINCIPAL',
    channel: 's3',
    statement: '(Write)',
    make: (stage) => wholeBucketPolicy(stage, onBucket(stage, { Principal: legacy })),
  },
  {
    cause: 'S3-DENY',
    channel: 's3',
    statement: '[2] (Guard)',
    make: (stage) =>
      bucketPolicy(stage, {
        add: [
          {
            Sid: 'Guard',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: `arn:aws:s3:::${stage.made.bucket}/*`,
            Condition: strangers,
          },
        ],
      }),
  },
  {
    cause: 'S3-REQUESTER-PAYS',
    channel: 's3',
    make: ({ clients, made }) =>
      clients.s3.send(
        new PutBucketRequestPaymentCommand({
          Bucket: made.bucket,
          RequestPaymentConfiguration: { Payer: 'Requester' },
        }),
      ),
  },
  {
    cause: 'S3-PREFIX-INVALID',
    channel: 's3',
    isRemark: true,
    async make(stage) {
      await bucketPolicy(stage, { prefix: 'x/AWSLogs' });
      await updateTrail(stage, { S3KeyPrefix: 'x/AWSLogs' });
    },
  },
  {
    cause: 'S3-LIFECYCLE',
    channel: 's3',
    isRemark: true,
    make: ({ clients, made }) =>
      clients.s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket: made.bucket,
          LifecycleConfiguration: {
            Rules: [{ ID: 'short', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }],
          },
        }),
      ),
  },
];

const keyFaults: readonly Fault[] = [
  {
    cause: 'KMS-DISABLED',
    channel: 's3',
    // The log group is encrypted with the same key.
    also: ['CWL-KMS'],
    make: ({ clients, made }) => clients.kms.send(new DisableKeyCommand({ KeyId: made.key })),
    mend: ({ clients, made }) => clients.kms.send(new EnableKeyCommand({ KeyId: made.key })),
  },
  {
    cause: 'KMS-PENDING',
    channel: 's3',
    // The log group is encrypted with the same key.
    also: ['CWL-KMS'],
    make: ({ clients, made }) => clients.kms.send(new ScheduleKeyDeletionCommand({ KeyId: made.key })),
    async mend({ clients, made }) {
      await clients.kms.send(new CancelKeyDeletionCommand({ KeyId: made.key }));
      await clients.kms.send(new EnableKeyCommand({ KeyId: made.key }));
    },
  },
  {
    cause: 'KMS-USAGE',
    channel: 's3',
    async make(stage) {
      const policy = trailKeyPolicy({ account: stage.made.account, sourceArn: stage.made.trail });
      await updateTrail(stage, {
        KmsKeyId: await createTrailKey(stage.clients, { policy, spec: 'RSA_2048', usage: 'SIGN_VERIFY' }),
      });
    },
  },
  {
    cause: 'KMS-REGION',
    channel: 's3',
    async make(stage) {
      const policy = trailKeyPolicy({ account: stage.made.account, sourceArn: stage.made.trail });
      await updateTrail(stage, { KmsKeyId: await createTrailKey(stage.clients.in('eu-west-1'), { policy }) });
    },
  },
  { cause: 'KMS-POLICY-GDK', channel: 's3', make: (stage) => keyPolicy(stage, { leaveOut: ['encrypt'] }) },
  {
    cause: 'KMS-POLICY-EC',
    channel: 's3',
    statement: 'AllowCloudTrailEncryptLogs',
    make: (stage) => keyPolicy(stage, { encryptionContext: `arn:aws:cloudtrail:*:${other}:trail/*` }),
  },
  {
    cause: 'KMS-POLICY-SOURCEARN',
    channel: 'digest',
    statement: '(Encrypt)',
    make: (stage) =>
      encryptStatement(stage, {
        StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:111111111111:trail/old' },
      }),
  },
  {
    cause: 'KMS-CONDITION',
    channel: 's3',
    statement: '(Encrypt)',
    make: (stage) => encryptStatement(stage, { StringEquals: { 'aws:SourceAccount': other } }),
  },
  {
    cause: 'KMS-VIASERVICE',
    channel: 's3',
    statement: '(Encrypt)',
    reports: refused,
    make: (stage) => encryptStatement(stage, { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
  },
  {
    cause: 'KMS-POLICY-DENY',
    channel: 's3',
    statement: '(Guard)',
    make: (stage) =>
      keyPolicy(stage, {
        add: [
          {
            Sid: 'Guard',
            Effect: 'Deny',
            Principal: '*',
            Action: 'kms:GenerateDataKey*',
            Resource: '*',
            Condition: { ...strangers, StringNotLike: { 'aws:PrincipalServiceName': 'logs.*' } },
          },
        ],
      }),
  },
  {
    cause: 'KMS-POLICY-DESCRIBE',
    channel: 's3',
    isRemark: true,
    make: (stage) => keyPolicy(stage, { leaveOut: ['describe'] }),
  },
  {
    cause: 'KMS-POLICY-DECRYPT',
    channel: 's3',
    isRemark: true,
    async make(stage) {
      await keyPolicy(stage, { leaveOut: ['decrypt'] });
      await defaultEncryption(stage, { SSEAlgorithm: 'AES256' }, true);
    },
  },
  {
    cause: 'BKT-SSE-KMS',
    channel: 's3',
    reports: refused,
    async make(stage) {
      await updateTrail(stage, { KmsKeyId: '' });
      await defaultEncryption(stage, { SSEAlgorithm: 'aws:kms' }, false);
    },
  },
  {
    cause: 'DIGEST-SSE',
    channel: 'digest',
    statement: '(Encrypted)',
    reports: { LatestDigestDeliveryError: 'AccessDenied' },
    make: (stage) =>
      bucketPolicy(stage, {
        add: [
          {
            Sid: 'Encrypted',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::${stage.made.bucket}/*`,
            Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
          },
        ],
      }),
  },
];

const defaultEncryption = (
  { clients, made }: Stage,
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' | 'AES256' },
  BucketKeyEnabled: boolean,
): Promise<unknown> =>
  clients.s3.send(
    new PutBucketEncryptionCommand({
      Bucket: made.bucket,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled }] },
    }),
  );

const topicFaults: readonly Fault[] = [
  {
    cause: 'SNS-MISSING',
    channel: 'sns',
    async make(stage) {
      const gone = await createTopic(stage.clients, { name: 'gone' });
      await updateTrail(stage, { SnsTopicName: gone });
      await stage.clients.sns.send(new DeleteTopicCommand({ TopicArn: gone }));
    },
  },
  {
    cause: 'SNS-POLICY',
    channel: 'sns',
    make: (stage) => topicPolicy(stage, publish(stage, { Action: 'SNS:Subscribe' })),
  },
  {
    cause: 'SNS-SOURCEARN',
    channel: 'sns',
    statement: 'AWSCloudTrailSNSPolicy20131101',
    make: (stage) =>
      topicPolicy(stage, trailTopicPolicy(stage.made.topic, 'arn:aws:cloudtrail:us-east-1:111111111111:trail/old')),
  },
  {
    cause: 'SNS-CONDITION',
    channel: 'sns',
    statement: '(Publish)',
    make: (stage) =>
      topicPolicy(stage, publish(stage, { Condition: { StringEquals: { 'aws:SourceAccount': other } } })),
  },
  {
    cause: 'SNS-LEGACY',
    channel: 'sns',
    statement: '(Publish)',
    make: (stage) => topicPolicy(stage, publish(stage, { Principal: legacy })),
  },
  {
    cause: 'SNS-DENY',
    channel: 'sns',
    statement: '[1] (Guard)',
    make: (stage) =>
      topicPolicy(
        stage,
        trailTopicPolicy(stage.made.topic, stage.made.trail, [
          {
            Sid: 'Guard',
            Effect: 'Deny',
            Principal: '*',
            Action: 'SNS:Publish',
            Resource: stage.made.topic,
            Condition: strangers,
          },
        ]),
      ),
  },
  {
    cause: 'SNS-REGION',
    channel: 'sns',
    async make(stage) {
      const { clients, made } = stage;
      const topic = await createTopic(clients.in('eu-west-1'), {
        name: 'elsewhere',
        policy: (arn) => trailTopicPolicy(arn, made.trail),
        subscribers: [{ protocol: 'https', endpoint: 'https://alerts.example.com/cloudtrail' }],
      });
      await updateTrail(stage, { IsMultiRegionTrail: false, SnsTopicName: topic });
    },
  },
  {
    cause: 'SNS-FIFO',
    channel: 'sns',
    also: ['SNS-NOSUB'],
    reports: { LatestNotificationError: 'InvalidParameter' },
    async make(stage) {
      const { clients, made } = stage;
      const Attributes = {
        FifoTopic: 'true',
        Policy: JSON.stringify(trailTopicPolicy(`arn:aws:sns:${made.region}:${made.account}:order.fifo`, made.trail)),
      };
      const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: 'order.fifo', Attributes }));
      await updateTrail(stage, { SnsTopicName: TopicArn });
    },
  },
  {
    cause: 'SNS-NOSUB',
    channel: 'sns',
    isRemark: true,
    async make(stage) {
      const topic = await createTopic(stage.clients, {
        name: 'silent',
        policy: (arn) => trailTopicPolicy(arn, stage.made.trail),
      });
      await updateTrail(stage, { SnsTopicName: topic });
    },
  },
  {
    cause: 'SNS-KMS-POLICY',
    channel: 'sns',
    make: async (stage) =>
      topicKey(
        stage,
        await createTrailKey(stage.clients, {
          policy: trailKeyPolicy({
            account: stage.made.account,
            sourceArn: stage.made.trail,
            leaveOut: ['encrypt', 'decrypt'],
          }),
        }),
      ),
  },
  { cause: 'SNS-KMS-AWSMANAGED', channel: 'sns', make: (stage) => topicKey(stage, 'alias/aws/sns') },
  {
    cause: 'SNS-KMS-STATE',
    channel: 'sns',
    async make(stage) {
      const key = await createTrailKey(stage.clients, {});
      await topicKey(stage, key);
      await stage.clients.kms.send(new DisableKeyCommand({ KeyId: key }));
    },
  },
];

const logFaults: readonly Fault[] = [
  {
    cause: 'CWL-HALF',
    channel: 'cloudwatch-logs',
    // The lab tells no delivery of a trail without a log group.
    case: 'explained',
    make: (stage) => updateTrail(stage, { CloudWatchLogsLogGroupArn: '' }),
  },
  {
    cause: 'CWL-GROUP-MISSING',
    channel: 'cloudwatch-logs',
    make: (stage) => stage.clients.logs.send(new DeleteLogGroupCommand({ logGroupName: groupName(stage) })),
    async mend(stage) {
      const logGroupName = groupName(stage);
      await stage.clients.logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId: stage.made.key }));
      await stage.clients.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 }));
    },
  },
  {
    cause: 'CWL-REGION',
    channel: 'cloudwatch-logs',
    async make(stage) {
      const { clients, made } = stage;
      const arn = await createLogGroup(clients.in('eu-west-1'), { name: 'elsewhere' });
      const role = await createLogRole(clients, {
        name: 'elsewhere',
        trust: logRoleTrust(made.trail),
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: arn }] },
      });
      await updateTrail(stage, { CloudWatchLogsLogGroupArn: arn, CloudWatchLogsRoleArn: role });
    },
  },
  {
    cause: 'CWL-ACCOUNT',
    channel: 'cloudwatch-logs',
    async make(stage) {
      const arn = await createLogGroup(labClients(stage.lab, other, stage.made.region), { name: 'theirs' });
      const role = await createLogRole(stage.clients, {
        name: 'to-theirs',
        trust: logRoleTrust(stage.made.trail),
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: arn }] },
      });
      await updateTrail(stage, { CloudWatchLogsLogGroupArn: arn, CloudWatchLogsRoleArn: role });
    },
  },
  {
    cause: 'CWL-ROLE-MISSING',
    channel: 'cloudwatch-logs',
    async make(stage) {
      const role = await createLogRole(stage.clients, { name: 'gone', trust: logRoleTrust(stage.made.trail) });
      await updateTrail(stage, { CloudWatchLogsRoleArn: role });
      await stage.clients.iam.send(new DeleteRoleCommand({ RoleName: 'gone' }));
    },
  },
  {
    cause: 'CWL-TRUST',
    channel: 'cloudwatch-logs',
    make: (stage) => trust(stage, logRoleTrust(stage.made.trail, 'ec2.amazonaws.com')),
  },
  { cause: 'CWL-PERM', channel: 'cloudwatch-logs', make: (stage) => rolePolicy(stage, { leaveOut: ['put'] }) },
  {
    cause: 'CWL-STREAM-PATTERN',
    channel: 'cloudwatch-logs',
    statement: 'AWSCloudTrail',
    make: (stage) => rolePolicy(stage, { stream: 'other' }),
  },
  { cause: 'CWL-KMS', channel: 'cloudwatch-logs', make: (stage) => keyPolicy(stage, { logsRegion: undefined }) },
  {
    cause: 'CWL-RETENTION',
    channel: 'cloudwatch-logs',
    isRemark: true,
    make: (stage) =>
      stage.clients.logs.send(new PutRetentionPolicyCommand({ logGroupName: groupName(stage), retentionInDays: 7 })),
    mend: (stage) =>
      stage.clients.logs.send(new PutRetentionPolicyCommand({ logGroupName: groupName(stage), retentionInDays: 365 })),
  },
];

/** Every fault that one account of the lab can have. */
export const accountFaults: readonly Fault[] = [...bucketFaults, ...keyFaults, ...topicFaults, ...logFaults];
