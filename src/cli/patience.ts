import type { Configuration } from '#src/config/configuration.ts';
import { settingValues } from '#src/core/settings.ts';
import type { Patience } from '#src/domain/delivery/status.ts';
import { rule as deliveryFailing } from '#src/rules/cloudtrail/CT-011-cloudtrail-delivery-failing/rule.ts';

/** The ages that CT-011 is set to: whoever asks about deliveries judges as the rule does. */
export function patienceOf(configuration: Configuration): Patience {
  const settings = settingValues(deliveryFailing.settings, configuration.rules?.['CT-011']?.settings);
  return {
    logFiles: Number(settings['maximumLogFileAgeHours']),
    digests: Number(settings['maximumDigestAgeHours']),
    logEvents: Number(settings['maximumLogEventAgeHours']),
    afterStart: Number(settings['graceHours']),
  };
}
