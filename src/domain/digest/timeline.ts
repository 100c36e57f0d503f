/** How well a stretch of time is proven, for the picture and the summary. */
export type SegmentState = 'whole' | 'broken' | 'missing' | 'gap' | 'explained' | 'incomplete' | 'pending';

/** Half-open, in milliseconds since the epoch. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly state: SegmentState;
}

const rank: Readonly<Record<SegmentState, number>> = {
  pending: 0,
  whole: 1,
  explained: 2,
  incomplete: 3,
  gap: 4,
  missing: 5,
  broken: 6,
};

/** Adds a stretch at the end, joining it to an equal neighbour: a year of good hours stays one segment. */
export function addSegment(segments: Segment[], next: Segment): void {
  if (next.to <= next.from) {
    return;
  }
  const last = segments.at(-1);
  if (last !== undefined && last.state === next.state && next.from <= last.to) {
    segments[segments.length - 1] = { ...last, from: Math.min(last.from, next.from), to: Math.max(last.to, next.to) };
    return;
  }
  segments.push(next);
}

/** Segments in order, without overlap, cut to the range; where two overlap the worse one stays. */
export function flatten(segments: readonly Segment[], from: number, to: number): readonly Segment[] {
  const edges = new Set<number>([from, to]);
  for (const segment of segments) {
    for (const edge of [segment.from, segment.to]) {
      if (edge > from && edge < to) {
        edges.add(edge);
      }
    }
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const flat: Segment[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) {
      break;
    }
    let worst: Segment | undefined;
    for (const segment of segments) {
      if (
        segment.from < end &&
        segment.to > start &&
        (worst === undefined || rank[segment.state] > rank[worst.state])
      ) {
        worst = segment;
      }
    }
    if (worst !== undefined) {
      addSegment(flat, { from: start, to: end, state: worst.state });
    }
  }
  return flat;
}
