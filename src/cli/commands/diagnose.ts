import { loadConfiguration } from '../configuration.ts';
import { loadWorld } from '../load-world.ts';
import { patienceOf } from '../patience.ts';
import { clock, type SourceOptions, useColor } from '../source-options.ts';
import { writePieces } from '#src/report/write-pieces.ts';
import { VERSION } from '#src/version.ts';
import { diagnoseWorld } from '#src/diagnose/diagnose-world.ts';
import { diagnoseNeed } from '#src/diagnose/need.ts';
import { type DiagnoseFormat, exitCodeOf, render } from '#src/diagnose/write.ts';

export interface DiagnoseCommandOptions extends SourceOptions {
  readonly format: DiagnoseFormat;
  readonly output?: string;
  readonly allowUnknown?: boolean;
}

/** Reads the world, says why each trail delivers or does not, and answers the exit code. */
export async function runDiagnose(trail: string | undefined, options: DiagnoseCommandOptions): Promise<number> {
  const configuration = await loadConfiguration(options.config);
  const patience = patienceOf(configuration);
  const { world, header } = await loadWorld(options, configuration, [diagnoseNeed]);
  const now = clock(options.now, header.finishedAt);
  const report = diagnoseWorld(world, { now, patience }, trail);
  const toTerminal = options.output === undefined;
  const text = render(report, options.format, {
    color: toTerminal && useColor(options, process.stdout),
    width: (toTerminal && process.stdout.columns) || 100,
    verbose: options.verbose ?? false,
    tool: { name: 'surety', version: VERSION },
    now: new Date(now).toISOString(),
  });
  await writePieces([text], options.output);
  return exitCodeOf(report, options.allowUnknown ?? configuration.allowUnknown ?? false);
}
