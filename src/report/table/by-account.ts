import { type Finding, severities, type Severity } from '#src/core/finding.ts';
import { grouped, visible } from '../text.ts';
import { columns } from './columns.ts';
import { type Paint, severityStyles } from './paint.ts';

type Column = Severity | 'unknown' | 'passed';

const order: readonly Column[] = [...severities.toReversed(), 'unknown', 'passed'];

/** Accounts beyond this many are for the other formats. */
const MOST = 40;

/** Widths of the columns. */
const NAME = 14;
const COUNT = 10;

export interface AccountTally {
  add(finding: Finding): void;
  /** One line an account, worst first; nothing for a single account, whose figures are those of the scan, or where the terminal is too narrow. */
  lines(width: number, paint: Paint): string[];
}

/** Counts what each account has, in bounded memory: the map of a whole organisation in one screen. */
export function tallyAccounts(): AccountTally {
  const accounts = new Map<string, Record<Column, number>>();
  return {
    add({ asset, outcome, severity, exception }) {
      const column = columnOf(outcome, severity);
      if (column === undefined) return;
      const counts = accounts.get(asset.account) ?? { critical: 0, high: 0, medium: 0, low: 0, unknown: 0, passed: 0 };
      if (exception === undefined) counts[column]++;
      accounts.set(asset.account, counts);
    },
    lines(width, paint) {
      if (accounts.size < 2 || width < NAME + order.length * COUNT) return [];
      const rows = [...accounts].toSorted(([, a], [, b]) => worse(a, b));
      const shown = rows.slice(0, MOST).map(([account, counts]) => {
        const cells = order.map((column) => paintCount(counts[column], column, paint));
        return `${visible(account === '' ? 'not known' : account).padEnd(NAME)}${cells.join('')}`;
      });
      const head = `${'Account'.padEnd(NAME)}${order.map((column) => column.padStart(COUNT)).join('')}`;
      const more = rows.length > MOST ? [`and ${rows.length - MOST} more accounts`] : [];
      return [paint('bold', head), ...shown, ...more, ''];
    },
  };
}

function columnOf(outcome: Finding['outcome'], severity: Severity): Column | undefined {
  if (outcome === 'fail') return severity;
  if (outcome === 'pass') return 'passed';
  return outcome === 'unknown' || outcome === 'rule-error' ? 'unknown' : undefined;
}

function worse(a: Record<Column, number>, b: Record<Column, number>): number {
  for (const column of order) if (a[column] !== b[column]) return b[column] - a[column];
  return 0;
}

function paintCount(count: number, column: Column, paint: Paint): string {
  const text = count === 0 ? '.' : grouped(count);
  const padding = ' '.repeat(Math.max(1, COUNT - columns(text)));
  if (count === 0) return padding + paint('gray', text);
  if (column === 'passed') return padding + paint('green', text);
  return padding + paint(column === 'unknown' ? 'yellow' : severityStyles[column], text);
}
