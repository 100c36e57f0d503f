import { csvLine } from '#src/report/csv.ts';
import type { VerifyResult } from '../result.ts';
import { omittedRows, problemRow, sortProblems, verdictSentence } from './rows.ts';

const columns = ['verdict', 'kind', 'chain', 'object', 'span', 'meaning', 'detail'] as const;

/** RFC 4180: a line per problem; chains without any have a line that says `valid`. */
export function renderCsv(result: VerifyResult): string {
  const broken = new Set(result.problems.map(({ chain }) => chain));
  const lines = [
    ...[...sortProblems(result.problems).map(problemRow), ...omittedRows(result)].map((row) =>
      columns.map((column) => row[column]),
    ),
    ...result.chains.filter(({ id }) => !broken.has(id)).map((chain) => [chain.verdict, '', chain.id, '', '', '', '']),
  ];
  const nothing = lines.length === 0 ? [[result.verdict, '', '', '', '', verdictSentence(result), '']] : [];
  return [columns, ...lines, ...nothing].map(csvLine).join('');
}
