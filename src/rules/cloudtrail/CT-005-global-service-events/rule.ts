import { account } from '#src/assets/account/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { attempt, some } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { globalRegion } from '#src/domain/aws/partition.ts';
import { globalServiceEvents } from '#src/domain/coverage/event-class.ts';
import { type Recorder, trailRecorders } from '#src/domain/coverage/recorder.ts';
import { coverageOf } from '#src/domain/coverage/recording.ts';
import { controls } from './controls.ts';

export const rule = defineRule({
  id: 'CT-005',
  slug: 'global-service-events',
  title: 'An active trail records the events of global services',
  severity: 'high',
  pillars: ['security'],
  aliases: {
    Conformity: ['CT-005'],
    CloudSploit: ['cloudtrailEnabled'],
    ScoutSuite: ['cloudtrail-no-global-services-logging'],
    ElectricEye: ['CloudTrail.4'],
    'SRA-verify': ['SRA-CLOUDTRAIL-06'],
    'AWS Config': ['cloudtrail-security-trail-enabled'],
  },
  controls,
  asset: account,
  reads: { partition: true, regions: true, trails: { configuration: true, status: true, eventSelectors: true } },
  messages: {
    notRecorded:
      'No active trail records the events of global services (IAM, STS, CloudFront), which appear in {region} only: {why}.',
  },
  evaluate({ id, partition, regions, trails }, { pass, fail }) {
    const recorders = trailRecorders(trails, id);
    const region = globalRegion(partition);
    const coverage = coverageOf({ recorders, partition: () => partition });
    const { extent, pending } = coverage.in(region, globalServiceEvents);
    // Reads or writes alone are CT-010's to report: a trail gets these events.
    if (extent.state === 'all' || extent.state === 'some') return pass();
    if (pending) throw pending;
    if (!some(regions, (name) => name === region)) {
      throw new UnknownRead('regions', new Unknown('cut-short', `the trails of ${region} were not asked for`));
    }
    // Nothing is known of a trail that a region without an answer hides, but that it records in that region alone.
    const why = recorders.map((recorder, index) =>
      attempt(() => reason(recorder, region, () => trails[index]!.configuration.homeRegion)),
    );
    const known = why.filter((text) => typeof text === 'string');
    const none = why.length === 0 ? 'there is no trail' : 'no trail that could be read reaches it';
    return fail('notRecorded', { region, why: known.length === 0 ? none : known.join('; ') });
  },
});

/** What settles that a trail gets none of these events. Other answers about it may be unknown: they are not needed. */
function reason(trail: Recorder, region: string, home: () => string): string {
  const isNot = (read: () => boolean): boolean => attempt(read) === false;
  if (isNot(trail.includesGlobalServiceEvents)) return `trail ${trail.name()} leaves them out`;
  if (isNot(() => trail.isRecordingIn(region))) {
    return trail.isMultiRegion() || home() === region
      ? `trail ${trail.name()} is stopped in ${region}`
      : `trail ${trail.name()} records one region, and nothing in ${region}`;
  }
  return `trail ${trail.name()} selects no management events of these services`;
}
