import type { EventSelector } from '@aws-sdk/client-cloudtrail';
import type { Lab } from '../../lab/index.ts';
import { createTrailBucket, type TrailBucketOptions } from '../../lab/scenarios/bucket.ts';
import { type Clients, labClients } from '../../lab/scenarios/clients.ts';
import {
  logRolePolicy,
  logRoleTrust,
  trailBucketPolicy,
  trailKeyPolicy,
  trailTopicPolicy,
} from '../../lab/scenarios/policies.ts';
import {
  createLogGroup,
  createLogRole,
  createTopic,
  createTrail,
  createTrailKey,
  trailArn,
} from '../../lab/scenarios/steps.ts';
import type { Variables } from './page-case.ts';

/** Where the trails of the pages live: not the region that the scripts run in. */
export const REGION = 'eu-west-1';
export const NAME = 'main';

interface Options {
  readonly bucket?: Partial<TrailBucketOptions>;
  readonly singleRegion?: boolean;
  readonly eventSelectors?: readonly EventSelector[];
  /** Key, topic, log group and role as well. */
  readonly full?: boolean;
  /** Policies that do not say for which trail. */
  readonly unguarded?: boolean;
}

interface Made {
  readonly clients: Clients;
  readonly bucket: string;
  readonly key?: string;
  readonly variables: Variables;
}

/** An account with one trail that has a bucket and nothing else, unless the options say so. */
export async function trailAccount(lab: Lab, account: string, options: Options = {}): Promise<Made> {
  const clients = labClients(lab, account, REGION);
  const arn = trailArn(clients, NAME);
  const sourceArn = options.unguarded ? null : arn;
  const name = `page-${account}`;
  const policy = trailBucketPolicy({ bucket: name, accounts: [account], sourceArn });
  const plain = { objectLock: null, accessLog: null, ...options.bucket };
  const bucket = await createTrailBucket(clients, { name, policy, ...plain });
  const rest = options.full ? await destinations(clients, sourceArn) : undefined;
  await createTrail(clients, {
    name: NAME,
    bucket,
    IsMultiRegionTrail: !options.singleRegion,
    eventSelectors: options.eventSelectors === undefined ? undefined : [...options.eventSelectors],
    ...rest,
  });
  return { clients, bucket, key: rest?.KmsKeyId, variables: { TRAIL_ARN: arn } };
}

async function destinations(clients: Clients, sourceArn: string | null) {
  const { account, region } = clients;
  const group = '/audit/events';
  const keyPolicy = trailKeyPolicy({ account, sourceArn });
  return {
    KmsKeyId: await createTrailKey(clients, { policy: keyPolicy }),
    SnsTopicName: await createTopic(clients, {
      name: 'notices',
      policy: (topic) => trailTopicPolicy(topic, sourceArn),
    }),
    CloudWatchLogsLogGroupArn: await createLogGroup(clients, { name: group, retentionDays: 14 }),
    CloudWatchLogsRoleArn: await createLogRole(clients, {
      name: 'trail-logs',
      trust: logRoleTrust(sourceArn),
      policy: logRolePolicy({ account, region, logGroup: group }),
    }),
  };
}

/** Writing calls only, without KMS, and the calls of functions. */
export const halfRecorded: EventSelector[] = [
  {
    ReadWriteType: 'WriteOnly',
    IncludeManagementEvents: true,
    ExcludeManagementEventSources: ['kms.amazonaws.com'],
    DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }],
  },
];

/** An account with one trail, for a page that needs no more. */
export const just =
  (options: Options = {}) =>
  async (lab: Lab, account: string): Promise<Variables> =>
    (await trailAccount(lab, account, options)).variables;
