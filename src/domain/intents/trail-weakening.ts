import { example, type Intent, type Sample, type Subject } from './model.ts';
import { byAnybody, byAnybodyOnAnything, once } from './record.ts';

const store = {
  eventDataStore: 'arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f',
};
const bucket = { bucketName: example.bucket, Host: `${example.bucket}.s3.amazonaws.com` };
const key = { keyId: example.key };
const logGroup = { logGroupName: example.logGroup };

type Calls = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const recording: Calls = {
  PutEventSelectors: {
    trailName: 'main',
    eventSelectors: [{ readWriteType: 'ReadOnly', includeManagementEvents: false }],
  },
  PutInsightSelectors: { trailName: 'main', insightSelectors: [] },
  DeleteEventDataStore: store,
  StopEventDataStoreIngestion: store,
};
const ofBucket: Calls = {
  DeleteBucket: bucket,
  PutBucketPolicy: { ...bucket, policy: '' },
  DeleteBucketPolicy: { ...bucket, policy: '' },
  PutBucketLifecycle: { ...bucket, lifecycle: '' },
  PutBucketVersioning: { ...bucket, versioning: '', VersioningConfiguration: { Status: 'Suspended' } },
};
const ofKey: Calls = {
  DisableKey: key,
  ScheduleKeyDeletion: { ...key, pendingWindowInDays: 7 },
  PutKeyPolicy: { ...key, policyName: 'default' },
};
const ofLogGroup: Calls = {
  DeleteLogGroup: logGroup,
  DeleteLogStream: { ...logGroup, logStreamName: '123456789012_CloudTrail_eu-west-1' },
  PutRetentionPolicy: { ...logGroup, retentionInDays: 1 },
};

function samples(source: string, calls: Calls, subject?: Subject): Sample[] {
  const where = subject === undefined ? 'every-region' : 'trail';
  return Object.entries(calls).flatMap(([name, request], turn) =>
    subject === undefined
      ? byAnybodyOnAnything({ source, name, request, where }, turn)
      : byAnybody({ source, name, request, where, subject }, turn),
  );
}

const clause = (source: string, calls: Calls): string =>
  `(($.eventSource = ${source}.amazonaws.com) && (${Object.keys(calls)
    .map((name) => `($.eventName = ${name})`)
    .join(' || ')}))`;

const alternatives: readonly (readonly [string, Calls])[] = [
  ['cloudtrail', recording],
  ['s3', ofBucket],
  ['kms', ofKey],
  ['logs', ofLogGroup],
];

/** What quietly blinds a trail and raises no alarm of CIS: selectors, event data stores, and what the trail leans on. */
export const trailWeakening: Intent = {
  id: 'CWL-101',
  what: 'Changes that weaken the audit trail beyond those of CIS',
  cis: {},
  required: [
    ...samples('cloudtrail', recording),
    ...samples('s3', ofBucket, 'bucket'),
    ...samples('kms', ofKey, 'key'),
    ...samples('logs', ofLogGroup, 'log-group'),
  ],
  lookAlikes: [
    once({ source: 'cloudtrail', name: 'GetEventSelectors', readOnly: true }),
    once({ source: 's3', name: 'GetBucketPolicy', readOnly: true, request: bucket }),
    once({ source: 'logs', name: 'DescribeLogGroups', readOnly: true }),
  ],
  words: [...Object.keys(recording), 'DeleteLogGroup', 'PutKeyPolicy'],
  filter: `{ ${alternatives.map(([source, calls]) => clause(source, calls)).join(' || ')} }`,
  eventPattern: {
    source: alternatives.map(([source]) => `aws.${source}`),
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventName: alternatives.flatMap(([, calls]) => Object.keys(calls)) },
  },
  repetition: false,
  name: 'TrailWeakening',
};
