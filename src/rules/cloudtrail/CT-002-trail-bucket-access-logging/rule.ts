import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { BUCKET_MISSING } from '../destinations.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-002',
  slug: 'trail-bucket-access-logging',
  title: 'Trail buckets log every access to the log files',
  severity: 'high',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudtrail_logs_s3_bucket_access_logging_enabled'],
    Steampipe: ['cloudtrail_s3_logging_enabled'],
    Conformity: ['CT-002'],
    CloudSploit: ['cloudtrailBucketAccessLogging'],
    'Security Hub': ['CloudTrail.7'],
    'AWS Config': ['cloudtrail-s3-bucket-access-logging'],
    Trivy: ['AWS-0163'],
    KICS: ['ee9e50e8', 'c3ce69fd'],
    ElectricEye: ['CloudTrail.7'],
  },
  controls,
  asset: trail,
  reads: { status: true, bucket: { accessLogging: true } },
  messages: { off: 'Nobody can tell who read or deleted log files: bucket {bucket} has no server access logging.' },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const { bucket } = asset;
    if (!bucket) return notApplicable(BUCKET_MISSING);
    if (bucket.accessLogging === undefined) return fail('off', { bucket: bucket.name });
    return pass();
  },
});
