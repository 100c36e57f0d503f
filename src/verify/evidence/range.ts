import { timeText } from '#src/domain/digest/time-text.ts';
import type { LineOf } from './schema.ts';

/** Up to when digests had to be there, and what is to be said of the range. */
export function rangeOf(header: LineOf<'header'> | undefined): {
  readonly due: number | undefined;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
} {
  const { from, to, now = 0, settle = 0 } = header ?? {};
  if ((from === undefined) !== (to === undefined)) {
    return { due: undefined, faults: ['the header names one end of the range only'], notes: [] };
  }
  if (to === undefined) {
    const note = 'No range was asked for: where a chain begins and ends was not judged.';
    return { due: undefined, faults: [], notes: header === undefined ? [] : [note] };
  }
  const due = Math.min(to, now - settle);
  const note = `By its clock the digests after ${timeText(due)} were not due: whether they are missing was not judged.`;
  return { due, faults: [], notes: due < to ? [note] : [] };
}
