import type { Finding } from '#src/core/finding.ts';
import type { ReportFormat } from '#src/core/report.ts';

import { causeSentence, controlNames, evidenceSentence, unknownSentence } from './sentences.ts';
import { visible } from './text.ts';

const columns = [
  ['id', ({ id }) => id],
  ['rule', ({ rule }) => rule],
  ['title', ({ title }) => title],
  ['severity', ({ severity }) => severity],
  ['outcome', ({ outcome }) => outcome],
  ['accepted', ({ exception }) => (exception === undefined ? 'no' : 'yes')],
  ['account', ({ asset }) => asset.account],
  ['region', ({ asset }) => asset.region],
  ['asset_kind', ({ asset }) => asset.kind],
  ['asset_name', ({ asset }) => asset.name],
  ['asset_id', ({ asset }) => asset.id],
  ['key', ({ key }) => key],
  ['message', ({ message }) => message],
  ['causes', ({ causes }) => causes?.map(causeSentence).join('; ')],
  ['unknowns', ({ unknowns }) => unknowns?.map(unknownSentence).join('; ')],
  ['missing_permissions', missingPermissions],
  ['evidence', ({ evidence }) => evidence.map((item) => evidenceSentence(item)).join('; ')],
  ['controls', (finding) => controlNames(finding).join('; ')],
  ['exception_id', ({ exception }) => exception?.id],
  ['exception_reason', ({ exception }) => exception?.reason],
  ['exception_owner', ({ exception }) => exception?.owner],
  ['exception_approver', ({ exception }) => exception?.approver],
  ['exception_expires', ({ exception }) => exception?.expires],
] as const satisfies readonly (readonly [string, (finding: Finding) => string | undefined])[];

/**
 * RFC 4180 with a header line, UTF-8 without a byte order mark (a reader that does not expect one takes it into the
 * first column's name). Summary and notes have no place in it.
 */
export const csv: ReportFormat = () => ({
  start: () => csvLine(columns.map(([name]) => name)),
  finding: (finding) => csvLine(columns.map(([, value]) => value(finding) ?? '')),
  end: () => '',
});

/** One record of RFC 4180 with its line end: the one place where fields are made safe for spreadsheets. */
export const csvLine = (fields: readonly string[]): string => `${fields.map(field).join(',')}\r\n`;

/**
 * Spreadsheets run a cell that begins with one of these as a formula; the apostrophe makes it text.
 * Full-width forms count: Excel folds them. https://owasp.org/www-community/attacks/CSV_Injection
 */
function field(raw: string): string {
  const text = visible(raw);
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
  // A field that begins with a space is quoted too: some readers trim it otherwise.
  return /[",]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function missingPermissions({ unknowns = [] }: Finding): string {
  return [...new Set(unknowns.flatMap(({ action }) => action ?? []))].join('; ');
}
