import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { either } from '#src/core/three-valued.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-004',
  slug: 'trail-bucket-mfa-delete',
  title: 'Trail buckets protect log files from deletion by MFA delete or Object Lock',
  severity: 'high',
  pillars: ['security'],
  aliases: {
    Conformity: ['CT-004'],
    Prowler: ['cloudtrail_bucket_requires_mfa_delete'],
    Steampipe: ['cloudtrail_trail_bucket_mfa_enabled'],
    CloudSploit: ['cloudtrailBucketDelete', 'cloudtrailObjectLock'],
  },
  controls,
  asset: trail,
  reads: { status: true, bucket: { versioning: true, objectLock: true } },
  messages: {
    unprotected: 'Log files in bucket {bucket} can be deleted for good: MFA delete is off and {lock}.',
  },
  evaluate({ status, bucket }, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(status)) return notApplicable(STOPPED);
    if (!bucket) return notApplicable('The bucket does not exist; CT-102 reports that.');
    const isProtected = either(
      () => bucket.versioning.mfaDelete,
      () => bucket.objectLock?.mode === 'COMPLIANCE',
    );
    if (isProtected) return pass();
    const mode = bucket.objectLock?.mode;
    const lock =
      mode === undefined
        ? 'no default retention locks them'
        : 'Object Lock is in governance mode, which can be bypassed';
    return fail('unprotected', { bucket: bucket.name, lock });
  },
});
