import { PutEventSelectorsCommand, StopLoggingCommand, type EventSelector } from '@aws-sdk/client-cloudtrail';
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { DeleteBucketCommand, DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
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

const REGION = 'eu-west-1';
const NAME = 'main';

/** Values for the variables at the top of a page's scripts. */
export type Variables = Readonly<Record<string, string>>;

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
async function trailAccount(lab: Lab, account: string, options: Options = {}): Promise<Made> {
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

const halfRecorded: EventSelector[] = [
  {
    ReadWriteType: 'WriteOnly',
    IncludeManagementEvents: true,
    ExcludeManagementEventSources: ['kms.amazonaws.com'],
    DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }],
  },
];

type Prepare = (lab: Lab, account: string) => Promise<Variables>;

const just =
  (options: Options = {}): Prepare =>
  async (lab, account) =>
    (await trailAccount(lab, account, options)).variables;

/** The faults that the pages repair: rule id to the account that has it. */
export const brokenAccounts: Readonly<Record<string, Prepare>> = {
  'CT-001': async (lab, account) => ({
    ...(await trailAccount(lab, account, { singleRegion: true })).variables,
    HOME_REGION: REGION,
  }),
  'CT-003': just({ bucket: { blockPublicAccess: null, acl: 'private' } }),
  'CT-005': just({ singleRegion: true }),
  'CT-006': just({ eventSelectors: halfRecorded }),
  'CT-010': just({ eventSelectors: halfRecorded }),
  'CT-011': async (lab, account) => {
    const { clients, bucket, key, variables } = await trailAccount(lab, account, { full: true });
    await clients.kms.send(new DisableKeyCommand({ KeyId: key }));
    await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    return variables;
  },
  'CT-012': just({ eventSelectors: halfRecorded }),
  'CT-014': async (lab, account) => {
    const { clients, variables } = await trailAccount(lab, account);
    const designated = await createTrailBucket(clients, {
      name: `archive-${account}`,
      objectLock: null,
      accessLog: null,
    });
    return { ...variables, BUCKET: designated };
  },
  'CT-101': async (lab, account) => {
    const { clients, variables } = await trailAccount(lab, account);
    await clients.cloudtrail.send(new StopLoggingCommand({ Name: NAME }));
    return variables;
  },
  'CT-102': async (lab, account) => {
    const { clients, bucket, variables } = await trailAccount(lab, account);
    await clients.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    return variables;
  },
  'CT-103': just({ full: true, unguarded: true }),
  'CT-104': async (lab, account) => {
    const { clients, variables } = await trailAccount(lab, account);
    const field = (Field: string, values: object) => ({ Field, ...values });
    const AdvancedEventSelectors = [
      {
        Name: 'Management',
        FieldSelectors: [
          field('eventCategory', { Equals: ['Management'] }),
          field('eventSource', { NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }),
        ],
      },
      {
        Name: 'Functions',
        FieldSelectors: [
          field('eventCategory', { Equals: ['Data'] }),
          field('resources.type', { Equals: ['AWS::Lambda::Function'] }),
        ],
      },
    ];
    await clients.cloudtrail.send(new PutEventSelectorsCommand({ TrailName: NAME, AdvancedEventSelectors }));
    return variables;
  },
  'CT-105': just({
    bucket: {
      lifecycle: [
        {
          ID: 'tidy',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          Expiration: { Days: 30 },
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        },
      ],
    },
  }),
  'CT-106': just({ full: true }),
  'CT-107': just({ full: true }),
  'CT-109': async (lab, account) => {
    await labClients(lab, account).organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    return { HOME_REGION: REGION };
  },
  'CT-110': (lab, account) => {
    const values = { Name: 'events', RetentionPeriod: 90, TerminationProtectionEnabled: false };
    return Promise.resolve({ STORE_ARN: lab.addEventDataStore(account, REGION, values).arn });
  },
  'CT-111': async (lab, account) => {
    const { variables } = await trailAccount(lab, account, { full: true });
    return { ...variables, ENDPOINT: `arn:aws:sqs:${REGION}:${account}:notices` };
  },
};

/** Makes the account that the page of a rule repairs, and tells what its scripts must be told. */
export function breakAccount(lab: Lab, rule: string, account: string): Promise<Variables> {
  return (brokenAccounts[rule] ?? just())(lab, account);
}
