import { coverage } from '#src/coverage/coverage.ts';
import { coverageNeed } from '#src/coverage/reads.ts';
import { type CoverageOptions, writeCoverage } from '#src/coverage/write.ts';
import { VERSION } from '#src/version.ts';
import { loadConfiguration } from '../configuration.ts';
import { loadWorld } from '../load-world.ts';
import { patienceOf } from '../patience.ts';
import { clock, type SourceOptions, useColor } from '../source-options.ts';

/** Shows what records each class of events. Answers the exit code: 3 when something is unknown. */
export async function runCoverage(options: SourceOptions & CoverageOptions): Promise<number> {
  const configuration = await loadConfiguration(options.config);
  const patience = patienceOf(configuration);
  const { world, header } = await loadWorld(options, configuration, [coverageNeed]);
  const now = clock(options.now, header.finishedAt);
  const toTerminal = options.output === undefined;
  const allowUnknown = options.allowUnknown ?? configuration.allowUnknown ?? false;
  return writeCoverage(
    coverage(world, { now, patience }),
    { ...options, allowUnknown },
    {
      color: toTerminal && useColor(options, process.stdout),
      width: (toTerminal && process.stdout.columns) || 100,
      tool: { name: 'surety', version: VERSION },
      at: new Date(now).toISOString(),
    },
  );
}
