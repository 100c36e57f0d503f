import { expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import type { Rule } from '#src/core/rule.ts';
import type { World } from '#src/core/world.ts';
import { type Changes, configuration, healthyWorld, ids } from '#src/testing/healthy.ts';
import { rule as accessLogging } from '../CT-002-trail-bucket-access-logging/rule.ts';
import { rule as publicBucket } from '../CT-003-trail-bucket-public/rule.ts';
import { rule as mfaDelete } from '../CT-004-trail-bucket-mfa-delete/rule.ts';
import { rule as delivery } from '../CT-011-cloudtrail-delivery-failing/rule.ts';
import { rule as destinations } from '../CT-102-trail-destinations-exist/rule.ts';
import { rule as confusedDeputy } from '../CT-103-confused-deputy/rule.ts';
import { rule as retention } from '../CT-105-trail-bucket-retention/rule.ts';
import { anotherTrail, sees } from '../testing/trails.ts';
import { findings } from '../testing/verdict.ts';

/** Wrong answers of other tools about the bucket of a trail, each with the right one. */

const outcomeOf = (rule: Rule, world: World, key?: string) =>
  findings(rule, world).find((found) => found.key === key)?.outcome;
const open: Changes['bucket'] = {
  publicAccessBlock: undefined,
  accountPublicAccessBlock: undefined,
  ownership: 'ObjectWriter',
};
const toGroup = (group: string) => ({
  grants: [{ grantee: `http://acs.amazonaws.com/groups/global/${group}`, group: true, permission: 'READ' }],
});
const allow = (changes: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailWrite20150319',
        Effect: 'Allow',
        Action: 's3:PutObject',
        Resource: `${ids.bucket.id}/*`,
        ...changes,
      },
    ],
  });

const foreign = healthyWorld({
  without: ['bucket'],
  trail: { bucketOwner: { standing: 'in-organisation', account: '222222222222' } },
});

test.each([
  ['CloudSploit fails it as perhaps deleted', accessLogging],
  ['Steampipe alarms', mfaDelete],
  ['Steampipe drops it without a word', publicBucket],
  ['Prowler says PASS or MANUAL', retention],
])('a bucket in an account outside the scan: %s; it is unknown', (_, rule) => {
  const [found, ...more] = findings(rule, foreign);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ outcome: 'unknown', unknowns: [{ reason: 'other-account' }] });
});

test('a bucket in another account of the organisation is no ghost', () => {
  expect(outcomeOf(destinations, foreign, 'bucket')).toBe('pass');
});

test('nobody tells a ghost bucket from a foreign one: a bucket that a stranger may own fails', () => {
  const stranger = healthyWorld({ without: ['bucket'], trail: { bucketOwner: { standing: 'stranger' } } });
  expect(outcomeOf(destinations, stranger, 'bucket')).toBe('fail');
});

test('a bucket that is gone is reported once, not by every rule about buckets', () => {
  const gone = healthyWorld({ missing: ['bucket'], trail: { bucketOwner: { standing: 'missing' } } });
  for (const rule of [accessLogging, publicBucket, mfaDelete, retention])
    expect(outcomeOf(rule, gone)).toBe('not-applicable');
  expect(outcomeOf(destinations, gone, 'bucket')).toBe('fail');
});

test('Prowler and CloudSploit look for AllUsers only: AuthenticatedUsers is everyone with an AWS account', () => {
  expect(outcomeOf(publicBucket, healthyWorld({ bucket: { ...open, acl: toGroup('AuthenticatedUsers') } }))).toBe(
    'fail',
  );
});

test('Prowler and Trivy look at the ACL only: a policy opens a bucket as well', () => {
  expect(outcomeOf(publicBucket, healthyWorld({ bucket: { ...open, policy: allow({ Principal: '*' }) } }))).toBe(
    'fail',
  );
});

test('Steampipe takes every Principal * for public: a fixed organisation is not', () => {
  const policy = allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } });
  expect(outcomeOf(publicBucket, healthyWorld({ bucket: { ...open, policy } }))).toBe('pass');
});

test('most tools leave Block Public Access out: a public ACL that is ignored opens nothing', () => {
  const block = {
    blockPublicAcls: false,
    ignorePublicAcls: true,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  };
  const bucket = { ...open, acl: toGroup('AllUsers'), accountPublicAccessBlock: block };
  expect(outcomeOf(publicBucket, healthyWorld({ bucket }))).toBe('pass');
});

