import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { NO_LOG_GROUP, LOG_GROUP_MISSING } from '../destinations.ts';
import { controls } from './controls.ts';

/**
 * Whatever its setting, a group of this class keeps events "for only one day".
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
const DELIVERY_CLASS_DAYS = 1;

export const rule = defineRule({
  id: 'CT-106',
  slug: 'trail-log-group-retention',
  title: 'Log groups of trails keep events long enough',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudwatch_log_group_retention_policy_specific_days_enabled'],
    Steampipe: ['cloudwatch_log_group_retention_period_365'],
    CloudSploit: ['logRetentionPeriod'],
    'Security Hub': ['CloudWatch.16'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true, logGroup: { configuration: true } },
  settings: {
    minimumRetentionDays: { default: 365, min: 1, description: 'Days that the log group must keep events.' },
  },
  messages: { short: 'Log group {logGroup} keeps events for {days}; {minimum} are required.' },
  evaluate(asset, { pass, fail, notApplicable }, { settings }) {
    if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
    if (asset.configuration.logGroupArn === undefined) return notApplicable(NO_LOG_GROUP);
    const { logGroup } = asset;
    if (!logGroup) return notApplicable(LOG_GROUP_MISSING);
    const { logGroupClass, retentionDays } = logGroup.configuration;
    const days = logGroupClass === 'DELIVERY' ? DELIVERY_CLASS_DAYS : retentionDays;
    const minimum = settings.minimumRetentionDays;
    if (days === undefined || days >= minimum) return pass();
    return fail('short', {
      logGroup: logGroup.configuration.name,
      days: days === 1 ? '1 day' : `${days} days`,
      minimum,
    });
  },
});
