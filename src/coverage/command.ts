import type { Command } from 'commander';
import { Option } from 'commander';
import type { AnyKind, AnyReads } from '#src/core/asset.ts';
import type { World } from '#src/core/world.ts';
import { openReportFile, type ReportSink } from '#src/report/write-file.ts';
import { streamSink } from '#src/report/write-stream.ts';
import { type AccountCoverage, coverage } from './coverage.ts';
import { coverageNeed } from './reads.ts';
import type { CoverageFormat, RenderOptions } from './render/format.ts';

const formats = {
  table: async () => (await import('./render/terminal.ts')).terminal,
  json: async () => (await import('./render/json.ts')).json,
  csv: async () => (await import('./render/csv.ts')).csv,
  markdown: async () => (await import('./render/markdown.ts')).markdown,
  html: async () => (await import('./render/html.ts')).html,
} as const satisfies Record<string, () => Promise<CoverageFormat>>;
export type CoverageFormatName = keyof typeof formats;
export const coverageFormats = Object.keys(formats) as CoverageFormatName[];

export interface CoverageOptions {
  readonly format: CoverageFormatName;
  readonly output?: string;
  readonly allowUnknown?: boolean;
}

/** What the command asks of the program around it. */
export interface CoverageDependencies<Options> {
  /** Adds the options that say where the world comes from: `--from`, `--profile`, ... */
  readonly addWorldOptions: (command: Command) => Command;
  /** Reads what the need asks for. `at`: ISO 8601, when the world was read. @throws UserError */
  readonly loadWorld: (
    options: Options,
    need: { asset: AnyKind; reads: AnyReads },
  ) => Promise<{ world: World; at: string }>;
  readonly terminal: (options: Options) => { color: boolean; width: number };
  readonly tool: { readonly name: string; readonly version: string };
  readonly setExitCode: (code: number) => void;
}

/** Declares `surety coverage`. */
export function register<Options extends object>(program: Command, deps: CoverageDependencies<Options>): void {
  const command = program
    .command('coverage')
    .description('what records each class of events, in every account and region')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(coverageFormats).default('table'))
    .option('-o, --output <file>', 'write to a file')
    .option('--allow-unknown', 'unknown cells do not make the exit code 3');
  deps.addWorldOptions(command).action(async (options: Options & CoverageOptions) => {
    const { world, at } = await deps.loadWorld(options, coverageNeed);
    const render: RenderOptions = { ...deps.terminal(options), tool: deps.tool, at };
    deps.setExitCode(await writeCoverage(world, options, render));
  });
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
