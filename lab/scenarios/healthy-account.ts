import type { Lab } from '../index.ts';
import { createTrailBucket } from './bucket.ts';
import { labClients } from './clients.ts';
import { logRolePolicy, logRoleTrust, trailBucketPolicy, trailKeyPolicy, trailTopicPolicy } from './policies.ts';
import {
  ageTrail,
  createLogGroup,
  createLogRole,
  createTopic,
  createTrail,
  createTrailKey,
  setAccountPublicAccess,
  trailArn,
} from './steps.ts';

export interface HealthyAccount {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
  readonly bucket: string;
  readonly key: string;
  readonly logGroup: string;
  readonly logRole: string;
  readonly topic: string;
  readonly eventDataStore: string;
}

/** Management events, and S3 objects of every bucket. */
const RECORD_ALL = [
  {
    ReadWriteType: 'All' as const,
    IncludeManagementEvents: true,
    DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
  },
];

const INSIGHTS = ['ApiCallRateInsight', 'ApiErrorRateInsight'] as const;

export interface HealthyOptions {
  readonly account?: string;
  readonly region?: string;
  /** Start of all names; names of buckets are shared by all accounts. Default `healthy`. */
  readonly name?: string;
}

/** One account whose trail passes every rule that one account alone can pass. */
export async function healthyAccount(lab: Lab, options: HealthyOptions = {}): Promise<HealthyAccount> {
  const { account = '111111111111', region = 'us-east-1', name = 'healthy' } = options;
  const clients = labClients(lab, account, region);
  const arn = trailArn(clients, `${name}-trail`);
  await setAccountPublicAccess(clients, true);
  const bucketName = `${name}-trail-${account}`;
  const policy = trailBucketPolicy({ bucket: bucketName, accounts: [account], sourceArn: arn });
  const bucket = await createTrailBucket(clients, { name: bucketName, policy });
  const keyPolicy = trailKeyPolicy({ account, sourceArn: arn, logsRegion: region });
  const key = await createTrailKey(clients, { policy: keyPolicy, alias: `alias/${name}-trail` });
  const groupName = `/aws/cloudtrail/${name}`;
  const logGroup = await createLogGroup(clients, { name: groupName, keyArn: key });
  const logRole = await createLogRole(clients, {
    name: `${name}-trail-logs`,
    trust: logRoleTrust(arn),
    policy: logRolePolicy({ account, region, logGroup: groupName }),
  });
  const topic = await createTopic(clients, {
    name: `${name}-trail`,
    policy: (topicArn) => trailTopicPolicy(topicArn, arn),
    subscribers: [{ protocol: 'https', endpoint: 'https://alerts.example.com/cloudtrail' }],
  });
  const trail = await createTrail(clients, {
    name: `${name}-trail`,
    bucket,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    KmsKeyId: key,
    CloudWatchLogsLogGroupArn: logGroup,
    CloudWatchLogsRoleArn: logRole,
    SnsTopicName: topic,
    eventSelectors: RECORD_ALL,
    insights: INSIGHTS,
  });
  ageTrail(lab, trail, 90);
  const store = lab.addEventDataStore(account, region, {
    Name: `${name}-events`,
    KmsKeyId: key,
    RetentionPeriod: 2557,
  });
  return { account, region, trail, bucket, key, logGroup, logRole, topic, eventDataStore: store.arn };
}
