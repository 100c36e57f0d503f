import { defineRule } from '#src/core/rule.ts';
import { unauthorizedCalls } from '#src/domain/intents/unauthorized-calls.ts';
import { alarmRule, patience } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(unauthorizedCalls),
  id: 'CWL-002',
  slug: 'authorization-failures-alarm',
  title: 'Somebody is told of calls that AWS refused as unauthorised',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-002'],
    Prowler: ['cloudwatch_log_metric_filter_unauthorized_api_calls'],
    Steampipe: ['log_metric_filter_unauthorized_api'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-unauthorized-api-calls'],
    'Security Hub': ['CloudWatch.2'],
    Trivy: ['AWS-0147'],
    ElectricEye: ['CloudTrail.9'],
  },
  controls,
  settings: patience,
});
