import type { EventClass } from '#src/domain/coverage/event-class.ts';
import type { Matrix } from '#src/domain/coverage/matrix.ts';
import { painter, type Paint, type Style } from '#src/report/table/paint.ts';
import { plural, visible } from '#src/report/text.ts';
import type { AccountCoverage } from '../coverage.ts';
import {
  accountTitle,
  columnName,
  countCells,
  countedStates,
  emptyCounts,
  protectionTexts,
  recorderName,
  shown,
  type Shown,
  shownStates,
  sources,
  troubles,
} from '../words.ts';
import type { CoverageFormat } from './format.ts';

const styles: Record<Shown, Style> = {
  recorded: 'green',
  partial: 'yellow',
  'not-delivered': ['bold', 'magenta'],
  'will-fail': 'magenta',
  none: ['bold', 'red'],
  unknown: 'cyan',
  elsewhere: 'gray',
};

/** The matrix for a terminal. Signs carry the meaning, colour repeats it. */
export const terminal: CoverageFormat = function* (accounts, { color, width }) {
  const paint = painter(color);
  const counts = emptyCounts();
  let number = 0;
  for (const account of accounts) {
    countCells(account.matrix, counts);
    number++;
    yield accountText(account, paint, Math.max(40, width));
  }
  const legend = (Object.keys(shownStates) as Shown[]).map(
    (state) => `${paint(styles[state], shownStates[state].sign)} ${shownStates[state].word}`,
  );
  yield `${legend.join('   ')}\n`;
  yield `Mgmt: management events, Netw: network activity, R: read, W: write; the others are data events by service\n`;
  const parts = countedStates.map((state) => `${counts[state]} ${shownStates[state].word}`);
  yield `${plural(number, 'account')}: ${parts.join(', ')}\n`;
};

function accountText({ matrix, name }: AccountCoverage, paint: Paint, width: number): string {
  const lines = [paint('bold', `Account ${visible(accountTitle(matrix.account, name))}`)];
  const label = Math.max(8, ...matrix.rows.map(({ region }) => region.length));
  for (const columns of columnGroups(matrix.classes, width - label)) {
    const head = columns.map((index) => ` ${columnName(matrix.classes[index]!)}`).join('');
    lines.push(paint('gray', `${'region'.padEnd(label)}${head}`));
    for (const row of matrix.rows) lines.push(rowText(matrix, row, columns, label, paint));
    lines.push('');
  }
  for (const recorder of matrix.recorders) {
    const { encryption, verifiable, kept } = protectionTexts(recorder);
    lines.push(visible(`${recorderName(recorder)}: ${encryption}, ${verifiable}, kept ${kept}`));
  }
  if (matrix.recorders.length === 0) lines.push('No trail and no event data store.');
  for (const source of sources(matrix)) lines.push(`  ${paint('green', '+')} ${visible(source)}`);
  for (const trouble of troubles(matrix)) lines.push(`  ${paint('red', '*')} ${visible(trouble)}`);
  return `${lines.join('\n')}\n\n`;
}

function rowText(
  matrix: Matrix,
  row: Matrix['rows'][number],
  columns: readonly number[],
  label: number,
  paint: Paint,
): string {
  const cells = columns.map((index) => {
    const state = shown(row.cells[index]!, row);
    const space = columnName(matrix.classes[index]!).length - 1;
    const before = Math.ceil(space / 2);
    return ` ${' '.repeat(before)}${paint(styles[state], shownStates[state].sign)}${' '.repeat(space - before)}`;
  });
  return `${visible(row.region).padEnd(label)}${cells.join('')}`.trimEnd();
}

/** As many columns as fit side by side; the others follow below. */
function columnGroups(classes: readonly EventClass[], width: number): number[][] {
  const groups: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  classes.forEach((eventClass, index) => {
    const needed = columnName(eventClass).length + 1;
    if (used + needed > width) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)!.push(index);
    used += needed;
  });
  return groups;
}
