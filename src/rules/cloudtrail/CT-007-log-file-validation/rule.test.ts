import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const off = configuration({ logFileValidation: false });

testRule(rule, {
  pass: { 'validation is on': healthyWorld() },
  fail: {
    'validation is off': { world: healthyWorld({ trail: { configuration: off } }), message: 'off', says: ['main'] },
  },
  unknown: {
    'the settings were denied': {
      world: healthyWorld({
        trail: { configuration: new Unknown('access-denied', '', 'cloudtrail:DescribeTrails') },
      }),
      action: 'cloudtrail:DescribeTrails',
    },
    'whether the trail is active was denied': {
      world: healthyWorld({
        trail: { configuration: off, status: new Unknown('access-denied', '', 'cloudtrail:GetTrailStatus') },
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
