import type { trail } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT, configuration, healthyStatus, healthyWorld, NOW, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import type { SomeFacts } from '#src/testing/world.ts';
import { rule } from './rule.ts';

const ago = (hours: number, seconds = 0) => new Date(NOW - hours * 3_600_000 - seconds * 1000).toISOString();
const home = (changes: Partial<typeof healthyStatus>, facts: SomeFacts<typeof trail> = {}) =>
  healthyWorld({ trail: { status: status({ 'eu-west-1': changes }), ...facts } });
const elsewhere = (changes: Partial<typeof healthyStatus>) =>
  healthyWorld({ trail: { status: status({ 'us-east-1': changes }) } });
const stopped = { isLogging: false };
const denied = new Unknown('access-denied', '', 'cloudtrail:GetTrailStatus');
const young = { isLogging: true, startLoggingTime: ago(24) };
const old = { isLogging: true, startLoggingTime: ago(24, 1) };
const only = (regionStatus: typeof old) =>
  healthyWorld({ trail: { status: { [ACCOUNT]: { 'eu-west-1': regionStatus } } } });

testRule(rule, {
  pass: {
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
    'the settings are more patient': {
      world: home({ latestDeliveryTime: ago(40) }),
      settings: { maximumLogFileAgeHours: 48 },
    },
  },
  fail: {
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
    'the status of one region was denied': {
      world: healthyWorld({ trail: { status: { [ACCOUNT]: { 'eu-west-1': healthyStatus, 'us-east-1': denied } } } }),
      key: 's3',
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
