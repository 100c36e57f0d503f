import { defineRule } from '#src/core/rule.ts';
import { iamPolicyChanges } from '#src/domain/intents/iam-policy-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(iamPolicyChanges),
  id: 'CWL-010',
  slug: 'iam-policy-changes-alarm',
  title: 'Somebody is told of changes to IAM policies',
  severity: 'high',
  aliases: {
    Conformity: ['CWL-010'],
    Prowler: ['cloudwatch_log_metric_filter_policy_changes'],
    Steampipe: ['log_metric_filter_iam_policy'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-iam-policy-changes'],
    'Security Hub': ['CloudWatch.4'],
    Trivy: ['AWS-0150'],
    ElectricEye: ['CloudTrail.12'],
  },
  controls,
});
