import {
  CreateTrailCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  type CreateTrailRequest,
} from '@aws-sdk/client-cloudtrail';
import { CreateLogGroupCommand, PutRetentionPolicyCommand, type LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, type KeySpec, type KeyUsageType } from '@aws-sdk/client-kms';
import { PutPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Lab } from '../index.ts';
import type { Clients } from './clients.ts';
import type { PolicyDocument } from './policies.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The ARN that a trail will have: its policies need it before it exists. */
export function trailArn({ account, region }: Pick<Clients, 'account' | 'region'>, name: string): string {
  return `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
}

export interface KeyOptions {
  readonly policy?: PolicyDocument | string;
  readonly alias?: string;
  readonly usage?: KeyUsageType;
  readonly spec?: KeySpec;
}

/** Makes a key and gives its ARN. */
export async function createTrailKey({ kms }: Clients, options: KeyOptions): Promise<string> {
  const Policy = typeof options.policy === 'object' ? JSON.stringify(options.policy) : options.policy;
  const made = await kms.send(new CreateKeyCommand({ Policy, KeyUsage: options.usage, KeySpec: options.spec }));
  const { Arn = '', KeyId = '' } = made.KeyMetadata ?? {};
  if (options.alias !== undefined)
    await kms.send(new CreateAliasCommand({ AliasName: options.alias, TargetKeyId: KeyId }));
  return Arn;
}

export interface LogGroupOptions {
  readonly name: string;
  /** Default 365; `null` never expires. */
  readonly retentionDays?: number | null;
  readonly keyArn?: string;
  readonly class?: LogGroupClass;
}

/** Makes a log group and gives its ARN, ending in `:*` as CloudTrail wants it. */
export async function createLogGroup({ logs, account, region }: Clients, options: LogGroupOptions): Promise<string> {
  const { name: logGroupName, retentionDays = 365 } = options;
  await logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId: options.keyArn, logGroupClass: options.class }));
  if (retentionDays !== null) {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: retentionDays }));
  }
  return `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:*`;
}

export interface LogRoleOptions {
  readonly name: string;
  readonly trust: PolicyDocument;
  /** Default: no permissions. */
  readonly policy?: PolicyDocument;
  readonly boundary?: string;
}

/** Makes a role and gives its ARN. */
export async function createLogRole({ iam }: Clients, options: LogRoleOptions): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify(options.trust);
  const made = await iam.send(
    new CreateRoleCommand({ RoleName: options.name, AssumeRolePolicyDocument, PermissionsBoundary: options.boundary }),
  );
  if (options.policy !== undefined) {
    const PolicyDocument = JSON.stringify(options.policy);
    await iam.send(new PutRolePolicyCommand({ RoleName: options.name, PolicyName: 'delivery', PolicyDocument }));
  }
  return made.Role?.Arn ?? '';
}

export interface TopicOptions {
  readonly name: string;
  readonly policy?: (topicArn: string) => PolicyDocument;
  readonly keyArn?: string;
  /** moto confirms these at once. Default: none. */
  readonly subscribers?: readonly { readonly protocol: string; readonly endpoint: string }[];
}

/** Makes a topic and gives its ARN. */
export async function createTopic({ sns }: Clients, options: TopicOptions): Promise<string> {
  const Attributes = options.keyArn === undefined ? undefined : { KmsMasterKeyId: options.keyArn };
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: options.name, Attributes }));
  if (options.policy !== undefined) {
    const AttributeValue = JSON.stringify(options.policy(TopicArn));
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  }
  for (const { protocol, endpoint } of options.subscribers ?? []) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: protocol, Endpoint: endpoint }));
  }
  return TopicArn;
}

export type TrailOptions = Omit<CreateTrailRequest, 'Name' | 'S3BucketName'> & {
  readonly name: string;
  readonly bucket: string;
  /** Default true. */
  readonly start?: boolean;
  readonly eventSelectors?: PutEventSelectorsCommand['input']['EventSelectors'];
  readonly advancedEventSelectors?: PutEventSelectorsCommand['input']['AdvancedEventSelectors'];
  readonly insights?: readonly ('ApiCallRateInsight' | 'ApiErrorRateInsight')[];
};

/** Makes a trail, sets what it records, starts it, and gives its ARN. */
export async function createTrail({ cloudtrail }: Clients, options: TrailOptions): Promise<string> {
  const { name, bucket, start = true, eventSelectors, advancedEventSelectors, insights, ...rest } = options;
  const { TrailARN = '' } = await cloudtrail.send(
    new CreateTrailCommand({ ...rest, Name: name, S3BucketName: bucket }),
  );
  if (eventSelectors !== undefined) {
    await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: name, EventSelectors: eventSelectors }));
  }
  if (advancedEventSelectors !== undefined) {
    await cloudtrail.send(
      new PutEventSelectorsCommand({ TrailName: name, AdvancedEventSelectors: advancedEventSelectors }),
    );
  }
  if (insights !== undefined) {
    const InsightSelectors = insights.map((InsightType) => ({ InsightType }));
    await cloudtrail.send(new PutInsightSelectorsCommand({ TrailName: name, InsightSelectors }));
  }
  if (start) await cloudtrail.send(new StartLoggingCommand({ Name: name }));
  return TrailARN;
}

/** Blocks (or opens) public access for all buckets of the account. */
export async function setAccountPublicAccess({ s3Control, account }: Clients, on: boolean): Promise<void> {
  const flags = { BlockPublicAcls: on, IgnorePublicAcls: on, BlockPublicPolicy: on, RestrictPublicBuckets: on };
  await s3Control.send(new PutPublicAccessBlockCommand({ AccountId: account, PublicAccessBlockConfiguration: flags }));
}

/** Makes a trail look as if it had been started so many days ago: what is new has a grace. */
export function ageTrail(lab: Lab, trail: string, days: number): void {
  lab.status.set({ trail, values: { StartLoggingTime: new Date(lab.now().getTime() - days * DAY) } });
}
