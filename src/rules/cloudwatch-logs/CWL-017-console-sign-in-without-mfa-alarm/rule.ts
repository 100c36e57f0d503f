import { defineRule } from '#src/core/rule.ts';
import { signInWithoutMfa } from '#src/domain/intents/sign-in-without-mfa.ts';
import { alarmRule } from '../alarm-rule.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  ...alarmRule(signInWithoutMfa),
  id: 'CWL-017',
  slug: 'console-sign-in-without-mfa-alarm',
  title: 'Somebody is told of sign-ins to the console without MFA',
  severity: 'medium',
  aliases: {
    Conformity: ['CWL-017'],
    Prowler: ['cloudwatch_log_metric_filter_sign_in_without_mfa'],
    Steampipe: ['log_metric_filter_console_login_mfa'],
    CloudSploit: ['monitoringMetrics'],
    ScoutSuite: ['logs-no-alarm-signin-without-mfa'],
    'Security Hub': ['CloudWatch.3'],
    Trivy: ['AWS-0148'],
    ElectricEye: ['CloudTrail.10'],
  },
  controls,
});
