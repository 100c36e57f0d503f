import { csvLine } from '#src/report/csv.ts';
import type { AlarmsFormat } from './format.ts';

const columns = [
  'account',
  'rule',
  'intent',
  'state',
  'link',
  'covered_by',
  'told',
  'because',
  'notes',
  'missing_permission',
];

/** RFC 4180, one row for each account and intent. */
export const csv: AlarmsFormat = function* (accounts) {
  yield csvLine(columns);
  for (const { rows } of accounts) {
    for (const row of rows) {
      const lists = [row.by, row.told, row.because, row.notes].map((list) => list.join('; '));
      yield csvLine([row.account, row.rule, row.what, row.state, row.link ?? '', ...lists, row.permission ?? '']);
    }
  }
};
