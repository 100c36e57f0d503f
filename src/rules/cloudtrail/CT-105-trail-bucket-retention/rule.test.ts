import type { LifecycleRule } from '#src/assets/bucket/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyWorld, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const off = { status: 'Off', mfaDelete: false } as const;
const denied = new Unknown('access-denied', '', 's3:GetBucketVersioning');
const lifecycleRule = (changes: Partial<LifecycleRule>): LifecycleRule => ({
  id: 'tidy',
  enabled: true,
  prefix: '',
  narrowed: false,
  tagged: false,
  transitions: [],
  ...changes,
});
const withRules = (...rules: Partial<LifecycleRule>[]) =>
  healthyWorld({ bucket: { lifecycle: { rules: rules.map(lifecycleRule) } } });
/** Without versioning, where expiration deletes. */
const deletedBy = (...rules: Partial<LifecycleRule>[]) =>
  healthyWorld({ bucket: { versioning: off, lifecycle: { rules: rules.map(lifecycleRule) } } });
const suspendedWith = (...rules: Partial<LifecycleRule>[]) =>
  healthyWorld({
    bucket: {
      versioning: { status: 'Suspended', mfaDelete: false },
      lifecycle: { rules: rules.map(lifecycleRule) },
    },
  });
const lockedFor = (objectLock: { mode?: 'GOVERNANCE' | 'COMPLIANCE'; days?: number; years?: number } | Unknown) =>
  healthyWorld({
    bucket: { objectLock, lifecycle: { rules: [lifecycleRule({ expirationDays: 30, noncurrentDays: 1 })] } },
  });
const prefixed = (prefix: string) =>
  healthyWorld({
    trail: { configuration: configuration({ keyPrefix: 'audit' }) },
    bucket: { versioning: off, lifecycle: { rules: [lifecycleRule({ prefix, expirationDays: 30 })] } },
  });

