import { type Command, Option } from 'commander';
import { addFileOptions } from '../file-options.ts';
import { filled, list } from '../source-options.ts';
import type { VerifyFormat } from '#src/verify/report/formats.ts';

const formatNames = ['table', 'json', 'csv', 'markdown', 'html', 'junit'] as const satisfies readonly VerifyFormat[];

export interface VerifyLogsOptions {
  readonly trail?: readonly string[];
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly allowBucket?: readonly string[];
  readonly directory?: string;
  readonly publicKeys?: readonly string[];
  readonly fetchKeys?: boolean;
  readonly format: VerifyFormat;
  readonly output?: string;
  readonly evidence?: string;
  readonly state?: string;
  readonly threads?: string;
  readonly maxInflated?: string;
  readonly settle?: string;
  readonly profile?: string;
  readonly roleArn?: readonly string[];
  readonly roleName?: string;
  readonly externalId?: string;
  readonly now?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface VerifyEvidenceOptions {
  readonly publicKeys?: readonly string[];
  readonly format: 'table' | 'json';
}

/** Declares `surety verify-logs` and `surety verify-evidence`. Their work is loaded when one is run. */
export function register(program: Command): void {
  const logs = program
    .command('verify-logs')
    .description(
      'prove that the log files of the trails are whole: signatures, chain, hashes, nothing missing or added',
    )
    .option('--trail <trails>', 'only these trails: names or ARNs', list)
    .option('--account <ids>', 'only these accounts; with --role-name they are entered', list)
    .option('--region <regions>', 'only these regions', list)
    .option('--from <time>', 'start of the range, UTC (default: 24 hours before its end)')
    .option('--to <time>', 'end of the range, UTC (default: now)')
    .option('--bucket <name>', 'where the log files are, when the trail is gone or moved', filled)
    .option('--prefix <prefix>', 'key prefix in that bucket')
    .option('--allow-bucket <names>', 'other buckets that digests may point to', list)
    .option('--directory <dir>', 'files that were copied to disk, without AWS', filled)
    .option('--public-keys <files>', 'public keys, as `aws cloudtrail list-public-keys` writes them', list)
    .option('--fetch-keys', 'with --directory: ask AWS for the public keys');
  addFileOptions(logs, formatNames)
    .option('--evidence <file>', 'write a bundle that can be checked again offline', filled)
    .option('--state <file>', 'remember what was proven; the next run goes on from there', filled)
    .option('--threads <count>', 'threads that inflate and hash (default: one per core, 16 at most)')
    .option('--max-inflated <megabytes>', 'largest log file, inflated (default: 2048)')
    .option('--settle <minutes>', 'how long a digest may take to be delivered (default: 120)')
    .option('--profile <name>', 'profile of your AWS configuration', filled)
    .option('--role-arn <arns>', 'roles to assume, one an account', list)
    .option('--role-name <name>', 'role to assume in each --account', filled)
    .option('--external-id <id>', 'external id for the roles', filled)
    .option('--now <time>', 'the clock that the checks see (ISO 8601)')
    .option('-q, --quiet', 'no progress')
    .option('-v, --verbose', 'notices too')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  surety verify-logs                                   all trails of your account, the last 24 hours',
        '  surety verify-logs --from 2026-11-01 --to 2026-11-20 --evidence proof.gz',
        '  surety verify-logs --state proven.json               each day: what is new, and its link to what was proven',
        '  surety verify-logs --directory ./copy --public-keys keys.json',
        '',
        'Exit codes: 0 the whole range is proven, 1 a proven problem, 2 usage, 3 something could not be proven',
      ].join('\n'),
    )
    .action(async (options: VerifyLogsOptions) => {
      const { runVerifyLogs } = await import('../commands/verify-logs.ts');
      process.exitCode = await runVerifyLogs(options);
    });
  program
    .command('verify-evidence')
    .description('check an evidence bundle of verify-logs again, offline')
    .argument('<file>', 'the bundle')
    .option('--public-keys <files>', 'keys that you got from AWS yourself', list)
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['table', 'json']).default('table'))
    .addHelpText('after', '\nExit codes: 0 the bundle holds, 1 it does not, 2 usage')
    .action(async (file: string, options: VerifyEvidenceOptions) => {
      const { runVerifyEvidence } = await import('../commands/verify-evidence.ts');
      process.exitCode = await runVerifyEvidence(file, options);
    });
}
