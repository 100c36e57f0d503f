import type { World } from '#src/core/world.ts';
import { openReportFile, type ReportSink } from '#src/report/write-file.ts';
import { streamSink } from '#src/report/write-stream.ts';
import { type AccountCoverage, coverage } from './coverage.ts';
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

/** Writes the report. @returns 0, or 3 when some cell is unknown. @throws UserError when it cannot be written */
export async function writeCoverage(world: World, options: CoverageOptions, render: RenderOptions): Promise<0 | 3> {
  const format = await formats[options.format]();
  const sink: ReportSink =
    options.output === undefined ? streamSink(process.stdout) : await openReportFile(options.output);
  const seen = { unknown: false };
  try {
    for (const piece of format(watched(world, seen), render)) {
      if (sink.closed) break;
      await sink.write(piece);
    }
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return seen.unknown && options.allowUnknown !== true ? 3 : 0;
}

function* watched(world: World, seen: { unknown: boolean }): Generator<AccountCoverage> {
  for (const account of coverage(world)) {
    seen.unknown ||= account.matrix.rows.some(({ cells }) => cells.some((cell) => cell?.state === 'unknown'));
    yield account;
  }
}
