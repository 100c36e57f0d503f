import { Unknown } from '#src/core/unknown.ts';
import { healthyWorld, ids, kinds, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { unreadable } from '#src/testing/world.ts';
import { rule } from './rule.ts';

const off = { status: 'Enabled', mfaDelete: false } as const;
const denied = new Unknown('access-denied', '', 's3:GetBucketVersioning');
const stopped = { isLogging: false };

testRule(rule, {
  pass: {
    'MFA delete is on': healthyWorld(),
    'Object Lock retains in compliance mode': healthyWorld({
      bucket: { versioning: off, objectLock: { mode: 'COMPLIANCE', days: 365 } },
    }),
    'Object Lock settles it although versioning was denied': healthyWorld({
      bucket: { versioning: denied, objectLock: { mode: 'COMPLIANCE', years: 1 } },
    }),
  },
  fail: {
    'neither protects': { world: healthyWorld({ bucket: { versioning: off } }), message: 'unprotected' },
    'MFA delete is on and versioning is suspended: a plain delete takes new log files': {
      world: healthyWorld({ bucket: { versioning: { status: 'Suspended', mfaDelete: true } } }),
      message: 'unprotected',
      says: ['versioning is suspended'],
    },
    'Object Lock retains in governance mode only': {
      world: healthyWorld({ bucket: { versioning: off, objectLock: { mode: 'GOVERNANCE', days: 365 } } }),
      says: ['governance'],
    },
    'Object Lock is on without default retention': {
      world: healthyWorld({ bucket: { versioning: off, objectLock: {} } }),
      says: ['no default retention'],
    },
  },
  unknown: {
    'versioning was denied and nothing locks': {
      world: healthyWorld({ bucket: { versioning: denied } }),
      action: 's3:GetBucketVersioning',
    },
    'the bucket belongs to another account': healthyWorld({ without: ['bucket'] }),
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
