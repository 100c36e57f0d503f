import { defineRule } from '#src/core/rule.ts';
import { networkAclChanges } from '#src/domain/intents/network-acl-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(networkAclChanges),
  id: 'CWL-005',
  slug: 'network-acl-changes-alarm',
  title: 'Somebody is told of changes to network access control lists',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-005'],
    Prowler: ['cloudwatch_changes_to_network_acls_alarm_configured'],
    Steampipe: ['log_metric_filter_network_acl'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-nacl-changes'],
    'Security Hub': ['CloudWatch.11'],
    Trivy: ['AWS-0157'],
    ElectricEye: ['CloudTrail.19'],
  },
  controls,
});
