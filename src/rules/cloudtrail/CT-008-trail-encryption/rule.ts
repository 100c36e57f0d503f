import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { keyTrouble } from '../key-trouble.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-008',
  slug: 'trail-encryption',
  title: 'Trails encrypt log files with a customer KMS key that is enabled',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudtrail_kms_encryption_enabled'],
    Steampipe: ['cloudtrail_trail_logs_encrypted_with_kms_cmk'],
    Conformity: ['CT-008'],
    CloudSploit: ['cloudtrailEncryption'],
    ScoutSuite: ['cloudtrail-no-encryption-with-kms'],
    'Security Hub': ['CloudTrail.2'],
    'AWS Config': ['cloud-trail-encryption-enabled'],
    Trivy: ['AWS-0015'],
    Checkov: ['CKV_AWS_35'],
    KICS: ['5d9e3164', '050a9ba8'],
    ElectricEye: ['CloudTrail.3'],
    'SRA-verify': ['SRA-CLOUDTRAIL-02'],
    'cdk-nag': ['CloudTrailEncryptionEnabled'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true, key: { metadata: true } },
  messages: {
    noKey: 'Trail {trail} names no KMS key: whoever may read the bucket may read every log file.',
    missing: 'KMS key {key} of trail {trail} does not exist: log files that it encrypted cannot be read.',
    disabled: 'KMS key {key} of trail {trail} is disabled: log files can be neither written nor read.',
    pendingDeletion: 'KMS key {key} of trail {trail} waits for its deletion: log files that it encrypted will be lost.',
    awsManaged: 'KMS key {key} of trail {trail} is managed by AWS: its policy cannot say who may read log files.',
    asymmetric:
      'KMS key {key} of trail {trail} is no symmetric encryption key ({spec}, {usage}); CloudTrail needs one.',
    unusable: 'KMS key {key} of trail {trail} cannot be used: its state is {state}.',
  },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const trail = asset.name;
    const key = asset.configuration.kmsKeyId;
    if (key === undefined) return fail('noKey', { trail });
    if (!asset.key) return fail('missing', { trail, key });
    const { metadata } = asset.key;
    const trouble = keyTrouble(metadata);
    if (trouble === undefined) return pass();
    if (trouble === 'asymmetric') return fail(trouble, { trail, key, spec: metadata.spec, usage: metadata.usage });
    if (trouble === 'unusable') return fail(trouble, { trail, key, state: metadata.state });
    return fail(trouble, { trail, key });
  },
});
