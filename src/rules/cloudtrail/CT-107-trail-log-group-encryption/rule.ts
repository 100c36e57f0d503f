import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { NO_LOG_GROUP, LOG_GROUP_MISSING } from '../destinations.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-107',
  slug: 'trail-log-group-encryption',
  title: 'Log groups of trails are encrypted with a KMS key',
  severity: 'low',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudwatch_log_group_kms_encryption_enabled'],
    CloudSploit: ['logGroupsEncrypted'],
    Trivy: ['AWS-0017'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true, logGroup: { configuration: true } },
  messages: { noKey: 'Log group {logGroup} has no KMS key: whoever may read the log group may read every event.' },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    if (asset.configuration.logGroupArn === undefined) return notApplicable(NO_LOG_GROUP);
    const { logGroup } = asset;
    if (!logGroup) return notApplicable(LOG_GROUP_MISSING);
    const { kmsKeyId, name } = logGroup.configuration;
    return kmsKeyId === undefined ? fail('noKey', { logGroup: name }) : pass();
  },
});