test('ElectricEye takes a denied call for "not public": it is unknown', () => {
  const policy = new Unknown('access-denied', '', 's3:GetBucketPolicy');
  const [found] = findings(publicBucket, healthyWorld({ bucket: { ...open, policy } }));
  expect(found).toMatchObject({ outcome: 'unknown', unknowns: [{ action: 's3:GetBucketPolicy' }] });
});

test('Prowler #12872 passes a public bucket when reading the ACL was denied: it is unknown, and a public policy fails', () => {
  const acl = new Unknown('access-denied', '', 's3:GetBucketAcl');
  const closed = healthyWorld({ bucket: { ...open, acl } });
  expect(findings(publicBucket, closed)[0]).toMatchObject({
    outcome: 'unknown',
    unknowns: [{ action: 's3:GetBucketAcl' }],
  });
  const policy = allow({ Principal: '*' });
  expect(outcomeOf(publicBucket, healthyWorld({ bucket: { ...open, acl, policy } }))).toBe('fail');
});

test("ASR trusts the Sid of AWS's sample: a statement with that Sid and without a source fails", () => {
  const policy = allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } });
  expect(outcomeOf(confusedDeputy, healthyWorld({ bucket: { policy } }), 'bucket')).toBe('fail');
});

/** What the runbook for CloudTrail.5 makes of the bucket policy of two trails, `audit/prod` and another account's. */
const rewritten = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AWSCloudTrailAclCheck20150319',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:GetBucketAcl',
      Resource: ids.bucket.id,
      Condition: { StringEquals: { 'aws:SourceArn': ids.trail.id } },
    },
    {
      Sid: 'AWSCloudTrailWrite20150319',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${ids.bucket.id}/audit/AWSLogs/111111111111/*`,
      Condition: {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': ids.trail.id },
      },
    },
  ],
});

test('ASR CloudTrail.5 rewrites the policy without the prefix of the trail and says Success: the next delivery is refused', () => {
  const changes = {
    trail: { configuration: configuration({ keyPrefix: 'audit/prod' }) },
    bucket: { policy: rewritten },
  };
  const found = findings(delivery, healthyWorld(changes)).find(({ key }) => key === 's3');
  expect(found).toMatchObject({
    outcome: 'fail',
    messageId: 'predicted',
    causes: [{ id: 'S3-WRONG-PREFIX', statement: 'Statement[1] (AWSCloudTrailWrite20150319)' }],
  });
});

test('ASR CloudTrail.5 replaces the statement of another trail that shares the bucket: that trail is refused', () => {
  const other = anotherTrail('other', { bucketOwner: { standing: 'in-scan', account: '111111111111' } });
  const account = sees(ids.trail.id, other.id);
  const world = healthyWorld({
    trail: { configuration: configuration({ keyPrefix: 'audit' }) },
    account,
    bucket: { policy: rewritten },
    more: [other],
  });
  const verdicts = findings(delivery, world)
    .filter(({ key }) => key === 's3')
    .map(({ asset, outcome }) => [asset.name, outcome]);
  expect(Object.fromEntries(verdicts)).toEqual({ main: 'pass', other: 'fail' });
});

test('ASR CloudTrail.1 makes a bucket policy without aws:SourceArn: it fails', () => {
  const policy = allow({
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
  });
  expect(outcomeOf(confusedDeputy, healthyWorld({ bucket: { policy } }), 'bucket')).toBe('fail');
});

test('ASR forgets the key prefix of a trail: a lifecycle rule counts where the log files are', () => {
  const rules = (prefix: string) => ({
    rules: [{ id: 'short', enabled: true, prefix, narrowed: false, expirationDays: 30, transitions: [] }],
  });
  const trail = { configuration: configuration({ keyPrefix: 'prod' }) };
  const bucket = (prefix: string) => ({
    versioning: { status: 'Off', mfaDelete: false } as const,
    lifecycle: rules(prefix),
  });
  expect(outcomeOf(retention, healthyWorld({ trail, bucket: bucket('prod/AWSLogs/') }))).toBe('fail');
  expect(outcomeOf(retention, healthyWorld({ trail, bucket: bucket('AWSLogs/') }))).toBe('pass');
});
