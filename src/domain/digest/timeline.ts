/** How well a stretch of time is proven, for the picture and the summary. */
export type SegmentState = 'whole' | 'broken' | 'missing' | 'gap' | 'explained' | 'incomplete' | 'pending';

/** Half-open, in milliseconds since the epoch. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly state: SegmentState;
}

const worstFirst = ['broken', 'missing', 'gap', 'incomplete', 'explained', 'whole', 'pending'] as const;

/** Adds a stretch, joining it to the last one where they are equal and touch: a year of good hours stays one segment. */
export function addSegment(segments: Segment[], next: Segment): void {
  if (next.to <= next.from) {
    return;
  }
  const last = segments.at(-1);
  if (last !== undefined && last.state === next.state && next.from <= last.to && next.to >= last.from) {
    segments[segments.length - 1] = { ...last, from: Math.min(last.from, next.from), to: Math.max(last.to, next.to) };
    return;
  }
  segments.push(next);
}

/** Segments in order, without overlap, cut to the range; where two overlap the worse one stays. */
export function flatten(segments: readonly Segment[], from: number, to: number): readonly Segment[] {
  const edges = segments
    .flatMap(({ state, ...segment }) => [
      { at: segment.from, state, step: 1 },
      { at: segment.to, state, step: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const open = new Map<SegmentState, number>();
  const flat: Segment[] = [];
  let at = from;
  for (const edge of edges) {
    const next = Math.min(edge.at, to);
    const worst = worstFirst.find((state) => (open.get(state) ?? 0) > 0);
    if (worst !== undefined) {
      addSegment(flat, { from: at, to: next, state: worst });
    }
    at = Math.max(at, next);
    open.set(edge.state, (open.get(edge.state) ?? 0) + edge.step);
  }
  return flat;
}
