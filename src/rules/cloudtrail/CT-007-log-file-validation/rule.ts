import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-007',
  slug: 'log-file-validation',
  title: 'Trails write signed digests that prove their log files unchanged',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudtrail_log_file_validation_enabled'],
    Steampipe: ['cloudtrail_trail_validation_enabled'],
    Conformity: ['CT-007'],
    CloudSploit: ['cloudtrailFileValidation'],
    ScoutSuite: ['cloudtrail-no-log-file-validation'],
    'Security Hub': ['CloudTrail.4'],
    'AWS Config': ['cloud-trail-log-file-validation-enabled'],
    Trivy: ['AWS-0016'],
    Checkov: ['CKV_AWS_36'],
    KICS: ['52ffcfa6', '2a3560fe'],
    ElectricEye: ['CloudTrail.5'],
    'SRA-verify': ['SRA-CLOUDTRAIL-03'],
    'cdk-nag': ['CloudTrailLogFileValidationEnabled'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true },
  messages: {
    off: 'A changed or deleted log file of trail {trail} would go unnoticed: log file validation is off.',
  },
  evaluate(asset, { pass, fail, notApplicable }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    return asset.configuration.logFileValidation ? pass() : fail('off', { trail: asset.name });
  },
});
