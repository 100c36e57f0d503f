import { trail } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { publicAccess } from '#src/domain/public-access/public-access.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { BUCKET_MISSING } from '../destinations.ts';
import { readPolicy } from '../policy-text.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-003',
  slug: 'trail-bucket-public',
  title: 'Trail buckets are closed to the public',
  severity: 'critical',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudtrail_logs_s3_bucket_is_not_publicly_accessible'],
    Steampipe: ['cloudtrail_bucket_not_public'],
    Conformity: ['CT-003'],
    CloudSploit: ['cloudtrailBucketPrivate'],
    'Security Hub': ['CloudTrail.6'],
    'AWS Config': ['cloudtrail-s3-bucket-public-access-prohibited'],
    Trivy: ['AWS-0161'],
    KICS: ['bd0088a5'],
    ElectricEye: ['CloudTrail.6'],
  },
  controls,
  asset: trail,
  reads: {
    status: true,
    bucket: { acl: true, policy: true, publicAccessBlock: true, accountPublicAccessBlock: true, ownership: true },
  },
  messages: { open: 'Bucket {bucket} is open to the public: {ways}.' },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const { bucket } = asset;
    if (!bucket) return notApplicable(BUCKET_MISSING);
    const { ways, pending } = publicAccess(bucket, () =>
      bucket.policy === undefined ? undefined : readPolicy(bucket.policy, 'bucket.policy'),
    );
    if (ways.length > 0) return fail('open', { bucket: bucket.name, ways: listNames(ways) });
    if (pending) throw pending;
    return pass();
  },
});
