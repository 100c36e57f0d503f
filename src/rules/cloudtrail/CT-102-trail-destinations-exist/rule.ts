import { trail } from '#src/assets/trail/model.ts';
import type { Cause } from '#src/core/finding.ts';
import { defineRule } from '#src/core/rule.ts';
import { bucketArn, parseArn } from '#src/domain/aws/arn.ts';
import type { CauseDefinition } from '#src/domain/delivery/cause.ts';
import { aliasDangling, keyMissing } from '#src/domain/delivery/causes/kms-key.ts';
import { groupMissing, roleMissing } from '#src/domain/delivery/causes/logs-destination.ts';
import { bucketForeign, bucketMissing } from '#src/domain/delivery/causes/s3-bucket.ts';
import { topicMissing } from '#src/domain/delivery/causes/sns.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

/** The destinations besides the bucket: the part's key, what messages call it, the setting and the link. */
const others = [
  { key: 'key', what: 'KMS key', setting: 'kmsKeyId', link: 'key', cause: keyMissing },
  { key: 'topic', what: 'SNS topic', setting: 'topicArn', link: 'topic', cause: topicMissing },
  { key: 'log-group', what: 'log group', setting: 'logGroupArn', link: 'logGroup', cause: groupMissing },
  { key: 'role', what: 'IAM role', setting: 'logRoleArn', link: 'logRole', cause: roleMissing },
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
      'Bucket {bucket} of trail {trail} does not exist: CloudTrail gives log files up after 30 days, and whoever takes the name receives them.',
    stranger:
      'Bucket {bucket} of trail {trail} belongs to an account that neither this scan nor the organisation knows: log files may go to a stranger.',
    missing: 'The {what} of trail {trail} does not exist: {id}.',
  },
  evaluate(asset, { part }) {
    part('bucket', ({ pass, fail, notApplicable }) => {
      if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
      const { standing } = asset.bucketOwner;
      const bucket = bucketArn(parseArn(asset.id)?.partition ?? 'aws', asset.configuration.bucketName);
      const data = { trail: asset.name, bucket };
      if (standing === 'missing') return fail('bucketMissing', data, { causes: asCauses(bucketMissing, bucket) });
      if (standing === 'stranger') return fail('stranger', data, { causes: asCauses(bucketForeign, bucket) });
      return pass(`Bucket ${bucket} exists and belongs to a known account.`);
    });
    for (const { key, what, setting, link, cause } of others) {
      part(key, ({ pass, fail, notApplicable }) => {
        if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
        const id = asset.configuration[setting];
        if (id === undefined) return notApplicable(`The trail names no ${what}.`);
        if (asset[link] !== undefined) return pass(`The ${what} exists.`);
        const isAlias = key === 'key' && /(^|:)alias\//.test(id);
        const causes = asCauses(isAlias ? aliasDangling : cause, id);
        return fail('missing', { trail: asset.name, what, id }, { causes });
      });
    }
  },
});

/** What is gone stops deliveries: the cause that the diagnosis names, with its repair, under the first channel that needs it. */
function asCauses({ id, title, channels, confidence, blocks, repair }: CauseDefinition, document: string): Cause[] {
  return [{ id, channel: channels[0]!, message: `${title}.`, document, confidence, blocks, repair }];
}
