import { trail } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-014',
  slug: 'designated-trail-bucket',
  title: 'Trails write to a designated bucket',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    Conformity: ['CT-014'],
    CloudSploit: ['cloudtrailS3Bucket'],
    'AWS Config': ['cloudtrail-enabled'],
    'SRA-verify': ['SRA-CLOUDTRAIL-11'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true },
  settings: {
    designatedBuckets: {
      default: [],
      description: 'Names of the buckets that trails may write to. Empty: any bucket.',
    },
  },
  messages: { elsewhere: 'Trail {trail} writes to bucket {bucket}; designated: {designated}.' },
  evaluate(asset, { pass, fail, notApplicable }, { settings }) {
    const designated = settings.designatedBuckets;
    if (designated.length === 0) return notApplicable('The setting designatedBuckets names no bucket.');
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const bucket = asset.configuration.bucketName;
    if (designated.includes(bucket)) return pass();
    return fail('elsewhere', { trail: asset.name, bucket, designated: listNames(designated) });
  },
});
