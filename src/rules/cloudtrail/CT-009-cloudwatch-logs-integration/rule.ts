import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-009',
  slug: 'cloudwatch-logs-integration',
  title: 'Trails send their events to CloudWatch Logs',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudtrail_cloudwatch_logging_enabled'],
    Steampipe: ['cloudtrail_trail_integrated_with_logs', 'cloudtrail_multi_region_trail_integrated_with_logs'],
    Conformity: ['CT-009'],
    CloudSploit: ['cloudtrailToCloudwatch'],
    ScoutSuite: ['cloudtrail-no-cloudwatch-integration'],
    'Security Hub': ['CloudTrail.5'],
    'AWS Config': ['cloud-trail-cloud-watch-logs-enabled'],
    Trivy: ['AWS-0162'],
    Checkov: ['CKV2_AWS_10'],
    KICS: ['17b30f8f', '65d07da5'],
    ElectricEye: ['CloudTrail.2'],
    'SRA-verify': ['SRA-CLOUDTRAIL-05'],
    'cdk-nag': ['CloudTrailCloudWatchLogsEnabled'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true },
  messages: {
    off: 'Trail {trail} sends no events to CloudWatch Logs, so no metric filter and no alarm can watch them.',
    half: 'Trail {trail} names a {present} and no {absent}: without both, CloudTrail sends nothing to CloudWatch Logs.',
  },
  evaluate(asset, { pass, fail, notApplicable }) {
    const { name } = asset;
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    const { logGroupArn, logRoleArn } = asset.configuration;
    if (logGroupArn === undefined && logRoleArn === undefined) return fail('off', { trail: name });
    if (logRoleArn === undefined) return fail('half', { trail: name, present: 'log group', absent: 'role' });
    if (logGroupArn === undefined) return fail('half', { trail: name, present: 'role', absent: 'log group' });
    return pass();
  },
});
