import { defineRule } from '#src/core/rule.ts';
import { vpcChanges } from '#src/domain/intents/vpc-changes.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(vpcChanges),
  id: 'CWL-007',
  slug: 'vpc-changes-alarm',
  title: 'Somebody is told of changes to VPCs',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-007'],
    Prowler: ['cloudwatch_changes_to_vpcs_alarm_configured'],
    Steampipe: ['log_metric_filter_vpc'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-vpc-changes'],
    'Security Hub': ['CloudWatch.14'],
    Trivy: ['AWS-0160'],
    ElectricEye: ['CloudTrail.22'],
  },
  controls,
});
