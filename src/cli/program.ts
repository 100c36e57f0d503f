import { Command } from 'commander';
import { VERSION } from '#src/version.ts';
import { register as registerAlarms } from './declare/alarms.ts';
import { register as registerCatalogue } from './declare/catalogue.ts';
import { register as registerCompletion } from './declare/completion.ts';
import { register as registerCoverage } from './declare/coverage.ts';
import { register as registerDiagnose } from './declare/diagnose.ts';
import { register as registerEnvironment } from './declare/environment.ts';
import { register as registerHelp } from './declare/help.ts';
import { register as registerPolicy } from './declare/policy.ts';
import { register as registerScan } from './declare/scan.ts';
import { register as registerVerify } from './declare/verify.ts';
import { list, repeat, reportFiles } from './source-options.ts';

/** Declares every command; their work is loaded when one is run. */
export function createProgram(): Command {
  const program = new Command('surety')
    .description(
      'Continuous assurance for AWS: is every API call recorded, does each record arrive, can it be trusted?',
    )
    .version(VERSION)
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for usage)')
    .configureHelp({ sortOptions: false, showGlobalOptions: false })
    .exitOverride();

  registerScan(program);
  registerCoverage(program);
  registerDiagnose(program);
  registerAlarms(program);
  registerVerify(program);
  registerPolicy(program);
  registerCatalogue(program);
  registerEnvironment(program);
  registerCompletion(program);
  registerHelp(program);
  program.addHelpText('after', CLOSING);
  program.hook('preAction', (_, command) => useProfile(command.opts()));
  refuseRepeats(program);
  return program;
}

/** The SDK looks for the endpoint, the retries and the like of a profile only where the environment names it. */
function useProfile({ profile }: { readonly profile?: string }): void {
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
}

/** An option that holds one value is given once: of two files, formats or accounts the first would be lost without a word. */
function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    if ((!option.required && !option.optional) || collectors.has(option.parseArg)) continue;
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) command.error(`error: option '${option.flags}' is given twice`);
      given = true;
    });
  }
  for (const one of command.commands) refuseRepeats(one);
}

const collectors = new Set<unknown>([list, repeat, reportFiles]);

const CLOSING = `
Examples:
  surety scan                                         the account of your AWS credentials
  surety scan --from examples/organization.snapshot   the built-in example, no AWS needed
  surety explain CT-011                               what a rule means and how to mend it

Exit codes: 0 nothing failed, 1 something did, 2 usage or credentials, 3 something is unknown, 70 a bug`;
