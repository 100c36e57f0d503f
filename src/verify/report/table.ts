import { styleText } from 'node:util';
import type { VerifyResult } from '../result.ts';
import { chainRow, omittedSentence, problemRow, showSpan, sortProblems, verdictSentence } from './rows.ts';

const columns = ['trail', 'account', 'region', 'verdict', 'digests', 'logs', 'hours', 'note'] as const;
const titles = ['Trail', 'Account', 'Region', 'Verdict', 'Digests', 'Log files', 'Proven', ''] as const;

/** For a terminal: a line per chain, then every problem with its object, its time and what it means. */
export function renderTable(
  result: VerifyResult,
  options: { readonly color: boolean; readonly verbose: boolean },
): string {
  const paint = (verdict: string, text: string): string => {
    if (!options.color) {
      return text;
    }
    const color =
      verdict === 'valid'
        ? 'green'
        : verdict === 'incomplete' || verdict.startsWith('gap (')
          ? 'yellow'
          : verdict === 'notice'
            ? 'gray'
            : 'red';
    return styleText(color, text, { validateStream: false });
  };
  const rows = result.chains.map(chainRow);
  const widths = columns.map((column, index) =>
    Math.max(titles[index]?.length ?? 0, ...rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  const span = showSpan(result.from, result.to);
  const out: string[] = [`Log chains${span === '' ? '' : `, ${span}`}`, ''];
  if (rows.length > 0) {
    out.push(line([...titles]));
    for (const row of rows) {
      const cells = columns.map((column) => row[column]);
      out.push(line(cells).replace(` ${row.verdict} `, ` ${paint(row.verdict, row.verdict)} `));
    }
    out.push('');
  }
  for (const problem of sortProblems(result.problems)) {
    const row = problemRow(problem);
    if (row.verdict === 'notice' && !options.verbose) {
      continue;
    }
    out.push(`${paint(row.verdict, row.verdict)}  ${row.kind}  ${row.chain}`);
    for (const part of [row.object, row.span, row.meaning, row.detail]) {
      if (part !== '') {
        out.push(`    ${part}`);
      }
    }
  }
  const omitted = omittedSentence(result);
  out.push(...(omitted === undefined ? [] : [omitted]), paint(result.verdict, verdictSentence(result)));
  return `${out.join('\n')}\n`;
}
