import { defineRule } from '#src/core/rule.ts';
import { rootUsage } from '#src/domain/intents/root-usage.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(rootUsage),
  id: 'CWL-014',
  slug: 'root-account-usage-alarm',
  title: 'Somebody is told of use of the root user',
  severity: 'high',
  aliases: {
    Conformity: ['CWL-014'],
    Prowler: ['cloudwatch_log_metric_filter_root_usage'],
    Steampipe: ['log_metric_filter_root_login'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-root-usage'],
    'Security Hub': ['CloudWatch.1'],
    Trivy: ['AWS-0149'],
    ElectricEye: ['CloudTrail.11'],
  },
  controls,
});
