import { trail } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { attempt, both, select } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { BUCKET_MISSING } from '../destinations.ts';
import { controls } from './controls.ts';
import { days, deletesVersionsEarly, describe, expiresEarly, lockedDays, loses, reaches } from './lifecycle.ts';

export const rule = defineRule({
  id: 'CT-105',
  slug: 'trail-bucket-retention',
  title: 'Trail buckets keep log files long enough',
  severity: 'medium',
  pillars: ['security'],
  aliases: {},
  controls,
  asset: trail,
  reads: { status: true, configuration: true, bucket: { lifecycle: true, versioning: true, objectLock: true } },
  settings: {
    minimumRetentionDays: {
      default: 365,
      min: 1,
      description: 'Days that log files, and versions of them that were deleted or overwritten, must be kept.',
    },
  },
  messages: {
    short: 'Bucket {bucket} loses log files before {minimum}: {rules}.',
  },
  evaluate(asset, { pass, fail, notApplicable }, { settings }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const { bucket } = asset;
    if (!bucket) return notApplicable(BUCKET_MISSING);
    const minimum = settings.minimumRetentionDays;
    const { keyPrefix, isOrganization } = asset.configuration;
    const place = { keyPrefix, isOrganization, account: asset.account };
    const locked = (): boolean => lockedDays(bucket.objectLock) >= minimum;
    const rules = attempt(() => bucket.lifecycle?.rules ?? []);
    if (rules instanceof UnknownRead) {
      // Whatever the rules are, they delete nothing that is locked.
      if (attempt(locked) === true) return pass();
      throw rules;
    }
    const { matching: early, pending } = select(
      rules,
      (one) => reaches(one, place) && (expiresEarly(one, minimum) || deletesVersionsEarly(one, minimum)),
    );
    const isShort = both(
      () => loses(early, minimum, () => bucket.versioning.status),
      () => !locked(),
    );
    if (isShort) {
      const versioning = attempt(() => bucket.versioning.status);
      const known = versioning instanceof UnknownRead ? undefined : versioning;
      const short = listNames(early.flatMap((one) => describe(one, minimum, known)));
      const kept = attempt(() => lockedDays(bucket.objectLock));
      // What rules would delete sooner waits for the lock.
      const lock = typeof kept === 'number' && kept > 0 ? ` (Object Lock keeps each version for ${days(kept)})` : '';
      return fail('short', { bucket: bucket.name, minimum: days(minimum), rules: short + lock });
    }
    if (pending && attempt(locked) !== true) throw pending;
    // What expires early and is not lost has versions.
    const hiding = early.filter((one) => expiresEarly(one, minimum));
    if (hiding.length === 0) return pass();
    const hides = hiding.map((one) => describe(one, minimum, 'Enabled')[0] ?? '');
    return pass(`Log files in bucket ${bucket.name} are kept as older versions: ${listNames(hides)}.`);
  },
});
