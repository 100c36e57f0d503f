import { trail } from '#src/assets/trail/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { select } from '#src/core/three-valued.ts';
import { regionViews, viewNames } from '../views.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-101',
  slug: 'trail-stopped',
  title: 'Trails record in every region that they cover',
  severity: 'high',
  pillars: ['security', 'operational-excellence', 'reliability'],
  aliases: {
    ScoutSuite: ['cloudtrail-no-logging'],
    CloudSploit: ['cloudtrailEnabled'],
    Checkov: ['CKV_AWS_251'],
    KICS: ['4bb76f17', '5c0b06d5'],
    'SRA-verify': ['SRA-CLOUDTRAIL-07'],
    Steampipe: ['cloudtrail_trail_enabled'],
  },
  controls,
  asset: trail,
  // The status holds the home region of a single-region trail, and every enabled region for the others.
  reads: { status: true },
  messages: {
    stopped: 'Trail {trail} is stopped and records nothing{since}.',
    stoppedIn: 'Trail {trail} is stopped in {regions}.',
  },
  evaluate({ name, region: home, status }, { pass, fail, notApplicable }) {
    const views = regionViews(status);
    if (views.length === 0) return notApplicable('The trail covers no region of this scan.');
    const stopped = select(views, (view) => !view.status().isLogging);
    const atHome = stopped.matching.find((view) => view.region === home);
    // Where the home region was not asked, nobody knows that the trail records nothing at all.
    if (atHome !== undefined && stopped.matching.length === views.length) {
      const at = atHome.status().stopLoggingTime;
      return fail('stopped', { trail: name, since: at === undefined ? '' : ` since ${at}` });
    }
    if (stopped.matching.length > 0) {
      return fail('stoppedIn', { trail: name, regions: viewNames(stopped.matching, views) });
    }
    if (stopped.pending) throw stopped.pending;
    return pass();
  },
});
