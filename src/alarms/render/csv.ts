import { visible } from '#src/report/text.ts';
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
  yield line(columns);
  for (const { rows } of accounts) {
    for (const row of rows) {
      const lists = [row.by, row.told, row.because, row.notes].map((list) => list.join('; '));
      yield line([row.account, row.rule, row.what, row.state, row.link ?? '', ...lists, row.permission ?? '']);
    }
  }
};

const line = (fields: readonly string[]): string => `${fields.map(field).join(',')}\r\n`;

/** Spreadsheets run a cell that begins like a formula. https://owasp.org/www-community/attacks/CSV_Injection */
function field(raw: string): string {
  const text = visible(raw);
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
