import { defineRule } from '#src/core/rule.ts';
import { securityGroupChanges } from '#src/domain/intents/security-group-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(securityGroupChanges),
  id: 'CWL-004',
  slug: 'security-group-changes-alarm',
  title: 'Somebody is told of changes to security groups',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-004'],
    Prowler: ['cloudwatch_log_metric_filter_security_group_changes'],
    Steampipe: ['log_metric_filter_security_group'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-security-group-changes'],
    'Security Hub': ['CloudWatch.10'],
    Trivy: ['AWS-0156'],
    ElectricEye: ['CloudTrail.18'],
  },
  controls,
});
