import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { select } from '#src/core/three-valued.ts';
import { type Channel, channels, isConfigured } from '#src/domain/delivery/channel.ts';
import { channelTrouble } from '#src/domain/delivery/status.ts';
import { isActiveAnywhere, STOPPED } from '../active.ts';
import { regionViews } from '../views.ts';
import { describeTroubles, worst } from './troubles.ts';
import { controls } from './controls.ts';

const subjects: Readonly<Record<Channel, string>> = {
  s3: 'Log files',
  digest: 'Digest files',
  'cloudwatch-logs': 'Events for CloudWatch Logs',
  sns: 'Notifications',
};

export const rule = defineRule({
  id: 'CT-011',
  slug: 'cloudtrail-delivery-failing',
  title: 'Everything that a trail sends arrives',
  severity: 'medium',
  pillars: ['security', 'operational-excellence', 'reliability'],
  aliases: {
    Conformity: ['CT-011'],
    CloudSploit: ['cloudtrailDeliveryFailing', 'cloudtrailNotificationsEnabled'],
    'SRA-verify': ['SRA-CLOUDTRAIL-08', 'SRA-CLOUDTRAIL-09', 'SRA-CLOUDTRAIL-10'],
    Steampipe: ['cloudtrail_trail_integrated_with_logs'],
    Prowler: ['cloudtrail_cloudwatch_logging_enabled'],
    ScoutSuite: ['cloudtrail-no-cloudwatch-integration'],
    'AWS Config': ['cloud-trail-cloud-watch-logs-enabled'],
    Checkov: ['CKV_AWS_252'],
    KICS: ['482b7d26', '3e09413f'],
  },
  controls,
  asset: trail,
  reads: { status: true, configuration: true },
  settings: {
    maximumLogFileAgeHours: {
      default: 24,
      min: 1,
      description: 'Hours after which the last log file of the home region is too old.',
    },
    maximumDigestAgeHours: {
      default: 3,
      min: 1,
      description: 'Hours after which the last digest of a region is too old. Digests come every hour.',
    },
    maximumLogEventAgeHours: {
      default: 24,
      min: 1,
      description: 'Hours after which the last delivery to CloudWatch Logs from the home region is too old.',
    },
    graceHours: { default: 24, min: 0, description: 'Hours after the last start in which nothing is called late.' },
  },
  messages: {
    error: '{subject} of trail {trail} are refused: {details}.',
    late: '{subject} of trail {trail} are late: {details}.',
    never: '{subject} of trail {trail} have never arrived: {details}.',
  },
  evaluate(asset, { part }, { now, settings }) {
    const patience = {
      logFiles: settings.maximumLogFileAgeHours,
      digests: settings.maximumDigestAgeHours,
      logEvents: settings.maximumLogEventAgeHours,
      afterStart: settings.graceHours,
    };
    for (const channel of channels) {
      part(channel, ({ pass, fail, notApplicable }) => {
        const { configuration, name } = asset;
        if (!isConfigured(channel, configuration)) return notApplicable('The trail does not use this channel.');
        if (!isActiveAnywhere(asset.status)) return notApplicable(STOPPED);
        const views = regionViews(asset.status);
        const troubleIn = ({ region, status }: (typeof views)[number]) =>
          channelTrouble(channel, status(), { isHome: region === configuration.homeRegion, now, patience });
        const { matching, pending } = select(views, (view) => troubleIn(view) !== undefined);
        if (matching.length > 0) {
          const troubles = matching.map((view) => ({ view, trouble: troubleIn(view)! }));
          const details = describeTroubles(troubles, views);
          return fail(worst(troubles.map(({ trouble }) => trouble)), {
            subject: subjects[channel],
            trail: name,
            details,
          });
        }
        if (pending) throw pending;
        return pass(`${subjects[channel]} arrive.`);
      });
    }
  },
});
