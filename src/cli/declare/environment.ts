import { type Command, Option } from 'commander';
import { addAccountOptions, list } from '../source-options.ts';

const full = (): Option => new Option('--full', 'what scan --full reads').conflicts('rule');

/** Declares `surety permissions` and `surety doctor`. Its work is loaded when it is run. */
export function register(program: Command): void {
  program
    .command('permissions')
    .description('print the read-only IAM policy that the chosen rules need')
    .option('--rule <rules>', 'only what these rules need', list)
    .addOption(full())
    .addOption(
      new Option('-f, --format <format>', 'how to write it')
        .choices(['json', 'cloudformation', 'terraform'])
        .default('json'),
    )
    .action(async (options) => {
      const { printPermissions } = await import('../commands/permissions.ts');
      await printPermissions(options);
    });
  addAccountOptions(
    program
      .command('doctor')
      .description('tell what in this environment would make a scan incomplete, before it runs')
      .option('--rule <rules>', 'only what these rules need', list)
      .addOption(full()),
  ).action(async (options) => {
    const { runDoctor } = await import('../commands/doctor.ts');
    process.exitCode = await runDoctor(options);
  });
}
