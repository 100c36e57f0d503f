import { defineRule } from '#src/core/rule.ts';
import { gatewayChanges } from '#src/domain/intents/gateway-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(gatewayChanges),
  id: 'CWL-006',
  slug: 'internet-gateway-changes-alarm',
  title: 'Somebody is told of changes to internet and customer gateways',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-006'],
    Prowler: ['cloudwatch_changes_to_network_gateways_alarm_configured'],
    Steampipe: ['log_metric_filter_network_gateway'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-network-gateways-changes'],
    'Security Hub': ['CloudWatch.12'],
    Trivy: ['AWS-0158'],
    ElectricEye: ['CloudTrail.20'],
  },
  controls,
});
