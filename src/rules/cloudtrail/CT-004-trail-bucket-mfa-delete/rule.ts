import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { both, either } from '#src/core/three-valued.ts';
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
    unprotected: 'Log files in bucket {bucket} can be deleted for good: {mfaDelete} and {lock}.',
  },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const { bucket } = asset;
    if (!bucket) return notApplicable('The bucket does not exist; CT-102 reports that.');
    const isProtected = either(
      () => keepsVersions(bucket.versioning),
      () => bucket.objectLock?.mode === 'COMPLIANCE',
    );
    if (isProtected) return pass();
    const mode = bucket.objectLock?.mode;
    const lock =
      mode === undefined
        ? 'no default retention locks them'
        : 'Object Lock is in governance mode, which can be bypassed';
    const mfaDelete = bucket.versioning.mfaDelete
      ? 'MFA delete is on while versioning is suspended, which leaves new log files without a version to keep'
      : 'MFA delete is off';
    return fail('unprotected', { bucket: bucket.name, mfaDelete, lock });
  },
});

/**
 * MFA delete guards versions. While versioning is suspended, a plain DELETE removes a log file for good, and asks for
 * no second factor. https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersioningSuspendedBuckets.html
 */
function keepsVersions(versioning: { readonly status: string; readonly mfaDelete: boolean }): boolean {
  return both(
    () => versioning.mfaDelete,
    () => versioning.status === 'Enabled',
  );
}
