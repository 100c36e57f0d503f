import type { MatrixRow } from '#src/domain/coverage/matrix.ts';
import { isOutsideScan } from '#src/domain/delivery/outside.ts';
import { writePieces } from '#src/report/write-pieces.ts';
import type { AccountCoverage } from './coverage.ts';
import type { CoverageFormat, RenderOptions } from './render/format.ts';

const formats = {
  table: async () => (await import('./render/terminal.ts')).terminal,
  json: async () => (await import('./render/json.ts')).json,
  csv: async () => (await import('./render/csv.ts')).csv,
  markdown: async () => (await import('./render/markdown.ts')).markdown,
  html: async () => (await import('./render/html.ts')).html,
} as const satisfies Record<string, () => Promise<CoverageFormat>>;
type CoverageFormatName = keyof typeof formats;

export interface CoverageOptions {
  readonly format: CoverageFormatName;
  readonly output?: string;
  readonly allowUnknown?: boolean;
}

/**
 * Writes the report. @returns 0, or 3 when some cell is unknown, or what would tell whether its events arrive could not be read.
 * @throws UserError when it cannot be written
 */
export async function writeCoverage(
  accounts: Iterable<AccountCoverage>,
  options: CoverageOptions,
  render: RenderOptions,
): Promise<0 | 3> {
  const format = await formats[options.format]();
  const seen = { unknown: false };
  await writePieces(format(watched(accounts, seen), render), options.output);
  return seen.unknown && options.allowUnknown !== true ? 3 : 0;
}

function* watched(accounts: Iterable<AccountCoverage>, seen: { unknown: boolean }): Generator<AccountCoverage> {
  for (const account of accounts) {
    seen.unknown ||= account.matrix.rows.some(isUnknown);
    yield account;
  }
}

/** What lies outside the scan is no hole in it: nobody asked to look there. */
function isUnknown({ cells, deliveries }: MatrixRow): boolean {
  return (
    cells.some((cell) => cell?.state === 'unknown') ||
    deliveries.some((delivery) => delivery?.open?.some((unknown) => !isOutsideScan(unknown)))
  );
}
