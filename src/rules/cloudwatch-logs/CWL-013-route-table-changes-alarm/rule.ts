import { defineRule } from '#src/core/rule.ts';
import { routeTableChanges } from '#src/domain/intents/route-table-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(routeTableChanges),
  id: 'CWL-013',
  slug: 'route-table-changes-alarm',
  title: 'Somebody is told of changes to route tables',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-013'],
    Prowler: ['cloudwatch_changes_to_network_route_tables_alarm_configured'],
    Steampipe: ['log_metric_filter_route_table'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-route-table-changes'],
    'Security Hub': ['CloudWatch.13'],
    Trivy: ['AWS-0159'],
    ElectricEye: ['CloudTrail.21'],
  },
  controls,
});
