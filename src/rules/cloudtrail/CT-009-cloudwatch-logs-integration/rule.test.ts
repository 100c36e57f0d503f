import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyStatus, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const off = configuration({ logGroupArn: undefined, logRoleArn: undefined });
const denied = new Unknown('access-denied', '', 'cloudtrail:GetTrailStatus');

testRule(rule, {
  pass: {
    'log group and role are set': healthyWorld(),
    'both are set and delivery fails, which CT-011 reports': healthyWorld({
      trail: { status: status({ 'eu-west-1': { latestCloudWatchLogsDeliveryError: 'AccessDenied' } }) },
    }),
    'one active region is enough to ask': healthyWorld({
      trail: { status: { '111111111111': { 'eu-west-1': healthyStatus, 'us-east-1': denied } } },
    }),
  },
  fail: {
    'neither is set': { world: healthyWorld({ trail: { configuration: off } }), message: 'off' },
    'the role is left out': {
      world: healthyWorld({ trail: { configuration: configuration({ logRoleArn: undefined }) } }),
      message: 'half',
      says: ['names a log group and no role'],
    },
    'the log group is left out': {
      world: healthyWorld({ trail: { configuration: configuration({ logGroupArn: undefined }) } }),
      message: 'half',
      says: ['names a role and no log group'],
    },
  },
  unknown: {
    'the settings were denied': healthyWorld({
      trail: { configuration: new Unknown('access-denied', '', 'cloudtrail:DescribeTrails') },
    }),
    'it is stopped in one region and the other was denied': {
      world: healthyWorld({
        trail: { status: { '111111111111': { 'eu-west-1': { ...healthyStatus, ...stopped }, 'us-east-1': denied } } },
      }),
      action: 'cloudtrail:GetTrailStatus',
    },
  },
  notApplicable: {
    'the trail is stopped everywhere, and its settings were denied': healthyWorld({
      trail: {
        configuration: new Unknown('access-denied', '', 'cloudtrail:DescribeTrails'),
        status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }),
      },
    }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { configuration: off, status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
