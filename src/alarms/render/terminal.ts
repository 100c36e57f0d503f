import { painter, type Style } from '#src/report/table/paint.ts';
import { wrapWords } from '#src/report/table/wrap-words.ts';
import { plural, visible } from '#src/report/text.ts';
import type { AlarmRow } from '../alarms.ts';
import { type AlarmsFormat, count, countsText, noCounts, states } from './format.ts';

const styles: Readonly<Record<AlarmRow['state'], Style>> = {
  covered: ['green'],
  broken: ['red'],
  unknown: ['yellow'],
  'not-applicable': ['gray'],
};

/** A list that reads without colour: sign and word say what colour repeats. */
export const terminal: AlarmsFormat = function* (accounts, { color, width }) {
  const paint = painter(color);
  const counts = noCounts();
  let number = 0;
  for (const one of accounts) {
    count(counts, one);
    yield `${number++ === 0 ? '' : '\n'}${paint('bold', `Account ${one.account}`)}\n`;
    for (const row of one.rows) {
      const { sign, word } = states[row.state];
      yield `${paint(styles[row.state], `${sign} ${word.padEnd(14)}`)} ${row.rule}  ${visible(row.what)}\n`;
      for (const text of details(row)) yield `${wrapWords(text, width, INDENT).join('\n')}\n`;
    }
  }
  yield `\n${plural(number, 'account')}: ${countsText(counts)}.\n`;
};

function details(row: AlarmRow): string[] {
  const told = row.told.length === 0 ? [] : [`${row.told.join('; ')}, by ${row.by.join('; ')}`];
  return [...(row.state === 'covered' ? told : []), ...row.because, ...row.notes].map(visible);
}

const INDENT = ' '.repeat(17);
