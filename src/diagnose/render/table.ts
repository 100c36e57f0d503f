import { visible } from '#src/report/text.ts';
import type { DiagnosisReport } from '../report.ts';
import { caseWords, placesText, reportedInPlaces, summaryText, unknownText } from '../words.ts';

/** One line a verdict and cause, for a glance over many trails. */
export function renderTable({ trails, unseen, counts }: DiagnosisReport): string {
  const rows: string[][] = [['TRAIL', 'CHANNEL', 'VERDICT', 'WHERE', 'AWS REPORTS', 'CAUSE', 'STATEMENT']];
  for (const { name, account, verdicts, unknown } of trails) {
    if (unknown !== undefined) rows.push([name, '-', caseWords.unknown, '-', unknownText(unknown), '-', '-']);
    for (const verdict of verdicts) {
      const start = [
        name,
        verdict.channel,
        caseWords[verdict.case],
        placesText(verdict.places, account),
        reportedInPlaces(verdict.places),
      ];
      const causes = verdict.causes.map(({ id, statement = '-' }) => [id, statement]);
      for (const end of causes.length === 0 ? [['-', '-']] : causes) rows.push([...start, ...end]);
    }
  }
  for (const { account, unknown } of unseen)
    rows.push([`(account ${account})`, '-', caseWords.unknown, '-', unknownText(unknown), '-', '-']);
  const shown = rows.map((row) => row.map((cell) => visible(cell)));
  const widths = shown[0]!.map((_, column) => Math.min(60, Math.max(...shown.map((row) => row[column]!.length))));
  const lines = shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, '', summaryText(trails.length, counts)].join('\n')}\n`;
}
