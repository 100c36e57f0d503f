import { describeUnknown } from '#src/core/evaluate.ts';
import { listNames } from '#src/core/message.ts';
import { classTitle, type EventClass } from '#src/domain/coverage/event-class.ts';
import type { Cell } from '#src/domain/coverage/cell.ts';
import { isLost, type Matrix, type MatrixRow, type RecorderReport } from '#src/domain/coverage/matrix.ts';
import type { Kept, Told } from '#src/domain/coverage/protection.ts';

import { deliveryTroubles } from './delivery-words.ts';

/** What a cell shows: its state, or that what is recorded does not arrive, or soon will not. */
export type Shown = Cell['state'] | 'not-delivered' | 'will-fail' | 'elsewhere';

export const shownStates = {
  recorded: { sign: '+', word: 'recorded' },
  partial: { sign: '~', word: 'in part' },
  'not-delivered': { sign: '!', word: 'not delivered' },
  'will-fail': { sign: '>', word: 'will not be delivered' },
  none: { sign: 'x', word: 'not recorded' },
  unknown: { sign: '?', word: 'unknown' },
  elsewhere: { sign: '-', word: 'does not occur here' },
} as const satisfies Record<Shown, { sign: string; word: string }>;

export function shown(cell: Cell | null, { deliveries }: MatrixRow): Shown {
  if (cell === null) return 'elsewhere';
  if (!isLost(cell, deliveries)) return cell.state;
  // One whose next delivery is refused still delivers what it recorded so far.
  return cell.by.some(({ recorder }) => deliveries[recorder]?.state === 'predicted') ? 'will-fail' : 'not-delivered';
}

export type Counts = Record<Shown, number>;

export function emptyCounts(): Counts {
  return { recorded: 0, partial: 0, 'not-delivered': 0, 'will-fail': 0, none: 0, unknown: 0, elsewhere: 0 };
}

/** The states that a report tells of, in the order of its legend. */
export const countedStates = ['recorded', 'partial', 'not-delivered', 'will-fail', 'none', 'unknown'] as const;

export function countCells(matrix: Matrix, counts: Counts = emptyCounts()): Counts {
  for (const row of matrix.rows) for (const cell of row.cells) counts[shown(cell, row)]++;
  return counts;
}

/** Two or three letters over a column; `classTitle` says the rest. */
export function columnName(eventClass: EventClass): string {
  switch (eventClass.kind) {
    case 'management':
      return eventClass.half === 'read' ? 'Mgmt R' : 'Mgmt W';
    case 'data': {
      const [, service = '', name = ''] = eventClass.resourceType.split('::');
      const short = ['Object', 'Function', 'Table', 'Topic', 'Queue'].includes(name) ? service : `${service} ${name}`;
      return `${short} ${eventClass.half === 'read' ? 'R' : 'W'}`;
    }
    case 'network-activity':
      return 'Netw';
    case 'insights':
      return 'Insights';
    default:
      return 'Global';
  }
}

/** What is not simply recorded and delivered, equal answers of several regions told once. */
export function troubles(matrix: Matrix): string[] {
  const found = new Map<string, string[]>();
  const delivered = new Map<string, { text: string; regions: string[] }>();
  for (const row of matrix.rows) {
    row.cells.forEach((cell, index) => {
      const text = cell && troubleText(matrix.classes[index]!, cell);
      if (text) found.set(text, [...(found.get(text) ?? []), row.region]);
    });
    row.deliveries.forEach((delivery, index) => {
      for (const { name, text } of delivery ? deliveryTroubles(matrix.recorders[index]!, delivery) : []) {
        const same = delivered.get(`${index}\n${name}`) ?? { text, regions: [] };
        same.regions.push(row.region);
        delivered.set(`${index}\n${name}`, same);
      }
    });
  }
  const ofDelivery = [...delivered.values()].map(({ text, regions }): [string, string[]] => [text, regions]);
  return sentences([...joinHalves(found), ...ofDelivery], matrix);
}

/** Who records what through which selectors: `write management events: trail main (#1) in all 17 regions`. */
export function sources(matrix: Matrix): string[] {
  const found = new Map<string, string[]>();
  for (const row of matrix.rows) {
    row.cells.forEach((cell, index) => {
      if (cell === null || cell.by.length === 0) return;
      const by = cell.by.map(({ recorder, selectors }) => {
        return `${recorderName(matrix.recorders[recorder]!)} (${selectors.join(', ')})`;
      });
      const text = `${classTitle(matrix.classes[index]!)}: ${listNames(by)} in {regions}`;
      found.set(text, [...(found.get(text) ?? []), row.region]);
    });
  }
  return sentences(joinHalves(found), matrix);
}

function sentences(found: readonly (readonly [string, string[]])[], { rows }: Matrix): string[] {
  return found.map(([text, regions]) => {
    const names =
      regions.length === rows.length && rows.length > 3 ? `all ${rows.length} regions` : listNames(regions, 8);
    return text.replace('{regions}', () => names);
  });
}

/** The same of reads and of writes is told once. */
function joinHalves(found: ReadonlyMap<string, string[]>): [string, string[]][] {
  const joined: [string, string[]][] = [];
  const done = new Set<string>();
  for (const [text, regions] of found) {
    if (done.has(text)) continue;
    const other = text.replace(/^read /, 'write ');
    const isBoth = other !== text && found.get(other)?.join() === regions.join();
    if (isBoth) done.add(other);
    joined.push([isBoth ? `read and ${other}` : text, regions]);
  }
  return joined;
}

function troubleText(eventClass: EventClass, { state, detail, unknown }: Cell): string | undefined {
  const title = classTitle(eventClass);
  if (state === 'none') return `${title}: not recorded in {regions}`;
  if (state === 'partial') return `${title}: in part in {regions}: ${detail ?? ''}`;
  if (state === 'unknown') return `${title}: unknown in {regions}. ${unknown ? describeUnknown(unknown) : ''}`;
  return undefined;
}

function toldText<T extends string | number | { readonly kmsKey: string } | { readonly until: string }>(
  value: Told<T>,
  text: (value: T) => string,
): string {
  if (typeof value !== 'object' || !('unknown' in value)) return text(value);
  const { action, reason } = value.unknown;
  return `unknown (${action ?? reason.replaceAll('-', ' ')})`;
}

/** Encryption, proof and retention of a trail or an event data store in words. */
export function protectionTexts({ encryption, verifiable, kept }: RecorderReport) {
  return {
    encryption: toldText(encryption, (value) =>
      value === 'service-managed' ? 'no KMS key' : `KMS key ${value.kmsKey}`,
    ),
    verifiable: toldText(
      verifiable,
      (value) => ({ digests: 'digest files', store: 'immutable store', no: 'not verifiable' })[value],
    ),
    kept: toldText(kept, (value) => keptText(value)),
  };
}

function keptText(kept: Kept): string {
  if (kept === 'no-bucket') return 'nowhere, the bucket does not exist';
  if (typeof kept === 'object') return `until ${kept.until}, when a lifecycle rule deletes everything`;
  return kept === 'forever' ? 'until deleted' : `${kept} days`;
}

/** `trail main`, or that something is there which could not be read. */
export function recorderName({ kind, id, name }: RecorderReport): string {
  const what = kind === 'trail' ? 'trail' : 'event data store';
  return id === '' ? `${what} that could not be read` : `${what} ${name}`;
}

export function accountTitle(account: string, name: string | undefined): string {
  return name === undefined ? account : `${account} (${name})`;
}
