import { defineRule } from '#src/core/rule.ts';
import { signInFailures } from '#src/domain/intents/sign-in-failures.ts';
import { alarmRule, patience } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(signInFailures),
  id: 'CWL-001',
  slug: 'console-sign-in-failures-alarm',
  title: 'Somebody is told of failed sign-ins to the console',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-001'],
    Prowler: ['cloudwatch_log_metric_filter_authentication_failures'],
    Steampipe: ['log_metric_filter_console_authentication_failure'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-console-authentication-failures'],
    'Security Hub': ['CloudWatch.6'],
    Trivy: ['AWS-0152'],
    ElectricEye: ['CloudTrail.14'],
  },
  controls,
  settings: patience,
});
