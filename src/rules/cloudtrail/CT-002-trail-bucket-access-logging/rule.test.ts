import { Unknown } from '#src/core/unknown.ts';
import { healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };

testRule(rule, {
  pass: {
    'access is logged to another bucket': healthyWorld(),
    'the trail is stopped in one region only': healthyWorld({ trail: { status: status({ 'us-east-1': stopped }) } }),
  },
  fail: {
    'access is not logged': {
      world: healthyWorld({ bucket: { accessLogging: undefined } }),
      message: 'off',
      says: ['trail-logs'],
    },
  },
  unknown: {
    'access logging was denied': {
      world: healthyWorld({ bucket: { accessLogging: new Unknown('access-denied', '', 's3:GetBucketLogging') } }),
      action: 's3:GetBucketLogging',
    },
    'the bucket belongs to an account outside the scan': healthyWorld({ without: ['bucket'] }),
  },
  notApplicable: {
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
    'the bucket is gone': healthyWorld({ missing: ['bucket'] }),
  },
});
