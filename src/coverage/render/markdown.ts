import { escapeMarkdown } from '#src/report/markdown/escape.ts';
import { plural } from '#src/report/text.ts';
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

/** Signs that stand out in a rendered page without colour. */
const signs: Record<Shown, string> = {
  recorded: '✓',
  partial: '◐',
  'not-delivered': '⚠',
  'will-fail': '➤',
  none: '✗',
  unknown: '?',
  elsewhere: ' ',
};

export const markdown: CoverageFormat = function* (accounts, { tool, at }) {
  const counts = emptyCounts();
  let number = 0;
  yield `# What records it: coverage of the audit trail\n\n`;
  yield `${(Object.keys(signs) as Shown[])
    .filter((state) => state !== 'elsewhere')
    .map((state) => `${signs[state]} ${shownStates[state].word}`)
    .join(' · ')}\n`;
  for (const account of accounts) {
    countCells(account.matrix, counts);
    number++;
    yield accountText(account);
  }
  const parts = countedStates.map((state) => `${counts[state]} ${shownStates[state].word}`);
  yield `\n${plural(number, 'account')}: ${parts.join(', ')}. `;
  yield `${escapeMarkdown(`${tool.name} ${tool.version}, ${at}`)}\n`;
};

function accountText({ matrix, name }: AccountCoverage): string {
  const { classes, recorders, rows } = matrix;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    '',
    `## Account ${escapeMarkdown(accountTitle(matrix.account, name))}`,
    '',
    line(['Region', ...classes.map((one) => escapeMarkdown(columnName(one)))]),
    line(['---', ...classes.map(() => ':-:')]),
    ...rows.map((row) => line([escapeMarkdown(row.region), ...row.cells.map((cell) => signs[shown(cell, row)])])),
    '',
    ...recorders.map((recorder) => {
      const { encryption, verifiable, kept } = protectionTexts(recorder);
      return `- **${escapeMarkdown(recorderName(recorder))}**: ${escapeMarkdown(`${encryption}, ${verifiable}, kept ${kept}`)}`;
    }),
    ...sources(matrix).map((source) => `- ✓ ${escapeMarkdown(source)}`),
    ...troubles(matrix).map((trouble) => `- ✗ ${escapeMarkdown(trouble)}`),
  ];
  return `${lines.join('\n')}\n`;
}
