import { describeUnknown } from '#src/core/evaluate.ts';
import type { Cell } from '#src/domain/coverage/cell.ts';
import { classId } from '#src/domain/coverage/event-class.ts';
import type { Delivery } from '#src/domain/coverage/delivery.ts';
import type { Matrix, MatrixRow } from '#src/domain/coverage/matrix.ts';
import { csvLine } from '#src/report/csv.ts';
import type { AccountCoverage } from '../coverage.ts';
import { causeTexts, deliveryText, openTexts } from '../delivery-words.ts';
import { protectionTexts } from '../words.ts';
import type { CoverageFormat } from './format.ts';

const columns = [
  'account',
  'account_name',
  'region',
  'event_class',
  'state',
  'detail',
  'recorded_by',
  'selectors',
  'delivery',
  'encryption',
  'verifiable',
  'kept',
  'unknown',
  'missing_permission',
  'delivery_causes',
  'delivery_unknown',
];

/** RFC 4180, one row for each account, region and class of events. */
export const csv: CoverageFormat = function* (accounts) {
  yield csvLine(columns);
  for (const account of accounts) yield rowsOf(account);
};

function rowsOf({ matrix, name = '' }: AccountCoverage): string {
  const lines: string[] = [];
  for (const row of matrix.rows) {
    row.cells.forEach((cell, index) => {
      if (cell === null) return;
      const place = [matrix.account, name, row.region, classId(matrix.classes[index]!)];
      lines.push(csvLine([...place, ...cellFields(cell, row, matrix)]));
    });
  }
  return lines.join('');
}

function cellFields(
  { state, detail = '', by, unknown }: Cell,
  { deliveries }: MatrixRow,
  { recorders }: Matrix,
): string[] {
  const each = (text: (recorder: number) => string): string => by.map(({ recorder }) => text(recorder)).join('; ');
  const lines = (texts: (delivery: Delivery) => string[]): string =>
    [...new Set(by.flatMap(({ recorder }) => texts(deliveries[recorder] ?? { state: 'delivered' })))].join('; ');
  const protection = recorders.map(protectionTexts);
  return [
    state,
    detail,
    each((recorder) => recorders[recorder]!.id),
    by.map(({ selectors }) => selectors.join(' ')).join('; '),
    each((recorder) => {
      const delivery = deliveries[recorder];
      return delivery === null || delivery === undefined ? '' : deliveryText(delivery);
    }),
    each((recorder) => protection[recorder]!.encryption),
    each((recorder) => protection[recorder]!.verifiable),
    each((recorder) => protection[recorder]!.kept),
    unknown === undefined ? '' : describeUnknown(unknown),
    unknown?.action ?? '',
    lines(causeTexts),
    lines(openTexts),
  ];
}
