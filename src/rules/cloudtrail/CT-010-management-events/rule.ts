import { account } from '#src/assets/account/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { managementReads, managementWrites } from '#src/domain/coverage/event-class.ts';
import { trailRecorders } from '#src/domain/coverage/recorder.ts';
import { coverageOf, findGaps } from '#src/domain/coverage/recording.ts';
import { gapsText } from './gaps-text.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-010',
  slug: 'management-events',
  title: 'Active trails together record all read and write management events in every enabled region',
  severity: 'medium',
  pillars: ['security'],
  aliases: {
    Conformity: ['CT-010'],
    Prowler: ['cloudtrail_multi_region_enabled_logging_management_events'],
    Steampipe: ['cloudtrail_multi_region_read_write_enabled'],
    CloudSploit: ['cloudtrailManagementEvents'],
    'Security Hub': ['CloudTrail.1'],
    'AWS Config': ['multi-region-cloudtrail-enabled'],
  },
  controls,
  asset: account,
  reads: { regions: true, trails: { configuration: true, status: true, eventSelectors: true } },
  messages: {
    incomplete: 'Management events are not all recorded; active trails record {gaps}.',
  },
  evaluate({ id, regions, trails }, { pass, fail }) {
    const coverage = coverageOf({ recorders: trailRecorders(trails, id), partition: () => 'aws' });
    const { gaps, pending } = findGaps(coverage, regions, [managementReads, managementWrites]);
    if (gaps.length > 0) return fail('incomplete', { gaps: gapsText(gaps, regions.length) });
    if (pending) throw pending;
    return pass();
  },
});
