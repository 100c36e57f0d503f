import type { UnknownDetail } from '#src/core/finding.ts';
import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { toAdvanced } from '../event-selectors/advanced.ts';
import { classId, type EventClass } from './event-class.ts';
import { effectiveInsights, selectedExtent } from './extent.ts';
import type { Recorder } from './recorder.ts';
import type { Coverage, Recording } from './recording.ts';

/**
 * What is recorded of a class of events in a region. Equal cells are one object. `unknown` too where those that record it do not
 * deliver, and another may.
 */
export interface Cell {
  readonly state: 'recorded' | 'partial' | 'none' | 'unknown';
  /** Those that certainly record some of it: index in `recorders`, and the selectors that take it. */
  readonly by: readonly { readonly recorder: number; readonly selectors: readonly string[] }[];
  /** What is left out, or what alone is recorded. */
  readonly detail?: string;
  readonly unknown?: UnknownDetail;
}

export function unknownCell(read: UnknownRead): Cell {
  return { state: 'unknown', by: [], unknown: unknownDetail(read) };
}

/** Answers what is recorded of a class of events in a region, equal answers by the same object. Never throws `UnknownRead`. */
export function cellMaker(
  coverage: Coverage,
  recorders: readonly Recorder[],
  partition: () => string,
): (region: string, eventClass: EventClass) => Cell {
  const cells = new Map<string, Cell>();
  const indexes = new Map(recorders.map((recorder, index) => [recorder, index]));
  const labels = new Map<string, readonly string[]>();

  const labelsOf = (recorder: Recorder, index: number, eventClass: EventClass): readonly string[] => {
    const key = `${index}\n${classId(eventClass)}`;
    const known = labels.get(key) ?? selectorLabels(recorder, eventClass, partition);
    labels.set(key, known);
    return known;
  };
  const make = ({ extent, by, pending }: Recording, eventClass: EventClass): Cell => {
    const sources = by.map((recorder) => {
      const index = indexes.get(recorder)!;
      return { recorder: index, selectors: labelsOf(recorder, index, eventClass) };
    });
    const detail = 'detail' in extent && extent.detail !== undefined ? { detail: extent.detail } : {};
    if (pending !== undefined) return { state: 'unknown', by: sources, ...detail, unknown: unknownDetail(pending) };
    const state = extent.state === 'all' ? 'recorded' : extent.state === 'some' ? 'partial' : 'none';
    return { state, by: sources, ...detail };
  };

  return (region: string, eventClass: EventClass): Cell => {
    const recording = attempt(() => coverage.in(region, eventClass));
    if (recording instanceof UnknownRead) return unknownCell(recording);
    const { by, pending } = recording;
    const key = `${classId(eventClass)}\n${by.map((recorder) => indexes.get(recorder)).join()}\n${pending?.path ?? ''}`;
    const cell = cells.get(key) ?? make(recording, eventClass);
    cells.set(key, cell);
    return cell;
  };
}

/** The selectors of one recorder that take events of a class, by name where they have one: `#2 "S3 objects"`. */
function selectorLabels(recorder: Recorder, eventClass: EventClass, partition: () => string): string[] {
  if (eventClass.kind === 'insights') return effectiveInsights(recorder.insightTypes(), recorder.selectors);
  const selectors = recorder.selectors();
  const each =
    'advanced' in selectors
      ? selectors.advanced.map((selector) => ({ name: selector.name, parts: [selector] }))
      : selectors.basic.map((selector) => ({ name: undefined, parts: toAdvanced({ basic: [selector] }) }));
  return each.flatMap(({ name, parts }, index) => {
    if (selectedExtent([{ advanced: parts }], eventClass, partition).state === 'none') return [];
    return [name === undefined || name === '' ? `#${index + 1}` : `#${index + 1} "${name}"`];
  });
}
