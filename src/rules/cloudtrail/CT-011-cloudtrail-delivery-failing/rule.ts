import { trail } from '#src/assets/trail/model.ts';
import { listNames } from '#src/core/message.ts';
import { defineRule } from '#src/core/rule.ts';
import { attempt, select } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { type Channel, channels, isConfigured } from '#src/domain/delivery/channel.ts';
import { causeName, causesOf } from '#src/domain/delivery/collect-causes.ts';
import { diagnoseTrail, type SiteDiagnosis } from '#src/domain/delivery/diagnose.ts';
import { isOutsideScan } from '#src/domain/delivery/outside.ts';
import { deliveryReads } from '#src/domain/delivery/reads.ts';
import { channelTrouble } from '#src/domain/delivery/status.ts';
import { isActiveAnywhere, isActiveIn, STOPPED } from '../active.ts';
import { type RegionView, regionViews, viewNames } from '../views.ts';
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
  reads: deliveryReads,
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
    predicted: '{subject} of trail {trail} will be refused at the next delivery; AWS reports no error yet. {details}',
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
        const troubleIn = ({ account, region, status }: (typeof views)[number]) => {
          const isHome = region === configuration.homeRegion;
          return channelTrouble(channel, status(), { isHome, now, patience, path: `status.${account}.${region}` });
        };
        const { matching, pending } = select(views, (view) => troubleIn(view) !== undefined);
        const sites = diagnoseTrail(asset, { now, patience, channels: [channel] });
        if (matching.length > 0) {
          const troubles = matching.map((view) => ({ view, trouble: troubleIn(view)! }));
          const details = describeTroubles(troubles, views);
          const data = { subject: subjects[channel], trail: name, details };
          return fail(worst(troubles.map(({ trouble }) => trouble)), data, { causes: causesOf(sites) });
        }
        // Where nobody knows whether the trail is at work, nobody knows that there will be a next delivery.
        const predicted = sites.filter(
          ({ case: which, account, region }) =>
            which === 'predicted' && attempt(() => isActiveIn(asset.status, account, region)) === true,
        );
        if (predicted.length > 0) {
          const data = { subject: subjects[channel], trail: name, details: describePrediction(predicted, sites) };
          return fail('predicted', data, { causes: causesOf(predicted) });
        }
        if (pending) throw pending;
        requireHome(channel, configuration.homeRegion, views);
        const outside = requireEvidence(sites);
        return pass(`${subjects[channel]} arrive.${outside}`);
      });
    }
  },
});

/**
 * Log files, log events and notifications are expected in the home region only: without its status, no error is all that
 * is known, and that proves nothing. A digest comes from every region.
 */
function requireHome(channel: Channel, home: string, views: readonly RegionView[]): void {
  if (channel === 'digest' || views.some(({ region }) => region === home)) return;
  const detail = `the status of the home region ${home} was not asked for, and only there is a delivery due`;
  throw new UnknownRead('status', new Unknown('cut-short', detail));
}

/**
 * AWS reports that all is well. A call that was refused might have told that the next delivery will not be: unknown. What lies in an account
 * outside the scan, nobody asked this scan to look at: the pass says so. See docs/adr/0011.
 */
function requireEvidence(sites: readonly SiteDiagnosis[]): string {
  const unknowns = sites.flatMap((site) => site.unknowns);
  const hole = unknowns.find((unknown) => !isOutsideScan(unknown));
  if (hole !== undefined) throw new UnknownRead(hole.path, new Unknown(hole.reason, hole.detail, hole.action));
  const paths = [...new Set(unknowns.map(({ path }) => path))];
  return paths.length === 0 ? '' : ` Outside this scan and not judged: ${listNames(paths)}.`;
}

/** The causes that stand first, and where they hold if not everywhere. */
function describePrediction(predicted: readonly SiteDiagnosis[], all: readonly SiteDiagnosis[]): string {
  const messages = new Map<string, string>();
  for (const { causes } of predicted) for (const cause of causes) messages.set(causeName(cause), cause.message);
  const shown = [...messages.values()].slice(0, 2).join(' ');
  const more = messages.size > 2 ? ` ${messages.size - 2} more causes.` : '';
  if (predicted.length === all.length) return shown + more;
  const places = predicted.map(({ account, region }) => ({ account, region, status: () => undefined as never }));
  const others = all.map(({ account, region }) => ({ account, region, status: () => undefined as never }));
  return `${shown}${more} In ${viewNames(places, others)}.`;
}
