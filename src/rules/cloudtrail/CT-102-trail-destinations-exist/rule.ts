import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { bucketArn, parseArn } from '#src/domain/aws/arn.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

/** The destinations besides the bucket: the part's key, what messages call it, the setting and the link. */
const others = [
  { key: 'key', what: 'KMS key', setting: 'kmsKeyId', link: 'key' },
  { key: 'topic', what: 'SNS topic', setting: 'topicArn', link: 'topic' },
  { key: 'log-group', what: 'log group', setting: 'logGroupArn', link: 'logGroup' },
  { key: 'role', what: 'IAM role', setting: 'logRoleArn', link: 'logRole' },
] as const;

export const rule = defineRule({
  id: 'CT-102',
  slug: 'trail-destinations-exist',
  title: 'What a trail writes to exists and belongs to a known account',
  severity: 'high',
  pillars: ['security'],
  aliases: { CloudSploit: ['cloudtrailNotificationsEnabled'] },
  controls,
  asset: trail,
  reads: { status: true, configuration: true, bucketOwner: true, key: {}, topic: {}, logGroup: {}, logRole: {} },
  messages: {
    bucketMissing:
      'Bucket {bucket} of trail {trail} does not exist: log files are lost, and whoever takes the name receives them.',
    stranger:
      'Bucket {bucket} of trail {trail} belongs to an account that neither this scan nor the organisation knows: log files may go to a stranger.',
    missing: 'The {what} of trail {trail} does not exist: {id}.',
  },
  evaluate(asset, { part }) {
    part('bucket', ({ pass, fail, notApplicable }) => {
      if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
      const { standing } = asset.bucketOwner;
      const bucket = bucketArn(parseArn(asset.id)?.partition ?? 'aws', asset.configuration.bucketName);
      if (standing === 'missing') return fail('bucketMissing', { trail: asset.name, bucket });
      if (standing === 'stranger') return fail('stranger', { trail: asset.name, bucket });
      return pass(`Bucket ${bucket} exists and belongs to a known account.`);
    });
    for (const { key, what, setting, link } of others) {
      part(key, ({ pass, fail, notApplicable }) => {
        if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
        const id = asset.configuration[setting];
        if (id === undefined) return notApplicable(`The trail names no ${what}.`);
        return asset[link] === undefined
          ? fail('missing', { trail: asset.name, what, id })
          : pass(`The ${what} exists.`);
      });
    }
  },
});
