import { eventDataStore } from '#src/assets/event-data-store/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT, type Changes, healthyFacts, healthyWorld, HOME, ids } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { asset, type SomeFacts } from '#src/testing/world.ts';
import { rule } from './rule.ts';

const identity = {
  id: `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:eventdatastore/1`,
  name: '1',
  account: ACCOUNT,
  region: HOME,
};
const healthy = {
  name: 'audit',
  status: 'ENABLED',
  multiRegion: true,
  organization: false,
  retentionDays: 2557,
  terminationProtection: true,
  kmsKeyId: ids.key.id,
  selectors: [],
};
const store = (facts: SomeFacts<typeof eventDataStore>, changes: Changes = {}) =>
  healthyWorld({ ...changes, more: [asset(eventDataStore, identity, facts)] });
const configured = (changes: Partial<Record<keyof typeof healthy, unknown>>, world?: Changes) =>
  store({ configuration: { ...healthy, ...changes } as typeof healthy }, world);
const key = (changes: Partial<typeof healthyFacts.key.metadata>) =>
  configured({}, { key: { metadata: { ...healthyFacts.key.metadata, ...changes } } });

testRule(rule, {
  pass: {
    'all three protections are there': configured({}),
    'events are kept for exactly the days required': configured({ retentionDays: 365 }),
    'the setting asks for less': { world: configured({ retentionDays: 90 }), settings: { minimumRetentionDays: 90 } },
  },
  fail: {
    'AWS owns the key': { world: configured({ kmsKeyId: undefined }), key: 'customer-key', message: 'noKey' },
    'the key is gone': { world: configured({}, { missing: ['key'] }), key: 'customer-key', message: 'keyMissing' },
    'the key is disabled': { world: key({ state: 'Disabled' }), message: 'keyTrouble', says: ['is disabled'] },
    'the key is about to be deleted': { world: key({ state: 'PendingDeletion' }), says: ['waits for its deletion'] },
    'the key is managed by AWS': { world: key({ manager: 'AWS' }), says: ['is managed by AWS'] },
    'events are kept for one day less': {
      world: configured({ retentionDays: 364 }),
      key: 'retention',
      message: 'short',
      says: ['364', '365'],
    },
    'termination protection is off': {
      world: configured({ terminationProtection: false }),
      key: 'termination-protection',
      message: 'deletable',
    },
    'termination protection is off and the key was denied': {
      world: configured({ terminationProtection: false }, { key: { metadata: new Unknown('access-denied') } }),
      key: 'termination-protection',
    },
  },
  unknown: {
    'the settings were denied': {
      world: store({ configuration: new Unknown('access-denied', '', 'cloudtrail:GetEventDataStore') }),
      key: 'retention',
      action: 'cloudtrail:GetEventDataStore',
    },
    'the key belongs to an account outside the scan': {
      world: configured({ kmsKeyId: 'arn:aws:kms:eu-west-1:999999999999:key/theirs' }),
      key: 'customer-key',
    },
    'the key could not be described': {
      world: configured({}, { key: { metadata: new Unknown('access-denied', '', 'kms:DescribeKey') } }),
      key: 'customer-key',
      action: 'kms:DescribeKey',
    },
  },
  notApplicable: {
    'the event data store is being deleted': {
      world: configured({ status: 'PENDING_DELETION', terminationProtection: false }),
      key: 'termination-protection',
    },
  },
});
