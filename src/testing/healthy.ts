import { account } from '#src/assets/account/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { key } from '#src/assets/key/model.ts';
import { logGroup } from '#src/assets/log-group/model.ts';
import { role } from '#src/assets/role/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import { type RegionStatus, trail, type TrailConfiguration } from '#src/assets/trail/model.ts';
import type { AnyKind, Identity } from '#src/core/asset.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import * as policies from './policies.ts';
import { asset, missing, type SomeFacts, worldOf } from './world.ts';

export const ACCOUNT = '111111111111';
export const HOME = 'eu-west-1';
export const REGIONS = ['eu-west-1', 'us-east-1'];
/** The clock of tests: one hour after the last delivery of the healthy trail. */
export const NOW = Date.parse('2026-06-01T13:00:00Z');

const at = (id: string, name: string, region = HOME): Identity => ({ id, name, account: ACCOUNT, region });

export const ids = {
  account: { id: ACCOUNT, name: ACCOUNT, account: ACCOUNT, region: 'global' },
  trail: at(`arn:aws:cloudtrail:${HOME}:${ACCOUNT}:trail/main`, 'main'),
  bucket: at('arn:aws:s3:::trail-logs', 'trail-logs'),
  key: at(
    `arn:aws:kms:${HOME}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
    '11111111-2222-3333-4444-555555555555',
  ),
  topic: at(`arn:aws:sns:${HOME}:${ACCOUNT}:trail-notices`, 'trail-notices'),
  logGroup: at(`arn:aws:logs:${HOME}:${ACCOUNT}:log-group:trail-events`, 'trail-events'),
  logRole: { ...at(`arn:aws:iam::${ACCOUNT}:role/trail-to-logs`, 'trail-to-logs'), region: 'global' },
} satisfies Record<string, Identity>;

export const kinds = { account, trail, bucket, key, topic, logGroup, logRole: role } satisfies Record<string, AnyKind>;
export type Part = keyof typeof kinds;

const delivered = '2026-06-01T12:00:00.000Z';

/** The status of a region where everything is delivered. */
export const healthyStatus: RegionStatus = {
  isLogging: true,
  startLoggingTime: '2026-01-01T00:00:00.000Z',
  latestDeliveryTime: delivered,
  latestDigestDeliveryTime: delivered,
  latestCloudWatchLogsDeliveryTime: delivered,
  latestNotificationTime: delivered,
};

const allBlocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/** A trail that every rule passes, with all that it leans on. */
export const healthyFacts = {
  account: {
    partition: 'aws',
    regions: REGIONS,
    trailArns: [ids.trail.id],
    eventDataStoreArns: [],
    membership: undefined,
    eventRuleArns: [],
    flowLogArns: [],
  },
  trail: {
    configuration: {
      bucketName: ids.bucket.name,
      topicArn: ids.topic.id,
      includeGlobalServiceEvents: true,
      isMultiRegion: true,
      homeRegion: HOME,
      logFileValidation: true,
      logGroupArn: `${ids.logGroup.id}:*`,
      logRoleArn: ids.logRole.id,
      kmsKeyId: ids.key.id,
      isOrganization: false,
    },
    status: { [ACCOUNT]: Object.fromEntries(REGIONS.map((region) => [region, healthyStatus])) },
    eventSelectors: {
      advanced: [
        { name: 'management', fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] },
        {
          name: 'objects',
          fieldSelectors: [
            { field: 'eventCategory', equals: ['Data'] },
            { field: 'resources.type', equals: ['AWS::S3::Object'] },
          ],
        },
      ],
    },
    insightSelectors: [
      { type: 'ApiCallRateInsight', categories: ['Management'] },
      { type: 'ApiErrorRateInsight', categories: ['Management'] },
    ],
    bucketOwner: { standing: 'in-scan', account: ACCOUNT },
  },
  bucket: {
    location: HOME,
    policy: policies.bucketPolicy(ids),
    acl: {
      owner: 'canonical-owner',
      grants: [{ grantee: 'canonical-owner', group: false, permission: 'FULL_CONTROL' }],
    },
    publicAccessBlock: allBlocked,
    accountPublicAccessBlock: allBlocked,
    encryption: { algorithm: 'AES256', bucketKey: false },
    versioning: { status: 'Enabled', mfaDelete: true },
    objectLock: undefined,
    lifecycle: undefined,
    accessLogging: { targetBucket: 'access-logs', targetPrefix: 'trail-logs/' },
    ownership: 'BucketOwnerEnforced',
    requestPayer: 'BucketOwner',
  },
  key: {
    metadata: {
      arn: ids.key.id,
      state: 'Enabled',
      manager: 'CUSTOMER',
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      multiRegion: false,
    },
    policy: policies.keyPolicy(ids),
    aliases: ['alias/trail'],
  },
  topic: {
    attributes: { policy: policies.topicPolicy(ids), fifo: false },
    subscriptions: [{ protocol: 'email', endpoint: 'security@example.com', confirmed: true }],
  },
  logGroup: {
    configuration: { name: ids.logGroup.name, retentionDays: 365, logGroupClass: 'STANDARD', kmsKeyId: ids.key.id },
    metricFilterIds: [],
  },
  logRole: {
    trust: policies.roleTrust(ids),
    inlinePolicies: [{ name: 'write', document: policies.rolePolicy(ids) }],
    attachedPolicies: [],
    boundary: undefined,
  },
} satisfies { [P in Part]: SomeFacts<(typeof kinds)[P]> };

export interface Changes {
  /** Facts that differ from the healthy ones; objects are merged one level deep into the healthy fact. */
  readonly account?: SomeFacts<typeof account>;
  readonly trail?: SomeFacts<typeof trail>;
  readonly bucket?: SomeFacts<typeof bucket>;
  readonly key?: SomeFacts<typeof key>;
  readonly topic?: SomeFacts<typeof topic>;
  readonly logGroup?: SomeFacts<typeof logGroup>;
  readonly logRole?: SomeFacts<typeof role>;
  /** Parts that AWS says do not exist. */
  readonly missing?: readonly Part[];
  /** Parts that are left out of the world altogether. */
  readonly without?: readonly Part[];
  readonly more?: readonly AssetRecord[];
}

/** The healthy account with some facts changed: `healthyWorld({ bucket: { accessLogging: undefined } })`. */
export function healthyWorld(changes: Changes = {}): World {
  const parts = (Object.keys(kinds) as Part[]).filter((part) => !changes.without?.includes(part));
  const records = parts.map((part): AssetRecord => {
    if (changes.missing?.includes(part)) return missing(kinds[part], ids[part]);
    return asset(kinds[part] as AnyKind, ids[part], { ...healthyFacts[part], ...changes[part] });
  });
  return worldOf([...records, ...(changes.more ?? [])]);
}

/** The healthy trail's settings with some changed. */
export function configuration(changes: Partial<TrailConfiguration>): TrailConfiguration {
  return { ...healthyFacts.trail.configuration, ...changes };
}

/** The status of the healthy trail with changes in some regions. */
export function status(changes: Readonly<Record<string, Partial<RegionStatus>>>) {
  const regions = REGIONS.map((region) => [region, { ...healthyStatus, ...changes[region] }]);
  return { [ACCOUNT]: Object.fromEntries(regions) as Record<string, RegionStatus> };
}
