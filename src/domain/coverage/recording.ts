import { attempt, attemptEach, every, select } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import type { EventSelectors } from '../event-selectors/model.ts';
import { classId, type EventClass } from './event-class.ts';
import { effectiveInsights, type Extent, insightExtent, leavesOutSome, objectsOf, selectedExtent } from './extent.ts';
import type { Recorder } from './recorder.ts';

/** What is recorded of a class of events in a region. */
export interface Recording {
  /** What those in `by` certainly record together. */
  readonly extent: Extent;
  readonly by: readonly Recorder[];
  /** The unknown that more could hide behind; `undefined` when nothing unknown could change the extent. */
  readonly pending: UnknownRead | undefined;
  /** The unknown that another recorder of it could hide behind, whether or not that would change the extent. */
  readonly others: UnknownRead | undefined;
}

/** The one calculation behind the coverage rules and the coverage matrix. */
export interface Coverage {
  readonly in: (region: string, eventClass: EventClass) => Recording;
}

export interface CoverageQuestion {
  readonly recorders: readonly Recorder[];
  /** Read only where ARNs matter: it may be unknown. */
  readonly partition: () => string;
}

/**
 * Answers what records a class of events in a region. Answers are remembered: most regions of an account are recorded
 * by the same trails.
 */
export function coverageOf({ recorders, partition }: CoverageQuestion): Coverage {
  const remembered = new Map<string, Extent>();
  const indexes = new Map(recorders.map((recorder, index) => [recorder, index]));

  const remember = (by: readonly Recorder[], eventClass: EventClass, find: () => Extent): Extent => {
    const key = `${classId(eventClass)}\n${by.map((recorder) => indexes.get(recorder)).join(',')}`;
    const known = remembered.get(key) ?? find();
    remembered.set(key, known);
    return known;
  };
  const extentOf = (by: readonly Recorder[], eventClass: EventClass): Extent =>
    remember(by, eventClass, () => {
      if (by.length === 0) return { state: 'none' };
      if (eventClass.kind !== 'insights') {
        return selectedExtent(
          by.map((recorder) => recorder.selectors()),
          eventClass,
          partition,
        );
      }
      return insightExtent(by.flatMap((recorder) => effectiveInsights(recorder.insightTypes(), recorder.selectors)));
    });

  return {
    in(region, eventClass) {
      const { matching, pending } = select(recorders, (recorder) =>
        every(
          [
            () => eventClass.kind !== 'global' || recorder.includesGlobalServiceEvents(),
            () => recorder.isRecordingIn(region),
            () => extentOf([recorder], eventClass).state !== 'none',
          ],
          (holds) => holds(),
        ),
      );
      const extent = extentOf(matching, eventClass);
      const recording = { extent, by: matching, pending, others: pending };
      if (extent.state === 'all') return { ...recording, pending: undefined };
      if (extent.state === 'undetermined') return { ...recording, pending: pending ?? tooComplex(matching) };
      if (extent.state !== 'some' || !isAboutObjects(eventClass)) return recording;
      return withoutOwnBuckets(recording, eventClass);
    },
  };

  /**
   * A trail that records the writes to its own bucket records its own deliveries: leaving the bucket out is what AWS
   * advises, so that for the verdict its objects count as recorded. What is told stays what the selectors really take.
   */
  function withoutOwnBuckets(recording: Recording, eventClass: EventClass & { kind: 'data' }): Recording {
    const read = recorders.map((recorder) => attempt(() => recorder.bucketName()));
    const buckets = [...new Set(read.filter((name) => typeof name === 'string'))];
    const whose = buckets.length > 1 ? 'buckets that trails write to' : "the trail's own bucket";
    const unread = read.find((name) => name instanceof UnknownRead);
    const selectors: EventSelectors[] = recording.by.map((recorder) => recorder.selectors());
    if (buckets.length > 0) selectors.push(objectsOf(buckets, partition()));
    const extent = selectedExtent(selectors, eventClass, partition);
    if (extent.state === 'undetermined') {
      return { ...recording, extent, pending: recording.pending ?? tooComplex(recording.by) };
    }
    if (extent.state !== 'all') {
      // Whose buckets could not be read may be what is left out, but a few buckets are never all that is missing beside some.
      const mayBeOwn = unread !== undefined && leavesOutSome(selectors, eventClass, partition);
      return { ...recording, pending: recording.pending ?? (mayBeOwn ? unread : undefined) };
    }
    const detail = recording.extent.state === 'some' ? `${recording.extent.detail} (${whose})` : undefined;
    return { ...recording, extent: { state: 'all', detail }, pending: undefined };
  }
}

const isAboutObjects = (eventClass: EventClass): eventClass is EventClass & { kind: 'data' } =>
  eventClass.kind === 'data' && eventClass.resourceType === 'AWS::S3::Object';

function tooComplex(by: readonly Recorder[]): UnknownRead {
  const detail = `the selectors of ${by.map((recorder) => recorder.name()).join(', ')} are too complex to compare`;
  return new UnknownRead('eventSelectors', new Unknown('invalid-document', detail));
}

/** A class of events that is certainly not wholly recorded in a region. */
export interface Gap {
  readonly region: string;
  readonly eventClass: EventClass;
  readonly extent: Exclude<Extent, { state: 'all' }>;
}

export interface Gaps {
  readonly gaps: readonly Gap[];
  /** The first unknown that another gap could hide behind. */
  readonly pending: UnknownRead | undefined;
  /** What is left out of classes that count as recorded in full: `except arn:aws:s3:::logs/* (the trail's own bucket)`. */
  readonly tolerated: readonly string[];
}

/** What is certainly not recorded in full. */
export function findGaps(coverage: Coverage, regions: readonly string[], classes: readonly EventClass[]): Gaps {
  const gaps: Gap[] = [];
  const tolerated = new Set<string>();
  let pending: UnknownRead | undefined;
  for (const region of attemptEach(regions)) {
    if (region instanceof UnknownRead) {
      pending ??= region;
      continue;
    }
    for (const eventClass of classes) {
      const recording = attempt(() => coverage.in(region, eventClass));
      if (recording instanceof UnknownRead) pending ??= recording;
      else if (recording.pending !== undefined) pending ??= recording.pending;
      else if (recording.extent.state !== 'all') gaps.push({ region, eventClass, extent: recording.extent });
      else if (recording.extent.detail !== undefined) tolerated.add(recording.extent.detail);
    }
  }
  return { gaps, pending, tolerated: [...tolerated] };
}
