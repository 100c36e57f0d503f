import { defineRule } from '#src/core/rule.ts';
import { keyChanges } from '#src/domain/intents/key-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(keyChanges),
  id: 'CWL-015',
  slug: 'cmk-disabled-or-scheduled-for-deletion-alarm',
  title: 'Somebody is told of customer keys that are disabled or scheduled for deletion',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-015'],
    Prowler: ['cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk'],
    Steampipe: ['log_metric_filter_disable_or_delete_cmk'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-cmk-deletion'],
    'Security Hub': ['CloudWatch.7'],
    Trivy: ['AWS-0153'],
    ElectricEye: ['CloudTrail.15'],
  },
  controls,
});
