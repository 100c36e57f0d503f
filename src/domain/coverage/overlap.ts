import { every, some } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { managementCoverage } from '../event-selectors/coverage.ts';
import { intersection } from './extent.ts';
import type { Recorder } from './recorder.ts';

/** Whether two trails record the same management events, by their selectors. */
export function recordSameManagementEvents(left: Recorder, right: Recorder): boolean {
  const { read, write } = managementCoverage([intersection(left.selectors(), right.selectors())]);
  return some([read, write], (half) => {
    if (half !== 'undetermined') return half !== 'none';
    const detail = `the selectors of ${left.name()} and ${right.name()} are too complex to compare`;
    throw new UnknownRead('trails.eventSelectors', new Unknown('invalid-document', detail));
  });
}

/** Whether two trails record the same management events in a region. */
export function isDuplicatedIn(left: Recorder, right: Recorder, region: string): boolean {
  const conditions = [
    () => left.isRecordingIn(region),
    () => right.isRecordingIn(region),
    () => recordSameManagementEvents(left, right),
  ];
  return every(conditions, (holds) => holds());
}
