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
const prefixed = (prefix: string) =>
  healthyWorld({
    trail: { configuration: configuration({ keyPrefix: 'audit' }) },
    bucket: { lifecycle: { rules: [lifecycleRule({ prefix, expirationDays: 30 })] } },
  });

testRule(rule, {
  pass: {
    'there are no lifecycle rules': healthyWorld(),
    'log files expire after exactly the days required': withRules({ expirationDays: 365 }),
    'log files only move to another storage class': withRules({ transitions: [{ storageClass: 'GLACIER', days: 30 }] }),
    'the short rule is disabled': withRules({ enabled: false, expirationDays: 1 }),
    'the short rule asks for tags, which log files lack': withRules({
      narrowed: true,
      tagged: true,
      expirationDays: 1,
    }),
    'the short rule is for another folder': withRules({ prefix: 'exports/', expirationDays: 1 }),
    'the short rule is for what load balancers write': withRules({
      prefix: 'AWSLogs/111111111111/elasticloadbalancing/',
      expirationDays: 1,
    }),
    'the short rule is outside the prefix of the trail': prefixed('AWSLogs/'),
    'older versions are kept for exactly the days required': withRules({ noncurrentDays: 365 }),
    'older versions would go, and the bucket keeps none': healthyWorld({
      bucket: { versioning: off, lifecycle: { rules: [lifecycleRule({ noncurrentDays: 1 })] } },
    }),
    'versioning was denied, and no rule deletes versions': healthyWorld({
      bucket: { versioning: denied, lifecycle: { rules: [lifecycleRule({ expirationDays: 400 })] } },
    }),
    'the setting asks for less': { world: withRules({ expirationDays: 90 }), settings: { minimumRetentionDays: 90 } },
  },
  fail: {
    'log files expire one day early': {
      world: withRules({ expirationDays: 364 }),
      message: 'short',
      says: ['trail-logs', '"tidy" expires them after 364 days'],
    },
    'log files expire by a rule for the trail’s folder': {
      world: withRules({ prefix: 'AWSLogs/111111111111/CloudTrail/', expirationDays: 30 }),
    },
    'log files expire by a rule above the trail’s prefix': { world: prefixed('aud') },
    'log files expire by a rule below the trail’s prefix': { world: prefixed('audit/AWSLogs/111111111111/') },
    'large log files expire': { world: withRules({ narrowed: true, expirationDays: 30 }) },
    'everything expires on a date': {
      world: withRules({ expirationDate: '2030-01-01T00:00:00.000Z' }),
      says: ['on 2030-01-01'],
    },
    'a deletion becomes final one day early': {
      world: withRules({ noncurrentDays: 364 }),
      says: ['final after 364 days'],
    },
    'a deletion becomes final early although versioning is suspended': {
      world: healthyWorld({
        bucket: {
          versioning: { status: 'Suspended', mfaDelete: false },
          lifecycle: { rules: [lifecycleRule({ noncurrentDays: 7 })] },
        },
      }),
    },
    'log files expire early, whatever versioning is': {
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
        bucket: { lifecycle: { rules: [new Unknown('invalid-document'), lifecycleRule({ expirationDays: 30 })] } },
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
    'one rule could not be read': healthyWorld({
      bucket: { lifecycle: { rules: [new Unknown('invalid-document'), lifecycleRule({ expirationDays: 400 })] } },
    }),
    'the bucket belongs to an account outside the scan': healthyWorld({ without: ['bucket'] }),
  },
  notApplicable: {
    'the bucket is gone': healthyWorld({ missing: ['bucket'] }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
