import { type Command, Option } from 'commander';
import { severities } from '#src/core/finding.ts';
import { addSourceOptions, filled, list, reportFiles } from '../source-options.ts';

/** Declares `surety scan`. Its work is loaded when it is run. */
export function register(program: Command): void {
  const scan = program
    .command('scan')
    .description('judge accounts by the rules and report')
    .option(
      '-f, --format <formats>',
      'table, json, csv, markdown, html, sarif, junit, ocsf, asff; several with commas',
      list,
    )
    .option(
      '-o, --output <file>',
      'write a report to a file; repeat for several, the ending tells the format',
      reportFiles,
    )
    .option('--rule <rules>', "only these rules: ids, slugs or other tools' ids", list)
    .addOption(new Option('--severity <severity>', 'only rules of this severity or worse').choices(severities))
    .option('--framework <frameworks>', 'only rules that speak to a standard: CIS-3.0, or CIS for all versions', list)
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: low)').choices([
        ...severities,
        'none',
      ]),
    )
    .option('--allow-unknown', 'unknown findings do not make the exit code 3')
    .option('--no-allow-unknown', 'they do, whatever the configuration says')
    .option('--exceptions <file>', 'accepted findings (default: surety.exceptions.yaml where it exists)', filled);
  addSourceOptions(scan).action(async (options) => {
    const { runScan } = await import('../commands/scan.ts');
    process.exitCode = await runScan(options);
  });
}
