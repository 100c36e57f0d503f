import { guard } from '../../../core/guard.ts';
import { attempt } from '../../../core/three-valued.ts';
import { Unknown, type UnknownRead } from '../../../core/unknown.ts';
import type { CauseDefinition, Found } from '../cause.ts';
import type { Channel } from '../channel.ts';
import type { TrailInput } from '../inputs.ts';
import { type Site, siteMaker } from '../site.ts';

export const ACCOUNT = '111111111111';
export const OTHER = '222222222222';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const HOME = 'eu-west-1';
export const NOW = Date.parse('2026-06-01T13:00:00Z');
export const TRAIL = `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:trail/main`;
export const BUCKET = 'arn:aws:s3:::trail-logs';
export const KEY = `arn:aws:kms:${HOME}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
export const TOPIC = `arn:aws:sns:${HOME}:${ACCOUNT}:notices`;
export const GROUP = `arn:aws:logs:${HOME}:${ACCOUNT}:log-group:events`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/to-logs`;
export const SERVICE = { Service: 'cloudtrail.amazonaws.com' };

export type Statement = Record<string, unknown>;
export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const source = { StringEquals: { 'aws:SourceArn': TRAIL } };

export const statements = {
  acl: {
    Sid: 'AclCheck',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 's3:GetBucketAcl',
    Resource: BUCKET,
    Condition: source,
  },
  write: {
    Sid: 'Write',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 's3:PutObject',
    Resource: `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
    Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': TRAIL } },
  },
  encrypt: {
    Sid: 'Encrypt',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 'kms:GenerateDataKey*',
    Resource: '*',
    Condition: {
      ...source,
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
    },
  },
  describe: {
    Sid: 'Describe',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 'kms:DescribeKey',
    Resource: '*',
    Condition: source,
  },
  publish: {
    Sid: 'Publish',
    Effect: 'Allow',
    Principal: SERVICE,
    Action: 'SNS:Publish',
    Resource: TOPIC,
    Condition: source,
  },
  trust: { Sid: 'Trust', Effect: 'Allow', Principal: SERVICE, Action: 'sts:AssumeRole', Condition: source },
  streams: {
    Sid: 'Streams',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${GROUP}:log-stream:${ACCOUNT}_CloudTrail_${HOME}*`,
  },
  denyNothing: {
    Sid: 'DenyNothing',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:DeleteObject',
    Resource: `${BUCKET}/*`,
  },
} satisfies Record<string, Statement>;

const status = {
  isLogging: true,
  startLoggingTime: '2026-01-01T00:00:00.000Z',
  latestDeliveryTime: '2026-06-01T12:00:00.000Z',
  latestDigestDeliveryTime: '2026-06-01T12:00:00.000Z',
  latestCloudWatchLogsDeliveryTime: '2026-06-01T12:00:00.000Z',
  latestNotificationTime: '2026-06-01T12:00:00.000Z',
};

export const key = (changes: object = {}, document = policy(statements.encrypt, statements.describe)) => ({
  id: KEY,
  account: ACCOUNT,
  region: HOME,
  metadata: {
    arn: KEY,
    state: 'Enabled',
    manager: 'CUSTOMER',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    ...changes,
  },
  policy: document,
});

/** A trail whose every delivery is let through, with all four channels and a key. */
export const healthy = {
  id: TRAIL,
  name: 'main',
  account: ACCOUNT,
  configuration: {
    bucketName: 'trail-logs',
    keyPrefix: undefined as string | undefined,
    topicArn: TOPIC as string | undefined,
    isMultiRegion: true,
    homeRegion: HOME,
    logFileValidation: true,
    logGroupArn: `${GROUP}:*` as string | undefined,
    logRoleArn: ROLE as string | undefined,
    kmsKeyId: KEY as string | undefined,
    isOrganization: false,
  },
  status: { [ACCOUNT]: { [HOME]: status, 'us-east-1': status } },
  insightSelectors: [{ type: 'ApiCallRateInsight' }],
  bucketOwner: { standing: 'in-scan', account: ACCOUNT },
  bucket: {
    id: BUCKET,
    account: ACCOUNT,
    location: HOME,
    policy: policy(statements.acl, statements.write),
    encryption: { algorithm: 'AES256', bucketKey: false },
    requestPayer: 'BucketOwner',
    lifecycle: undefined,
    key: undefined,
  },
  key: key(),
  topic: {
    id: TOPIC,
    account: ACCOUNT,
    region: HOME,
    attributes: { policy: policy(statements.publish), kmsKeyId: undefined, fifo: false },
    subscriptions: [{ confirmed: true }],
    key: undefined,
  },
  logGroup: {
    id: GROUP,
    account: ACCOUNT,
    region: HOME,
    configuration: { name: 'events', retentionDays: 365, logGroupClass: 'STANDARD', kmsKeyId: undefined },
    key: undefined,
  },
  logRole: {
    id: ROLE,
    account: ACCOUNT,
    trust: policy(statements.trust),
    inlinePolicies: [{ name: 'write', document: policy(statements.streams) }],
    attachedPolicies: [],
    boundary: undefined,
  },
  organization: undefined,
  serviceRole: undefined,
} as const;

/** Any part may be another value, `undefined` or {@link Unknown}. Objects are merged, lists replaced. */
export type Changes = { readonly [P in keyof TrailInput]?: unknown };

export function merge(base: unknown, change: unknown): unknown {
  if (!isPlain(base) || !isPlain(change)) return change;
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(change)) merged[name] = merge(merged[name], value);
  return merged;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);

/** The healthy trail with changes, guarded as the engine guards views. */
export function trailWith(changes: Changes = {}): TrailInput {
  return guard(merge(healthy, changes) as TrailInput);
}

export interface Place {
  readonly account?: string;
  readonly region?: string;
  readonly channel?: Channel;
}

export function siteOf(changes: Changes = {}, place: Place = {}, fallback: Channel = 's3'): Site {
  const { account = ACCOUNT, region = HOME, channel = fallback } = place;
  return siteMaker(trailWith(changes), NOW)(account, region, channel);
}

/** What a cause finds, or the unknown that keeps it from telling. */
export function ask(
  definition: CauseDefinition,
  changes: Changes = {},
  place: Place = {},
): readonly Found[] | UnknownRead {
  const site = siteOf(changes, place, definition.channels[0]);
  return attempt(() => definition.find(site));
}

/** A member of an organisation whose trail the management account owns. */
export const organization = {
  id: ORGANIZATION,
  account: ACCOUNT,
  cloudTrailAdministrators: [] as readonly string[],
  trustedServices: ['cloudtrail.amazonaws.com'],
  serviceControlPolicies: {} as Record<string, unknown>,
  resourceControlPolicies: {} as Record<string, unknown>,
};

/** The same trail as an organisation's, with a bucket policy that lets members in. */
export const organizationTrail = {
  configuration: { isOrganization: true },
  organization,
  serviceRole: {},
  bucket: {
    policy: policy(statements.acl, statements.write, {
      ...statements.write,
      Sid: 'OrganizationWrite',
      Resource: `${BUCKET}/AWSLogs/${ORGANIZATION}/*`,
    }),
  },
  logRole: {
    inlinePolicies: [
      {
        name: 'write',
        document: policy({
          ...statements.streams,
          Resource: [`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_${HOME}*`, `${GROUP}:log-stream:${ORGANIZATION}_*`],
        }),
      },
    ],
  },
} as const satisfies Changes;

export const member = { account: OTHER } as const;
export const denied = new Unknown('access-denied', 'denied', 'x:Y');
export const elsewhere = new Unknown('other-account', 'belongs to another account');
