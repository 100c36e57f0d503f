import { eventDataStore } from '#src/assets/event-data-store/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { type KeyTrouble, keyTrouble } from '../key-trouble.ts';
import { controls } from './controls.ts';

const troubles: Readonly<Record<KeyTrouble, string>> = {
  awsManaged: 'is managed by AWS',
  asymmetric: 'is no symmetric encryption key',
  disabled: 'is disabled',
  pendingDeletion: 'waits for its deletion',
  unusable: 'cannot be used',
};
const DELETED = 'The event data store waits for its deletion.';

export const rule = defineRule({
  id: 'CT-110',
  slug: 'event-data-store-protection',
  title: 'Event data stores are encrypted with a customer key, kept long enough and protected from deletion',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    'Security Hub': ['CloudTrail.10'],
    'AWS Config': ['event-data-store-cmk-encryption-enabled'],
    Checkov: ['CKV_AWS_294'],
  },
  controls,
  asset: eventDataStore,
  reads: { configuration: true, key: { metadata: true } },
  settings: {
    minimumRetentionDays: { default: 365, min: 1, description: 'Days that an event data store must keep events.' },
  },
  messages: {
    noKey: 'Event data store {store} is encrypted with a key that AWS owns, so no key policy says who may read it.',
    keyMissing: 'KMS key {key} of event data store {store} does not exist: its events cannot be read.',
    keyTrouble: 'KMS key {key} of event data store {store} {trouble}.',
    short: 'Event data store {store} keeps events for {days} days; {minimum} are required.',
    deletable: 'Event data store {store} can be deleted at once: termination protection is off.',
  },
  evaluate(asset, { part }, { settings }) {
    const isDeleted = (): boolean => asset.configuration.status === 'PENDING_DELETION';
    part('customer-key', ({ pass, fail, notApplicable }) => {
      if (isDeleted()) return notApplicable(DELETED);
      const { name: store, kmsKeyId } = asset.configuration;
      if (kmsKeyId === undefined) return fail('noKey', { store });
      if (!asset.key) return fail('keyMissing', { store, key: kmsKeyId });
      const trouble = keyTrouble(asset.key.metadata);
      if (trouble !== undefined) return fail('keyTrouble', { store, key: kmsKeyId, trouble: troubles[trouble] });
      return pass('The event data store is encrypted with a customer key.');
    });
    part('retention', ({ pass, fail, notApplicable }) => {
      if (isDeleted()) return notApplicable(DELETED);
      const { name: store, retentionDays: days } = asset.configuration;
      const minimum = settings.minimumRetentionDays;
      return days >= minimum ? pass(`Events are kept for ${days} days.`) : fail('short', { store, days, minimum });
    });
    part('termination-protection', ({ pass, fail, notApplicable }) => {
      if (isDeleted()) return notApplicable(DELETED);
      const { name: store, terminationProtection } = asset.configuration;
      return terminationProtection ? pass('Termination protection is on.') : fail('deletable', { store });
    });
  },
});
