import type { LifecycleRule } from '#src/assets/bucket/model.ts';
import { trail } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { both, either, select } from '#src/core/three-valued.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { BUCKET_MISSING } from '../destinations.ts';
import { holdsLogFiles } from '../log-prefix.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-105',
  slug: 'trail-bucket-retention',
  title: 'Trail buckets keep log files long enough',
  severity: 'medium',
  pillars: ['security'],
  aliases: {},
  controls,
  asset: trail,
  reads: { status: true, configuration: true, bucket: { lifecycle: true, versioning: true } },
  settings: {
    minimumRetentionDays: {
      default: 365,
      min: 1,
      description: 'Days that log files, and versions of them that were deleted or overwritten, must be kept.',
    },
  },
  messages: {
    short: 'Bucket {bucket} loses log files before {minimum} days: {rules}.',
  },
  evaluate(asset, { pass, fail, notApplicable }, { settings }) {
    const { account, status, configuration } = asset;
    if (!isActiveAnywhere(status)) return notApplicable(STOPPED);
    const { bucket } = asset;
    if (!bucket) return notApplicable(BUCKET_MISSING);
    const minimum = settings.minimumRetentionDays;
    const { keyPrefix, isOrganization } = configuration;
    const applies = ({ enabled, tagged, prefix }: LifecycleRule): boolean =>
      enabled && tagged !== true && holdsLogFiles(prefix, { keyPrefix, isOrganization, account });
    const isShort = (rule: LifecycleRule): boolean =>
      either(
        () => expiresEarly(rule, minimum),
        // Without versioning there are no older versions that the rule could delete.
        () =>
          both(
            () => deletesVersionsEarly(rule, minimum),
            () => bucket.versioning.status !== 'Off',
          ),
      );
    const { matching, pending } = select(bucket.lifecycle?.rules ?? [], (rule) => applies(rule) && isShort(rule));
    if (matching.length > 0) {
      const rules = matching.map((rule) => describe(rule, minimum));
      return fail('short', { bucket: bucket.name, minimum, rules: listNames(rules) });
    }
    if (pending) throw pending;
    return pass();
  },
});

/** On its date a rule deletes everything that is there, yesterday's log files too, and goes on doing so every day. */
function expiresEarly({ expirationDays, expirationDate }: LifecycleRule, minimum: number): boolean {
  return expirationDate !== undefined || (expirationDays !== undefined && expirationDays < minimum);
}

function deletesVersionsEarly({ noncurrentDays }: LifecycleRule, minimum: number): boolean {
  return noncurrentDays !== undefined && noncurrentDays < minimum;
}

function describe(rule: LifecycleRule, minimum: number): string {
  const name = rule.id === undefined ? 'a lifecycle rule without a name' : `lifecycle rule "${rule.id}"`;
  if (rule.expirationDate !== undefined) return `${name} expires all of them on ${rule.expirationDate.slice(0, 10)}`;
  if (expiresEarly(rule, minimum)) return `${name} expires them after ${rule.expirationDays} days`;
  return `${name} makes a deletion final after ${rule.noncurrentDays} days`;
}
