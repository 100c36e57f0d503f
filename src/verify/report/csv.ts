import { csvLine } from '#src/report/csv.ts';
import type { VerifyResult } from '../result.ts';
import { problemRow, sortProblems } from './rows.ts';

const columns = ['verdict', 'kind', 'chain', 'object', 'span', 'meaning', 'detail'] as const;

/** RFC 4180: a line per problem; chains without any have a line that says `valid`. */
export function renderCsv(result: VerifyResult): string {
  const broken = new Set(result.problems.map(({ chain }) => chain));
  const lines = [
    ...sortProblems(result.problems).map((problem) => columns.map((column) => problemRow(problem)[column])),
    ...result.chains.filter(({ id }) => !broken.has(id)).map((chain) => [chain.verdict, '', chain.id, '', '', '', '']),
  ];
  return [columns, ...lines].map(csvLine).join('');
}