testRule(rule, {
  pass: {
    'the lifecycle was denied, and Object Lock keeps every version long enough whatever it says': healthyWorld({
      bucket: {
        objectLock: { mode: 'GOVERNANCE', days: 365 },
        lifecycle: new Unknown('access-denied', '', 's3:GetLifecycleConfiguration'),
      },
    }),
    'one lifecycle rule could not be read, and Object Lock keeps every version long enough': healthyWorld({
      bucket: {
        objectLock: { mode: 'GOVERNANCE', days: 365 },
        lifecycle: { rules: [new Unknown('invalid-document')] },
      },
    }),
    'there are no lifecycle rules': healthyWorld(),
    'log files expire after exactly the days required': deletedBy({ expirationDays: 365 }),
    'log files only move to another storage class': deletedBy({ transitions: [{ storageClass: 'GLACIER', days: 30 }] }),
    'the short rule is disabled': deletedBy({ enabled: false, expirationDays: 1 }),
    'the short rule asks for tags, which log files lack': deletedBy({
      narrowed: true,
      tagged: true,
      expirationDays: 1,
    }),
    'the short rule is for larger objects than any log file': deletedBy({
      narrowed: true,
      sizeGreaterThan: 52_428_800,
      expirationDays: 1,
    }),
    'the short rule is for smaller objects than any log file': deletedBy({
      narrowed: true,
      sizeLessThan: 20,
      expirationDays: 1,
    }),
    'the short rule is for another folder': deletedBy({ prefix: 'exports/', expirationDays: 1 }),
    'the short rule is for what load balancers write': deletedBy({
      prefix: 'AWSLogs/111111111111/elasticloadbalancing/',
      expirationDays: 1,
    }),
    'the short rule is outside the prefix of the trail': prefixed('AWSLogs/'),
    'expiration only hides log files, and nothing deletes the versions': {
      world: withRules({ expirationDays: 30 }),
      says: ['kept as older versions: lifecycle rule "tidy" hides them after 30 days'],
    },
    'expiration hides log files, and versions are kept for exactly the days required': withRules({
      expirationDays: 30,
      noncurrentDays: 365,
    }),
    'everything is hidden on a date': {
      world: withRules({ expirationDate: '2030-01-01T00:00:00.000Z' }),
      says: ['hides all of them on 2030-01-01'],
    },
    'older versions are kept for exactly the days required': withRules({ noncurrentDays: 365 }),
    'older versions go early, but never the newest of them': withRules({
      expirationDays: 30,
      noncurrentDays: 1,
      newerNoncurrentVersions: 1,
    }),
    'older versions would go, and the bucket keeps none': deletedBy({ noncurrentDays: 1 }),
    'Object Lock keeps the versions for exactly the days required': {
      world: lockedFor({ mode: 'COMPLIANCE', days: 365 }),
      says: ['kept as older versions'],
    },
    'Object Lock keeps the versions for a year': lockedFor({ mode: 'COMPLIANCE', years: 1 }),
    'Object Lock in governance mode stops lifecycle too': lockedFor({ mode: 'GOVERNANCE', days: 365 }),
    'versioning was denied, and no rule deletes versions': healthyWorld({
      bucket: { versioning: denied, lifecycle: { rules: [lifecycleRule({ expirationDays: 400 })] } },
    }),
    'the setting asks for less': { world: deletedBy({ expirationDays: 90 }), settings: { minimumRetentionDays: 90 } },
  },
  fail: {
    'log files expire one day early': {
      world: deletedBy({ expirationDays: 364 }),
      message: 'short',
      says: ['trail-logs', 'before 365 days', '"tidy" deletes them after 364 days'],
    },
    'log files expire after one day': { world: deletedBy({ expirationDays: 1 }), says: ['after 1 day.'] },
    'log files expire by a rule for the trail’s folder': {
      world: deletedBy({ prefix: 'AWSLogs/111111111111/CloudTrail/', expirationDays: 30 }),
    },
    'log files expire by a rule above the trail’s prefix': { world: prefixed('aud') },
    'log files expire by a rule below the trail’s prefix': { world: prefixed('audit/AWSLogs/111111111111/') },
    'only the largest log files expire': {
      world: deletedBy({ narrowed: true, sizeGreaterThan: 52_428_799, expirationDays: 30 }),
    },
    'only the smallest log files expire': {
      world: deletedBy({ narrowed: true, sizeLessThan: 21, expirationDays: 30 }),
    },
    'everything expires on a date': {
      world: deletedBy({ expirationDate: '2030-01-01T00:00:00.000Z' }),
      says: ['deletes all of them on 2030-01-01'],
    },
    'log files are hidden, and their versions go one day early': {
      world: withRules({ expirationDays: 30, noncurrentDays: 364 }),
      says: ['hides them after 30 days', 'final after 364 days'],
    },
    'one rule hides log files, and another deletes their versions': {
      world: withRules({ id: 'a', expirationDays: 30 }, { id: 'b', noncurrentDays: 1 }),
      says: ['"a" hides them after 30 days', '"b" makes a deletion final after 1 day.'],
    },
    'a deletion becomes final one day early': {
      world: withRules({ noncurrentDays: 364 }),
      says: ['final after 364 days'],
    },
    'a deletion becomes final early although versioning is suspended': {
      world: suspendedWith({ noncurrentDays: 7 }),
    },
    'log files expire early and versioning is suspended, so that they have no versions': {
      world: suspendedWith({ expirationDays: 30 }),
      says: ['deletes them after 30 days.'],
    },
    'Object Lock keeps the versions one day too short, and how long is told': {
      world: lockedFor({ mode: 'COMPLIANCE', days: 364 }),
      says: ['final after 1 day (Object Lock keeps each version for 364 days).'],
    },
    'Object Lock locks nothing by default': { world: lockedFor({}) },
    'log files are lost early, whatever versioning is': {
      world: healthyWorld({
        bucket: {
          versioning: denied,
          lifecycle: { rules: [lifecycleRule({ id: undefined, expirationDays: 30, noncurrentDays: 7 })] },
        },
      }),
      says: ['a lifecycle rule without a name expires'],
    },
    'log files expire early by one rule, and another could not be read': {
      world: healthyWorld({
        bucket: {
          versioning: off,
          lifecycle: { rules: [new Unknown('invalid-document'), lifecycleRule({ expirationDays: 30 })] },
        },
      }),
    },
  },
  unknown: {
    'the lifecycle was denied': {
      world: healthyWorld({ bucket: { lifecycle: new Unknown('access-denied', '', 's3:GetLifecycleConfiguration') } }),
      action: 's3:GetLifecycleConfiguration',
    },
    'older versions go early if there are any, and versioning was denied': {
      world: healthyWorld({
        bucket: { versioning: denied, lifecycle: { rules: [lifecycleRule({ noncurrentDays: 7 })] } },
      }),
      action: 's3:GetBucketVersioning',
    },
    'log files expire early if they have no versions, and versioning was denied': {
      world: healthyWorld({
        bucket: { versioning: denied, lifecycle: { rules: [lifecycleRule({ expirationDays: 30 })] } },
      }),
      action: 's3:GetBucketVersioning',
    },
    'versions go early unless they are locked, and the lock was denied': {
      world: lockedFor(new Unknown('access-denied', '', 's3:GetBucketObjectLockConfiguration')),
      action: 's3:GetBucketObjectLockConfiguration',
    },
    'one rule could not be read': healthyWorld({
      bucket: { lifecycle: { rules: [new Unknown('invalid-document'), lifecycleRule({ expirationDays: 400 })] } },
    }),
    'the bucket belongs to an account outside the scan': healthyWorld({ without: ['bucket'] }),
  },
  notApplicable: {
    'the trail is stopped everywhere, and its settings were denied': healthyWorld({
      trail: {
        configuration: new Unknown('access-denied', '', 'cloudtrail:DescribeTrails'),
        status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }),
      },
    }),
    'the bucket is gone': healthyWorld({ missing: ['bucket'] }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
