import { account } from '#src/assets/account/model.ts';
import { defineRule } from '#src/core/rule.ts';
import { attempt } from '#src/core/three-valued.ts';
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
  reads: { partition: true, trails: { configuration: true, status: true, eventSelectors: true } },
  messages: {
    notRecorded:
      'No active trail records the events of global services (IAM, STS, CloudFront), which appear in {region} only: {why}.',
  },
  evaluate({ id, partition, trails }, { pass, fail }) {
    const recorders = trailRecorders(trails, id);
    const region = globalRegion(partition);
    const coverage = coverageOf({ recorders, partition: () => partition });
    const { extent, pending } = coverage.in(region, globalServiceEvents);
    // Reads or writes alone are CT-010's to report: a trail gets these events.
    if (extent.state === 'all' || extent.state === 'some') return pass();
    if (pending) throw pending;
    const why = recorders.map((recorder) => reason(recorder, region));
    return fail('notRecorded', { region, why: why.length === 0 ? 'there is no trail' : why.join('; ') });
  },
});

/** What settles that a trail gets none of these events. Other answers about it may be unknown: they are not needed. */
function reason(trail: Recorder, region: string): string {
  const isNot = (read: () => boolean): boolean => attempt(read) === false;
  if (isNot(trail.includesGlobalServiceEvents)) return `trail ${trail.name()} leaves them out`;
  if (isNot(() => trail.isRecordingIn(region))) {
    return trail.isMultiRegion()
      ? `trail ${trail.name()} is stopped`
      : `trail ${trail.name()} records one region, and nothing in ${region}`;
  }
  return `trail ${trail.name()} selects no management events of these services`;
}
