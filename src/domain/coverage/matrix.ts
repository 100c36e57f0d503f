import type { UnknownDetail } from '#src/core/finding.ts';
import { attempt } from '#src/core/three-valued.ts';
import { UNKNOWN_REGIONS, UnknownRead } from '#src/core/unknown.ts';
import { unknownDetail } from '#src/core/unknown-detail.ts';
import { globalRegion } from '../aws/partition.ts';
import { toAdvanced } from '../event-selectors/advanced.ts';
import { resourceTypesConfigured } from '../event-selectors/coverage.ts';
import {
  classId,
  dataEvents,
  type EventClass,
  globalServiceEvents,
  insights,
  managementReads,
  managementWrites,
  networkActivity,
} from './event-class.ts';
import type { Deliveries, Delivery } from './delivery.ts';
import { effectiveInsights, selectedExtent } from './extent.ts';
import {
  type ProtectedEventDataStore,
  type ProtectedTrail,
  type Protection,
  storeProtection,
  trailProtection,
} from './protection.ts';
import { eventDataStoreRecorders, type Recorder, trailRecorders } from './recorder.ts';
import { type Coverage, coverageOf, type Recording } from './recording.ts';

export const cellStates = ['recorded', 'partial', 'none', 'unknown'] as const;
export type CellState = (typeof cellStates)[number];

/**
 * What is recorded of a class of events in a region. Equal cells are one object. `unknown` too where those that record it do not
 * deliver, and another may.
 */
export interface Cell {
  readonly state: CellState;
  /** Those that certainly record some of it: index in `recorders`, and the selectors that take it. */
  readonly by: readonly { readonly recorder: number; readonly selectors: readonly string[] }[];
  /** What is left out, or what alone is recorded. */
  readonly detail?: string;
  readonly unknown?: UnknownDetail;
}

export interface MatrixRow {
  readonly region: string;
  /** One for each class; `null` where the class does not occur in the region. */
  readonly cells: readonly (Cell | null)[];
  /** By index in `recorders`: whether it delivers from this region; `null` for those not known to record anything here. */
  readonly deliveries: readonly (Delivery | null)[];
}

export interface RecorderReport extends Protection {
  readonly kind: Recorder['kind'];
  /** Empty where not even that could be read. */
  readonly id: string;
  readonly name: string;
}

/** Region by event class: what records it. */
export interface Matrix {
  readonly account: string;
  readonly classes: readonly EventClass[];
  readonly recorders: readonly RecorderReport[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixInput {
  readonly account: string;
  readonly partition: string;
  /** An element is unknown where the list could not be had. */
  readonly regions: readonly string[];
  readonly trails: readonly ProtectedTrail[];
  /** The deliveries of a trail, by its index: asked only about those that record something. */
  readonly deliveriesOf: (trail: number) => Deliveries;
  readonly eventDataStores: readonly ProtectedEventDataStore[];
  /** Types of resources that the account is known to have; those that selectors name are added. */
  readonly resourceTypes?: readonly string[];
}

/** The coverage matrix of one account, by the calculation that the rules use. Never throws `UnknownRead`. */
export function coverageMatrix(input: MatrixInput): Matrix {
  const { account, regions, trails, eventDataStores, deliveriesOf } = input;
  const recorders = [...trailRecorders(trails, account), ...eventDataStoreRecorders(eventDataStores)];
  const partition = attempt(() => input.partition);
  const coverage = coverageOf({ recorders, partition: () => input.partition });
  const classes = classesOf(recorders, input.resourceTypes ?? []);
  const cellOf = cellMaker(coverage, recorders, () => input.partition);
  const onlyGlobal = partition instanceof UnknownRead ? undefined : globalRegion(partition);

  const rows: MatrixRow[] = [];
  for (let index = 0; index < regions.length; index++) {
    const region = attempt(() => regions[index]!);
    if (region instanceof UnknownRead) {
      const cell = unknownCell(region);
      rows.push({ region: UNKNOWN_REGIONS, cells: classes.map(() => cell), deliveries: [] });
      continue;
    }
    const found = classes.map((eventClass) => {
      if (eventClass.kind !== 'global' || onlyGlobal === region) return cellOf(region, eventClass);
      return partition instanceof UnknownRead ? unknownCell(partition) : null;
    });
    const active = new Set(found.flatMap((cell) => cell?.by.map(({ recorder }) => recorder) ?? []));
    const deliveries = recorders.map(({ kind }, recorder): Delivery | null => {
      if (!active.has(recorder)) return null;
      // An event data store holds its events itself.
      return kind === 'trail' ? deliveriesOf(recorder)(account, region) : { state: 'delivered' };
    });
    const cells = found.map((cell, index) => {
      if (cell === null || !isLost(cell, deliveries)) return cell;
      const { others } = coverage.in(region, classes[index]!);
      return others === undefined ? cell : { ...cell, ...unknownCell(others), by: cell.by };
    });
    rows.push({ region, cells, deliveries });
  }

  const reports = recorders.map((recorder, index): RecorderReport => {
    const { kind } = recorder;
    const protection =
      kind === 'trail'
        ? trailProtection(() => trails[index]!)
        : storeProtection(() => eventDataStores[index - trails.length]!);
    return { kind, id: textOrNothing(recorder.id), name: textOrNothing(recorder.name), ...protection };
  });
  return { account, classes, recorders: reports, rows };
}

const unknownCell = (read: UnknownRead): Cell => ({ state: 'unknown', by: [], unknown: unknownDetail(read) });

/** Recorded by some, but delivered by none of them: the events are lost as long as that lasts. */
export function isLost({ state, by }: Cell, deliveries: MatrixRow['deliveries']): boolean {
  if (state !== 'recorded' && state !== 'partial') return false;
  const states = by.map(({ recorder }) => deliveries[recorder]?.state);
  return states.every((one) => one === 'failing' || one === 'late' || one === 'predicted');
}

function textOrNothing(read: () => string): string {
  const text = attempt(read);
  return text instanceof UnknownRead ? '' : text;
}

function classesOf(recorders: readonly Recorder[], seen: readonly string[]): EventClass[] {
  const types = new Set(['AWS::S3::Object', ...seen]);
  for (const recorder of recorders) {
    const configured = attempt(() => resourceTypesConfigured(recorder.selectors()));
    if (!(configured instanceof UnknownRead)) for (const type of configured) types.add(type);
  }
  const data = [...types].toSorted().flatMap(dataEvents);
  return [managementReads, managementWrites, globalServiceEvents, ...data, networkActivity, insights];
}

function cellMaker(coverage: Coverage, recorders: readonly Recorder[], partition: () => string) {
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
