import { defineRule } from '#src/core/rule.ts';
import { bucketPolicyChanges } from '#src/domain/intents/bucket-policy-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(bucketPolicyChanges),
  id: 'CWL-012',
  slug: 's3-bucket-changes-alarm',
  title: 'Somebody is told of changes to the policies of S3 buckets',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-012'],
    Prowler: ['cloudwatch_log_metric_filter_for_s3_bucket_policy_changes'],
    Steampipe: ['log_metric_filter_bucket_policy'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-s3-policy-changes'],
    'Security Hub': ['CloudWatch.8'],
    Trivy: ['AWS-0154'],
    ElectricEye: ['CloudTrail.16'],
  },
  controls,
});
