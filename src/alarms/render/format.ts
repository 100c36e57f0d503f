import { grouped } from '#src/report/text.ts';
import type { AccountAlarms, AlarmRow } from '../alarms.ts';

export interface RenderOptions {
  readonly color: boolean;
  readonly width: number;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601: the clock of the judgement. */
  readonly at: string;
}

/** Turns accounts into pieces of a document, one at a time. */
export type AlarmsFormat = (accounts: Iterable<AccountAlarms>, options: RenderOptions) => Generator<string>;

export const states: Readonly<Record<AlarmRow['state'], { readonly sign: string; readonly word: string }>> = {
  covered: { sign: '+', word: 'told' },
  broken: { sign: 'x', word: 'not told' },
  unknown: { sign: '?', word: 'unknown' },
  'not-applicable': { sign: '-', word: 'does not apply' },
};

export type Counts = Record<AlarmRow['state'], number>;

export const noCounts = (): Counts => ({ covered: 0, broken: 0, unknown: 0, 'not-applicable': 0 });

export function count(counts: Counts, { rows }: AccountAlarms): void {
  for (const { state } of rows) counts[state]++;
}

/** `12 told, 5 not told, 1 unknown` */
export function countsText(counts: Counts): string {
  return (Object.keys(states) as AlarmRow['state'][])
    .filter((state) => counts[state] > 0)
    .map((state) => `${grouped(counts[state])} ${states[state].word}`)
    .join(', ');
}
