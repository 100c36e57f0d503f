import { organization } from '#src/assets/organization/model.ts';
import type { trail } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import {
  ACCOUNT,
  type Changes,
  configuration,
  healthyFacts,
  healthyStatus,
  healthyWorld,
  ids,
  kinds,
  NOW,
  status,
} from '#src/testing/healthy.ts';
import { bucketPolicy, topicPolicy } from '#src/testing/policies.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { asset, type SomeFacts, unreadable } from '#src/testing/world.ts';
import { rule } from './rule.ts';

const ago = (hours: number, seconds = 0) => new Date(NOW - hours * 3_600_000 - seconds * 1000).toISOString();
const home = (changes: Partial<typeof healthyStatus>, facts: SomeFacts<typeof trail> = {}) =>
  healthyWorld({ trail: { status: status({ 'eu-west-1': changes }), ...facts } });
const elsewhere = (changes: Partial<typeof healthyStatus>) =>
  healthyWorld({ trail: { status: status({ 'us-east-1': changes }) } });
const withoutHome = { [ACCOUNT]: { 'us-east-1': healthyStatus } };
const refusedEverywhere = {
  latestDeliveryError: 'AccessDenied',
  latestCloudWatchLogsDeliveryError: 'AccessDenied',
  latestNotificationError: 'AuthorizationError',
};
const stopped = { isLogging: false };
const denied = new Unknown('access-denied', '', 'cloudtrail:GetTrailStatus');
const young = { isLogging: true, startLoggingTime: ago(24) };
const old = { isLogging: true, startLoggingTime: ago(24, 1) };
const only = (regionStatus: typeof old) =>
  healthyWorld({ trail: { status: { [ACCOUNT]: { 'eu-west-1': regionStatus } } } });

const OTHER = '222222222222';
const nothing = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:TagSession' }],
});
const identityNothing = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
});
const denyAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' }],
});
const disabled = { metadata: { ...healthyFacts.key.metadata, state: 'Disabled' } };
const predicted = (key: string, changes: Changes, ...says: string[]) => ({
  world: healthyWorld(changes),
  key,
  message: 'predicted',
  says,
});
/** An organisation whose management account is another than the trail's, unless the trail is its own. */
const inOrganization = (managementAccount: string, facts: SomeFacts<typeof organization>, changes: Changes = {}) =>
  healthyWorld({
    ...changes,
    account: { membership: { id: 'o-a1b2c3d4e5', managementAccount }, ...changes.account },
    more: [
      asset(
        organization,
        { id: 'o-a1b2c3d4e5', name: 'o-a1b2c3d4e5', account: managementAccount, region: 'global' },
        {
          cloudTrailAdministrators: [],
          trustedServices: ['cloudtrail.amazonaws.com'],
          resourceControlPolicies: { [ACCOUNT]: [] },
          ...facts,
        },
      ),
    ],
  });
const theirKey = { ...ids.key, id: ids.key.id.replace(ACCOUNT, OTHER), account: OTHER };
const perimeter = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Perimeter',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  ],
});
const theirGroup = ids.logGroup.id.replace(ACCOUNT, OTHER);
const theirs = configuration({
  isOrganization: true,
  logGroupArn: `${theirGroup}:*`,
  logRoleArn: ids.logRole.id.replace(ACCOUNT, OTHER),
});

const digestsOfHomeOnly = bucketPolicy(ids).replace(
  `AWSLogs/${ACCOUNT}/*`,
  `AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-west-1/*`,
);

