import { Unknown } from '#src/core/unknown.ts';
import { healthyWorld, ids, kinds, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { unreadable } from '#src/testing/world.ts';
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
    'the trail is stopped everywhere, and the bucket could not be found out about': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
      without: ['bucket'],
      more: [unreadable(kinds.bucket, ids.bucket, new Unknown('access-denied', '', 's3:ListAllMyBuckets'))],
    }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
    'the bucket is gone': healthyWorld({ missing: ['bucket'] }),
  },
});
