import { defineRule } from '#src/core/rule.ts';
import { trailChanges } from '#src/domain/intents/trail-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(trailChanges),
  id: 'CWL-003',
  slug: 'cloudtrail-changes-alarm',
  title: 'Somebody is told of changes to CloudTrail trails',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-003'],
    Prowler: ['cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled'],
    Steampipe: ['log_metric_filter_cloudtrail_configuration'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-cloudtrail-configuration-changes'],
    'Security Hub': ['CloudWatch.5'],
    Trivy: ['AWS-0151'],
    ElectricEye: ['CloudTrail.13'],
  },
  controls,
});