testRule(rule, {
  pass: {
    'the last log file came ten minutes after now, which is a clock that goes wrong': {
      world: home({ latestDeliveryTime: ago(-1 / 6) }),
      key: 's3',
    },
    'all four channels deliver': healthyWorld(),
    'the last log file is exactly 24 hours old': home({ latestDeliveryTime: ago(24) }),
    'the last digest is exactly 3 hours old': home({ latestDigestDeliveryTime: ago(3) }),
    'the last events for CloudWatch Logs are exactly 24 hours old': home({ latestCloudWatchLogsDeliveryTime: ago(24) }),
    'another region is quiet and its digests come': elsewhere({
      latestDeliveryTime: ago(500),
      latestCloudWatchLogsDeliveryTime: undefined,
    }),
    'it was started a day ago and nothing has come yet': only(young),
    'it was started again an hour ago and the times are from before': home({
      ...young,
      latestDeliveryTime: ago(900),
      latestDigestDeliveryTime: ago(900),
    }),
    'a topic was removed, and the last error and time of it remain': home(
      { latestNotificationTime: ago(900), latestNotificationError: 'AuthorizationError' },
      { configuration: configuration({ topicArn: undefined }) },
    ),
    'the bucket is in an account outside the scan, and AWS reports that files arrive': {
      world: healthyWorld({
        without: ['bucket'],
        trail: { bucketOwner: { standing: 'in-organisation', account: OTHER } },
      }),
      key: 's3',
      says: ['Log files arrive. Outside this scan and not judged: bucket.'],
    },
    'the bucket leaves CloudTrail out of a Deny': healthyWorld({
      bucket: {
        policy: bucketPolicy(ids).replace(
          '"Statement":[',
          '"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:PrincipalIsAWSService":"false"}}},',
        ),
      },
    }),
    'the account is a member of an organisation without a perimeter': inOrganization(OTHER, {}),
    'the setting is more patient with log files': {
      world: home({ latestDeliveryTime: ago(48) }),
      settings: { maximumLogFileAgeHours: 48 },
    },
    'the setting is more patient with digests': {
      world: home({ latestDigestDeliveryTime: ago(6) }),
      settings: { maximumDigestAgeHours: 6 },
    },
    'the setting is more patient with CloudWatch Logs': {
      world: home({ latestCloudWatchLogsDeliveryTime: ago(48) }),
      settings: { maximumLogEventAgeHours: 48 },
    },
    'the setting gives a longer grace': { world: only(old), settings: { graceHours: 25 } },
  },
  fail: {
    'the scan leaves the home region out, and another region reports an error': {
      world: healthyWorld({
        account: { regions: ['us-east-1'] },
        trail: { status: { [ACCOUNT]: { 'us-east-1': { ...healthyStatus, ...refusedEverywhere } } } },
      }),
      key: 's3',
      says: ['error AccessDenied in us-east-1'],
    },
    'the bucket refuses log files': {
      world: home({ latestDeliveryError: 'AccessDenied' }),
      key: 's3',
      message: 'error',
      says: ['Log files', 'AccessDenied in eu-west-1.'],
    },
    'the bucket refuses log files of one other region': {
      world: elsewhere({ latestDeliveryError: 'NoSuchBucket' }),
      key: 's3',
      message: 'error',
      says: ['NoSuchBucket in us-east-1.'],
    },
    'the bucket refuses log files of two regions, one finding names both': {
      world: healthyWorld({
        trail: {
          status: status({
            'eu-west-1': { latestDeliveryError: 'AccessDenied' },
            'us-east-1': { latestDeliveryError: 'AccessDenied' },
          }),
        },
      }),
      key: 's3',
      says: ['AccessDenied in eu-west-1 and us-east-1.'],
    },
    'the last log file is a second over 24 hours old': {
      world: home({ latestDeliveryTime: ago(24, 1) }),
      key: 's3',
      message: 'late',
      says: ['24 hours ago'],
    },
    'no log file has come a second over 24 hours after the start': {
      world: only(old),
      key: 's3',
      message: 'never',
      says: ['no delivery in 24 hours since the start in eu-west-1'],
    },
    'the last digest is a second over 3 hours old, in a quiet region': {
      world: elsewhere({ latestDigestDeliveryTime: ago(3, 1) }),
      key: 'digest',
      message: 'late',
    },
    'digests are refused while log files arrive': {
      world: home({ latestDigestDeliveryError: 'KMS.DisabledException' }),
      key: 'digest',
      message: 'error',
      says: ['Digest files', 'KMS.DisabledException'],
    },
    'CloudWatch Logs is refused while S3 works': {
      world: home({ latestCloudWatchLogsDeliveryError: 'AccessDenied' }),
      key: 'cloudwatch-logs',
      message: 'error',
    },
    'CloudWatch Logs has got nothing for over 24 hours while S3 works': {
      world: home({ latestCloudWatchLogsDeliveryTime: ago(24, 1) }),
      key: 'cloudwatch-logs',
      message: 'late',
    },
    'notifications are refused': {
      world: home({ latestNotificationError: 'AuthorizationError' }),
      key: 'sns',
      message: 'error',
      says: ['Notifications', 'AuthorizationError'],
    },
    'no notification has ever been sent': {
      world: home({ latestNotificationTime: undefined }),
      key: 'sns',
      message: 'never',
    },
    'notifications are refused in one account of the organisation, and it is named': {
      world: healthyWorld({
        trail: {
          status: {
            ...status({}),
            '222222222222': { 'eu-west-1': { ...healthyStatus, latestNotificationError: 'AuthorizationError' } },
          },
        },
      }),
      key: 'sns',
      says: ['eu-west-1 of 222222222222'],
    },
    'one region never got a digest and another gets none any more': {
      world: healthyWorld({
        trail: {
          status: status({
            'eu-west-1': { latestDigestDeliveryTime: ago(30) },
            'us-east-1': { latestDigestDeliveryTime: undefined },
          }),
        },
      }),
      key: 'digest',
      message: 'never',
    },
    'the role of CloudWatch Logs is left out': {
      world: home(
        { latestCloudWatchLogsDeliveryTime: undefined },
        { configuration: configuration({ logRoleArn: undefined }) },
      ),
      key: 'cloudwatch-logs',
      message: 'never',
    },
    'one region is refused and another is late': {
      world: healthyWorld({
        trail: {
          status: status({
            'eu-west-1': { latestDigestDeliveryTime: ago(30) },
            'us-east-1': { latestDigestDeliveryError: 'AccessDenied' },
          }),
        },
      }),
      key: 'digest',
      message: 'error',
      says: ['AccessDenied in us-east-1', '30 hours ago, in eu-west-1'],
    },
    'the bucket policy lets nobody in, and AWS reports nothing yet': predicted(
      's3',
      { bucket: { policy: undefined } },
      'no policy',
    ),
    'whoever asks the bucket pays, digests too': predicted(
      'digest',
      { bucket: { requestPayer: 'Requester' } },
      'Requester Pays',
    ),
    'only log files are let in, and not what Insights finds': predicted(
      's3',
      { bucket: { policy: bucketPolicy(ids).replace(`AWSLogs/${ACCOUNT}/*`, `AWSLogs/${ACCOUNT}/CloudTrail/*`) } },
      'Statement[1] (AWSCloudTrailWrite20150319)',
      'CloudTrail-Insight',
    ),
    'the bucket is in another region than the key': predicted('s3', { bucket: { location: 'us-east-1' } }, 'us-east-1'),
    'the bucket is gone': predicted(
      's3',
      { missing: ['bucket'], trail: { bucketOwner: { standing: 'missing' } } },
      'does not exist',
    ),
    'the key is disabled': predicted('s3', { key: disabled }, 'is disabled'),
    'the default key of the bucket is disabled, and the trail has none': predicted(
      's3',
      {
        trail: { configuration: configuration({ kmsKeyId: undefined }) },
        bucket: { encryption: { algorithm: 'aws:kms', keyId: ids.key.id, bucketKey: true } },
        key: disabled,
      },
      'is disabled',
    ),
    'the key policy lets another trail in': predicted(
      'digest',
      { key: { policy: healthyFacts.key.policy.replaceAll('trail/main"', 'trail/other"') } },
      'Statement[1] (AllowCloudTrailEncryptLogs)',
    ),
    'the topic policy lets another trail in': predicted(
      'sns',
      { topic: { attributes: { policy: topicPolicy(ids).replace('trail/main', 'trail/other'), fifo: false } } },
      'Statement[0]',
    ),
    'the key of the topic does not let CloudTrail in': predicted(
      'sns',
      {
        topic: { attributes: { policy: topicPolicy(ids), kmsKeyId: ids.key.id, fifo: false } },
        key: { policy: healthyFacts.key.policy.replaceAll('kms:GenerateDataKey*', 'kms:Encrypt') },
      },
      'key policy',
    ),
    'the log group is gone': predicted('cloudwatch-logs', { missing: ['logGroup'] }, 'does not exist'),
    'the log group is encrypted with a key that is disabled': predicted(
      'cloudwatch-logs',
      { key: disabled },
      'is disabled',
    ),
    'the role trusts another service': predicted('cloudwatch-logs', { logRole: { trust: nothing } }, 'trust policy'),
    'the role may do nothing': predicted('cloudwatch-logs', { logRole: { inlinePolicies: [] } }, 'No policy of role'),
    'an attached policy denies everything': predicted(
      'cloudwatch-logs',
      { logRole: { attachedPolicies: [{ name: 'Freeze', document: denyAll }] } },
      'Freeze',
    ),
    'the permission boundary leaves logs out': predicted(
      'cloudwatch-logs',
      { logRole: { boundary: { name: 'Limit', document: identityNothing } } },
      'permission boundary Limit',
    ),
    'a resource control policy keeps services out of the bucket': {
      world: inOrganization(OTHER, {
        resourceControlPolicies: { [ACCOUNT]: [[{ name: 'Fence', document: perimeter }]] },
      }),
      key: 's3',
      message: 'predicted',
      says: ['Fence', 'Perimeter'],
    },
    'the organisation trusts CloudTrail no more: its members are not recorded': {
      world: inOrganization(
        ACCOUNT,
        { trustedServices: [] },
        {
          trail: {
            configuration: configuration({ isOrganization: true }),
            status: { [OTHER]: { 'eu-west-1': healthyStatus } },
          },
        },
      ),
      key: 'sns',
      message: 'predicted',
      says: ['Trusted access'],
    },
    'log group and role belong to a member that administers nothing': {
      world: inOrganization(ACCOUNT, {}, { trail: { configuration: theirs } }),
      key: 'cloudwatch-logs',
      message: 'predicted',
      says: [OTHER],
    },
    'it will be refused in the regions whose digests are not let in': {
      world: healthyWorld({ bucket: { policy: digestsOfHomeOnly } }),
      key: 'digest',
      message: 'predicted',
      says: ['In us-east-1.'],
    },
    'one region is refused and another was denied': {
      world: healthyWorld({
        trail: {
          status: {
            [ACCOUNT]: { 'us-east-1': denied, 'eu-west-1': { ...healthyStatus, latestDeliveryError: 'AccessDenied' } },
          },
        },
      }),
      key: 's3',
      message: 'error',
    },
  },
  unknown: {
    'the scan leaves the home region out, and only there are log files due': {
      world: healthyWorld({
        account: { regions: ['us-east-1'] },
        trail: { status: withoutHome },
      }),
      key: 's3',
    },
    'the scan leaves the home region out, and only there are log events due': {
      world: healthyWorld({
        account: { regions: ['us-east-1'] },
        trail: { status: withoutHome },
      }),
      key: 'cloudwatch-logs',
    },
    'the last log file came more than ten minutes after now: no age can be told': {
      world: home({ latestDeliveryTime: ago(-1 / 6, -1) }),
      key: 's3',
    },
    'the trail was started after now and has delivered nothing: no grace can be told': {
      world: home({ startLoggingTime: ago(-48), latestDeliveryTime: undefined }),
      key: 's3',
    },
    'the last digest of another region came after now': {
      world: elsewhere({ latestDigestDeliveryTime: ago(-48) }),
      key: 'digest',
    },
    'the bucket policy was denied, which alone tells whether the next file is let in': {
      world: healthyWorld({ bucket: { policy: new Unknown('access-denied', '', 's3:GetBucketPolicy') } }),
      key: 's3',
      action: 's3:GetBucketPolicy',
    },
    'the policy of a key in another account of the scan was denied': {
      world: healthyWorld({
        trail: { configuration: configuration({ kmsKeyId: theirKey.id }) },
        more: [
          asset(kinds.key, theirKey, {
            ...healthyFacts.key,
            policy: new Unknown('access-denied', '', 'kms:GetKeyPolicy'),
          }),
        ],
      }),
      key: 's3',
      action: 'kms:GetKeyPolicy',
    },
    'the key could not be looked at': {
      world: healthyWorld({
        without: ['key'],
        more: [unreadable(kinds.key, ids.key, new Unknown('access-denied', '', 'kms:DescribeKey'))],
      }),
      key: 'digest',
      action: 'kms:DescribeKey',
    },
    'the administrators of the organisation were denied': {
      world: inOrganization(
        ACCOUNT,
        { cloudTrailAdministrators: new Unknown('access-denied', '', 'organizations:ListDelegatedAdministrators') },
        { trail: { configuration: theirs } },
      ),
      key: 'cloudwatch-logs',
      action: 'organizations:ListDelegatedAdministrators',
    },
    'the status of one region was denied': {
      world: healthyWorld({ trail: { status: { [ACCOUNT]: { 'eu-west-1': healthyStatus, 'us-east-1': denied } } } }),
      key: 's3',
      action: 'cloudtrail:GetTrailStatus',
    },
    'the digests of one region are not let in, and nobody can tell whether the trail is at work there': {
      world: healthyWorld({
        trail: { status: { [ACCOUNT]: { 'eu-west-1': healthyStatus, 'us-east-1': denied } } },
        bucket: { policy: digestsOfHomeOnly },
      }),
      key: 'digest',
      action: 'cloudtrail:GetTrailStatus',
    },
    'the status in one account was denied': {
      world: healthyWorld({ trail: { status: { ...status({}), '222222222222': denied } } }),
      key: 'sns',
      action: 'cloudtrail:GetTrailStatus',
    },
    'the settings of the trail were denied': {
      world: healthyWorld({ trail: { configuration: new Unknown('access-denied', '', 'cloudtrail:DescribeTrails') } }),
      key: 'digest',
      action: 'cloudtrail:DescribeTrails',
    },
  },
  notApplicable: {
    'validation is off': {
      world: home(
        { latestDigestDeliveryTime: ago(900) },
        { configuration: configuration({ logFileValidation: false }) },
      ),
      key: 'digest',
    },
    'there is no log group': {
      world: home(
        { latestCloudWatchLogsDeliveryError: 'AccessDenied' },
        { configuration: configuration({ logGroupArn: undefined, logRoleArn: undefined }) },
      ),
      key: 'cloudwatch-logs',
    },
    'there is no topic': { world: home({}, { configuration: configuration({ topicArn: undefined }) }), key: 'sns' },
    'the trail is stopped everywhere': {
      world: healthyWorld({
        trail: {
          status: status({ 'eu-west-1': { ...stopped, latestDeliveryError: 'AccessDenied' }, 'us-east-1': stopped }),
        },
      }),
      key: 's3',
    },
  },
});
