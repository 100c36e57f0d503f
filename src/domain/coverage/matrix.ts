import { attempt, attemptEach } from '#src/core/three-valued.ts';
import { UNKNOWN_REGIONS, UnknownRead } from '#src/core/unknown.ts';
import { globalRegion } from '../aws/partition.ts';
import { resourceTypesConfigured } from '../event-selectors/coverage.ts';
import { type Cell, cellMaker, unknownCell } from './cell.ts';
import type { Deliveries, Delivery } from './delivery.ts';
import {
  dataEvents,
  type EventClass,
  globalServiceEvents,
  insights,
  managementReads,
  managementWrites,
  networkActivity,
} from './event-class.ts';
import {
  type ProtectedEventDataStore,
  type ProtectedTrail,
  type Protection,
  storeProtection,
  trailProtection,
} from './protection.ts';
import { eventDataStoreRecorders, type Recorder, trailRecorders } from './recorder.ts';
import { type Coverage, coverageOf } from './recording.ts';

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
  const { account, regions, trails, eventDataStores } = input;
  const recorders = [...trailRecorders(trails, account), ...eventDataStoreRecorders(eventDataStores)];
  const coverage = coverageOf({ recorders, partition: () => input.partition });
  const classes = classesOf(recorders, input.resourceTypes ?? []);
  const rowOf = rowMaker(input, recorders, coverage, classes);
  const rows = Array.from(attemptEach(regions), (region) =>
    region instanceof UnknownRead ? unknownRow(region, classes) : rowOf(region),
  );
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

function unknownRow(regions: UnknownRead, classes: readonly EventClass[]): MatrixRow {
  const cell = unknownCell(regions);
  return { region: UNKNOWN_REGIONS, cells: classes.map(() => cell), deliveries: [] };
}

function rowMaker(
  input: MatrixInput,
  recorders: readonly Recorder[],
  coverage: Coverage,
  classes: readonly EventClass[],
): (region: string) => MatrixRow {
  const cellOf = cellMaker(coverage, recorders, () => input.partition);
  const partition = attempt(() => input.partition);
  const regionOfGlobalEvents = partition instanceof UnknownRead ? undefined : globalRegion(partition);

  return (region) => {
    const recorded = classes.map((eventClass) => {
      if (eventClass.kind !== 'global' || regionOfGlobalEvents === region) return cellOf(region, eventClass);
      return partition instanceof UnknownRead ? unknownCell(partition) : null;
    });
    const active = new Set(recorded.flatMap((cell) => cell?.by.map(({ recorder }) => recorder) ?? []));
    const deliveries = recorders.map(({ kind }, index): Delivery | null => {
      if (!active.has(index)) return null;
      // An event data store holds its events itself.
      return kind === 'trail' ? input.deliveriesOf(index)(input.account, region) : { state: 'delivered' };
    });
    const cells = recorded.map((cell, index) => {
      if (cell === null || !isLost(cell, deliveries)) return cell;
      const { others } = coverage.in(region, classes[index]!);
      return others === undefined ? cell : { ...cell, ...unknownCell(others), by: cell.by };
    });
    return { region, cells, deliveries };
  };
}

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
