import { type Command, Option } from 'commander';
import { addSourceOptions, filled } from '../source-options.ts';

export const formatNames = ['table', 'json', 'csv', 'markdown', 'html'] as const;
export type FormatName = (typeof formatNames)[number];
export const bundleNames = ['cloudformation', 'terraform', 'cli'] as const;
export type BundleName = (typeof bundleNames)[number];

/** Declares `surety alarms`. */
export function register(program: Command): void {
  const command = program
    .command('alarms')
    .description('which events somebody is told of, by what, and where the chain breaks')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(formatNames).default('table'))
    .addOption(
      new Option('--bundle <kind>', 'instead: what creates all that is missing in one account').choices(bundleNames),
    )
    .option('--for <account>', 'the account of the bundle, where there are several')
    .option('-o, --output <file>', 'write to a file', filled)
    .option('--allow-unknown', 'what is unknown does not make the exit code 3');
  addSourceOptions(command).action(async (options) => {
    const { runAlarms } = await import('../commands/alarms.ts');
    process.exitCode = await runAlarms(options);
  });
}
