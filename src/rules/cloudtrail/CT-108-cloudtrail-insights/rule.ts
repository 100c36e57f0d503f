import { account } from '#src/assets/account/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { every, select, some } from '#src/core/three-valued.ts';
import { effectiveInsights } from '#src/domain/coverage/extent.ts';
import { trailRecorders } from '#src/domain/coverage/recorder.ts';
import { controls } from './controls.ts';

const TYPES = [
  { type: 'ApiCallRateInsight', title: 'the rate of calls' },
  { type: 'ApiErrorRateInsight', title: 'the rate of errors' },
];

export const rule = defineRule({
  id: 'CT-108',
  slug: 'cloudtrail-insights',
  title: 'Active trails have Insights on the rate of calls and on the rate of errors',
  severity: 'low',
  pillars: ['security'],
  aliases: {
    Prowler: ['cloudtrail_insights_exist'],
    Steampipe: ['cloudtrail_trail_insight_selectors_and_logging_enabled'],
  },
  controls,
  asset: account,
  reads: { regions: true, trails: { configuration: true, status: true, eventSelectors: true, insightSelectors: true } },
  messages: { off: 'No active trail has Insights on {missing} of the management events that it records.' },
  evaluate({ id, regions, trails }, { pass, fail }) {
    const recorders = trailRecorders(trails, id);
    const { matching, pending } = select(TYPES, ({ type }) =>
      every(recorders, (trail) =>
        some(
          [
            () => !trail.insightTypes().includes(type),
            () => !effectiveInsights([type], trail.selectors).includes(type),
            () => every(regions, (region) => !trail.isRecordingIn(region)),
          ],
          (isIdle) => isIdle(),
        ),
      ),
    );
    if (matching.length > 0) return fail('off', { missing: matching.map(({ title }) => title).join(' or ') });
    if (pending) throw pending;
    return pass();
  },
});
