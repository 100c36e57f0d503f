import { defineRule } from '#src/core/rule.ts';
import { configChanges } from '#src/domain/intents/config-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(configChanges),
  id: 'CWL-011',
  slug: 'aws-config-changes-alarm',
  title: 'Somebody is told of changes to AWS Config',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-011'],
    Prowler: ['cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled'],
    Steampipe: ['log_metric_filter_config_configuration'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-aws-configuration-changes'],
    'Security Hub': ['CloudWatch.9'],
    Trivy: ['AWS-0155'],
    ElectricEye: ['CloudTrail.17'],
  },
  controls,
});
