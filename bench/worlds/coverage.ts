import { account } from '#src/assets/account/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createWorld, type World } from '#src/core/world.ts';
import { accountIds, HOME, putter, RECENT, REGIONS } from './organisation.ts';

const field = (name: string, ...equals: string[]) => ({ field: name, equals });
const management = { fieldSelectors: [field('eventCategory', 'Management')] };
const data = (type: string) => ({ fieldSelectors: [field('eventCategory', 'Data'), field('resources.type', type)] });
const types = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'];

const trailArn = (owner: string, name: string): string => `arn:aws:cloudtrail:${HOME}:${owner}:trail/${name}`;

/**
 * An organisation: one trail of its own that every account sees, and in each account a trail for data events with a bucket
 * of its own. In every seventh account a region is stopped, in every eleventh one was denied; every thirteenth bucket
 * refuses the next delivery, and the policy of every seventeenth could not be read. Made data, for scale only.
 */
export function makeWorld(accounts: number): World {
  const ids = accountIds(accounts);
  const world = createWorld(ids);
  const put = putter(world);
  const [owner] = ids as [string];
  put(trail, trailArn(owner, 'organisation'), owner, {
    configuration: settings('organisation-logs', true),
    status: Object.fromEntries(ids.map((id, index) => [id, status(index)])),
    eventSelectors: { advanced: [management] },
    insightSelectors: [{ type: 'ApiCallRateInsight', categories: ['Management'] }],
    bucketOwner: { standing: 'in-scan', account: owner },
  });
  put(bucket, 'arn:aws:s3:::organisation-logs', owner, {
    ...bucketFacts,
    policy: bucketPolicy('organisation-logs', trailArn(owner, 'organisation'), ['o-1', owner]),
  });
  put(organization, 'o-1', owner, {
    accounts: ids.map((id) => ({ id, name: `account ${id}`, status: 'ACTIVE' })),
    cloudTrailAdministrators: [],
    trustedServices: ['cloudtrail.amazonaws.com'],
    serviceControlPolicies: {},
    resourceControlPolicies: Object.fromEntries(ids.map((id) => [id, []])),
  });
  for (const [index, id] of ids.entries()) {
    const name = `logs-${id}`;
    put(trail, trailArn(id, 'data'), id, {
      configuration: settings(name, false),
      status: { [id]: status(index) },
      eventSelectors: { advanced: types.map(data) },
      insightSelectors: [],
      bucketOwner: { standing: 'in-scan', account: id },
    });
    const unread = new Unknown('access-denied', 's3:GetBucketPolicy was denied', 's3:GetBucketPolicy');
    put(bucket, `arn:aws:s3:::${name}`, id, {
      ...bucketFacts,
      policy: index % 17 === 16 ? unread : bucketPolicy(name, trailArn(id, 'data'), [index % 13 === 12 ? 'other' : id]),
    });
    put(account, id, id, {
      partition: 'aws',
      regions: REGIONS,
      membership: { id: 'o-1', managementAccount: owner },
      trailArns: [trailArn(owner, 'organisation'), trailArn(id, 'data')],
      eventDataStoreArns: [],
    });
  }
  return world;
}

function status(index: number): Record<string, unknown> {
  const states = REGIONS.map((region, at) => {
    if (index % 11 === 10 && at === 3) {
      return [region, new Unknown('access-denied', 'denied', 'cloudtrail:GetTrailStatus')];
    }
    const isLogging = !(index % 7 === 6 && at === 5);
    return [region, { isLogging, startLoggingTime: '2026-01-01T00:00:00.000Z', latestDeliveryTime: RECENT }];
  });
  return Object.fromEntries(states) as Record<string, unknown>;
}

const settings = (bucketName: string, isOrganization: boolean) => ({
  bucketName,
  includeGlobalServiceEvents: true,
  isMultiRegion: true,
  homeRegion: HOME,
  logFileValidation: true,
  isOrganization,
});

const bucketFacts = {
  location: HOME,
  encryption: { algorithm: 'AES256', bucketKey: false },
  requestPayer: 'BucketOwner',
  lifecycle: { rules: [] },
};

/** The policy that AWS documents, for objects of these owners: accounts, or an organisation. */
function bucketPolicy(name: string, sourceArn: string, owners: readonly string[]): string {
  const service = { Service: 'cloudtrail.amazonaws.com' };
  const source = { 'aws:SourceArn': sourceArn };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailAclCheck20150319',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${name}`,
        Condition: { StringEquals: source },
      },
      {
        Sid: 'AWSCloudTrailWrite20150319',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:PutObject',
        Resource: owners.map((owner) => `arn:aws:s3:::${name}/AWSLogs/${owner}/*`),
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...source } },
      },
    ],
  });
}
