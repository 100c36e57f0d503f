import { type Command, Option } from 'commander';
import { addFileOptions } from '../file-options.ts';
import { addSourceOptions, filled } from '../source-options.ts';

export const formatNames = ['table', 'json', 'csv', 'markdown', 'html'] as const;
export type FormatName = (typeof formatNames)[number];
export const bundleNames = ['cloudformation', 'terraform', 'cli'] as const;
export type BundleName = (typeof bundleNames)[number];

/** Declares `surety alarms`. */
export function register(program: Command): void {
  const command = program
    .command('alarms')
    .description('which events somebody is told of, by what, and where the chain breaks');
  addFileOptions(command, formatNames)
    .addOption(
      new Option('--bundle <kind>', 'instead: what creates all that is missing in one account')
        .choices(bundleNames)
        .conflicts('format'),
    )
    .option('--for <account>', 'the account of the bundle, where there are several', filled)
    .option('--allow-unknown', 'what is unknown does not make the exit code 3')
    .option('--no-allow-unknown', 'it does, whatever the configuration says');
  addSourceOptions(command).action(async (options) => {
    const { runAlarms } = await import('../commands/alarms.ts');
    process.exitCode = await runAlarms(options);
  });
}
