import { type Command, Option } from 'commander';
import { addSourceOptions, filled } from '../source-options.ts';

/** Declares `surety coverage`. Its work is loaded when it is run. */
export function register(program: Command): void {
  const coverage = program
    .command('coverage')
    .description('what records each class of events, in every account and region')
    .addOption(
      new Option('-f, --format <format>', 'how to show it')
        .choices(['table', 'json', 'csv', 'markdown', 'html'])
        .default('table'),
    )
    .option('-o, --output <file>', 'write to a file', filled)
    .option('--allow-unknown', 'what is unknown does not make the exit code 3');
  addSourceOptions(coverage).action(async (options) => {
    const { runCoverage } = await import('../commands/coverage.ts');
    process.exitCode = await runCoverage(options);
  });
}
