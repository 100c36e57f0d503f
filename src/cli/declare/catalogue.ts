import { type Command, Option } from 'commander';
import { list } from '../source-options.ts';

/** Declares `surety rules` and `surety explain`. Its work is loaded when it is run. */
export function register(program: Command): void {
  program
    .command('rules')
    .description('list the catalogue')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['table', 'json']).default('table'))
    .option(
      '--framework <frameworks>',
      'only rules that speak to a standard, with its controls; `list` shows all standards',
      list,
    )
    .action(async (options) => {
      const { listRules } = await import('../commands/rules.ts');
      await listRules(options);
    });
  program
    .command('explain')
    .description("show a rule's page: why, what is checked, audit, fix")
    .argument('<rule>', "id, slug, or the same check's id in another tool")
    .option('--no-color', 'plain text')
    .action(async (name, options) => {
      const { explainRule } = await import('../commands/explain.ts');
      await explainRule(name, options);
    });
}
