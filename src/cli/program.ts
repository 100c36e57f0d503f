import { Command, Option } from 'commander';
import { register as registerDiagnose } from '#src/diagnose/command.ts';
import { register as registerVerify } from '#src/verify/command.ts';
import { VERSION } from '#src/version.ts';
import { register as registerAlarms } from '#src/alarms/command.ts';
import { register as registerPolicy } from './commands/policy.ts';
import { addSourceOptions, list } from './source-options.ts';

const severityNames = ['low', 'medium', 'high', 'critical'];

/** Declares every command; `answersShells` leaves out what completion itself brings. Their work is loaded when one is run: start-up stays quick. */
export function createProgram({ answersShells = true } = {}): Command {
  const program = new Command('surety')
    .description(
      'Continuous assurance for AWS: is every API call recorded, does each record arrive, can it be trusted?',
    )
    .version(VERSION)
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for usage)')
    .configureHelp({ sortOptions: false, showGlobalOptions: false })
    .exitOverride();

  addScan(program);
  registerDiagnose(program);
  addCoverage(program);
  registerVerify(program);
  addCatalogue(program);
  registerAlarms(program);
  registerPolicy(program);
  addEnvironment(program);
  if (answersShells) addCompletion(program);
  program.addHelpText(
    'after',
    `
Examples:
  surety scan                                      the account of your AWS credentials
  surety scan --from examples/organization.snapshot   the built-in example, no AWS needed
  surety explain CT-011                            what a rule means and how to mend it

Exit codes: 0 nothing failed, 1 something did, 2 usage or credentials, 3 something is unknown, 70 a bug`,
  );
  return program;
}

function addScan(program: Command): void {
  const scan = program
    .command('scan')
    .description('judge accounts by the rules and report')
    .option(
      '-f, --format <formats>',
      'table, json, csv, markdown, html, sarif, junit, ocsf, asff; several with commas',
      list,
    )
    .option('-o, --output <file>', 'write a report to a file; repeat for several, the ending tells the format', list)
    .option('--rule <rules>', "only these rules: ids, slugs or other tools' ids", list)
    .addOption(new Option('--severity <severity>', 'only rules of this severity or worse').choices(severityNames))
    .option('--framework <frameworks>', 'only rules that speak to a standard: CIS-3.0, or CIS for all versions', list)
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: low)').choices([
        ...severityNames,
        'none',
      ]),
    )
    .option('--allow-unknown', 'unknown findings do not make the exit code 3')
    .option('--exceptions <file>', 'accepted findings (default: surety.exceptions.yaml where it exists)');
  addSourceOptions(scan).action(async (options) => {
    const { runScan } = await import('./commands/scan.ts');
    process.exitCode = await runScan(options);
  });
}

function addCoverage(program: Command): void {
  const coverage = program
    .command('coverage')
    .description('what records each class of events, in every account and region')
    .addOption(
      new Option('-f, --format <format>', 'how to show it')
        .choices(['table', 'json', 'csv', 'markdown', 'html'])
        .default('table'),
    )
    .option('-o, --output <file>', 'write to a file')
    .option('--allow-unknown', 'unknown cells do not make the exit code 3');
  addSourceOptions(coverage).action(async (options) => {
    const { runCoverage } = await import('./commands/coverage.ts');
    process.exitCode = await runCoverage(options);
  });
}

function addCatalogue(program: Command): void {
  program
    .command('rules')
    .description('list the catalogue')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['table', 'json']).default('table'))
    .option('--framework <frameworks>', 'only rules that speak to a standard', list)
    .action(async (options) => {
      const { listRules } = await import('./commands/rules.ts');
      await listRules(options);
    });
  program
    .command('explain')
    .description("show a rule's page: why, what is checked, audit, fix")
    .argument('<rule>', "id, slug, or the same check's id in another tool")
    .option('--no-color', 'plain text')
    .action(async (name, options) => {
      const { explainRule } = await import('./commands/explain.ts');
      await explainRule(name, options);
    });
}

function addEnvironment(program: Command): void {
  program
    .command('permissions')
    .description('print the read-only IAM policy that the chosen rules need')
    .option('--rule <rules>', 'only what these rules need', list)
    .addOption(
      new Option('-f, --format <format>', 'how to write it')
        .choices(['json', 'cloudformation', 'terraform'])
        .default('json'),
    )
    .action(async (options) => {
      const { printPermissions } = await import('./commands/permissions.ts');
      await printPermissions(options);
    });
  addSourceOptions(
    program
      .command('doctor')
      .description('tell what in this environment would make a scan incomplete, before it runs')
      .option('--rule <rules>', 'only what these rules need', list),
  ).action(async (options) => {
    const { runDoctor } = await import('./commands/doctor.ts');
    process.exitCode = await runDoctor(options);
  });
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the completion script of a shell: source <(surety completion bash)')
    .argument('<shell>', 'bash, zsh, fish or powershell')
    .action(async (shell) => {
      const { printCompletion } = await import('./commands/completion.ts');
      await printCompletion(createProgram({ answersShells: false }), [shell]);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words) => {
      const { printCompletion } = await import('./commands/completion.ts');
      await printCompletion(createProgram({ answersShells: false }), ['--', ...words]);
    });
}
