import type { Command } from 'commander';
import { addFileOptions } from '../file-options.ts';
import { addSourceOptions } from '../source-options.ts';

/** Declares `surety coverage`. Its work is loaded when it is run. */
export function register(program: Command): void {
  const coverage = program
    .command('coverage')
    .description('what records each class of events, in every account and region');
  addFileOptions(coverage, ['table', 'json', 'csv', 'markdown', 'html'])
    .option('--allow-unknown', 'what is unknown does not make the exit code 3')
    .option('--no-allow-unknown', 'it does, whatever the configuration says');
  addSourceOptions(coverage).action(async (options) => {
    const { runCoverage } = await import('../commands/coverage.ts');
    process.exitCode = await runCoverage(options);
  });
}
