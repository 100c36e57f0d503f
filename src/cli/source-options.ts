import { type Command, InvalidArgumentError } from 'commander';
import { parseTime } from './parse-time.ts';

/** Which AWS is meant, as commander gives it. */
export interface AccountOptions {
  readonly profile?: string;
  readonly region?: readonly string[];
  readonly account?: readonly string[];
  readonly roleArn?: readonly string[];
  readonly roleName?: string;
  readonly externalId?: string;
  readonly config?: string;
}

/** Where a command takes its world from. */
export interface SourceOptions extends AccountOptions {
  readonly from?: string;
  readonly save?: string;
  readonly full?: boolean;
  readonly resume?: string | true;
  readonly now?: string;
  /** Where its reports go. */
  readonly output?: string | readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Collects an option that may be repeated and may hold commas. */
export function list(value: string, before: readonly string[] = []): string[] {
  const parts = value.split(',').map((part) => part.trim());
  const given = parts.filter((part) => part !== '');
  // An empty variable of a script must not widen the question: `--account ""` would scan another account.
  if (given.length === 0) throw new InvalidArgumentError('It names nothing.');
  return [...before, ...given];
}

/** Collects an option that may be repeated, each as it stands. */
export const repeat = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** An option that holds one name. */
export function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It names nothing.');
  return value;
}

/** A file to write a report to. To other tools `-` means standard output; here it would be a file that is hard to remove. */
export function reportFile(value: string): string {
  if (value === '-') throw new InvalidArgumentError('Without --output a report goes to standard output.');
  return filled(value);
}

/** Collects files; a comma is a letter of the name. */
export const reportFiles = (value: string, before: readonly string[] = []): string[] => [...before, reportFile(value)];

/** The options that every command which looks at accounts shares. */
export function addSourceOptions(command: Command): Command {
  command
    .option('--from <file>', 'read a snapshot instead of AWS', filled)
    .option('--save <file>', 'keep what was read as a snapshot', filled)
    .option('--full', 'read all that any command needs, so that one snapshot serves them all')
    .option('--resume [file]', 'go on from a scan that was stopped', filled);
  return addAccountOptions(command)
    .option('--now <time>', 'the clock that the rules see (ISO 8601, UTC)')
    .option('-q, --quiet', 'no progress and no closing line')
    .option('-v, --verbose', 'also what passed, and more evidence')
    .option('--no-color', 'no colours (also: NO_COLOR)');
}

/** The options that say which AWS is meant. */
export function addAccountOptions(command: Command): Command {
  return command
    .option('--profile <name>', 'profile of your AWS configuration', filled)
    .option('--region <regions>', 'regions to scan (default: every enabled region)', list)
    .option('--account <ids>', 'accounts to scan, entered by --role-name', list)
    .option('--role-arn <arns>', 'roles to assume, one an account', list)
    .option('--role-name <name>', 'role to assume in each --account', filled)
    .option('--external-id <id>', 'external id for the roles', filled)
    .option('--config <file>', 'configuration (default: surety.config.yaml where it exists)', filled);
}

/** The clock of a run: what `--now` says, else `otherwise`. Milliseconds. */
export function clock(now: string | undefined, otherwise: string): number {
  return now === undefined ? Date.parse(otherwise) : parseTime('--now', now);
}

/** Whether to use colours on a stream. https://no-color.org */
export function useColor(options: { color: boolean }, stream: { isTTY?: boolean }): boolean {
  if (!options.color || process.env['NO_COLOR'] || process.env['TERM'] === 'dumb') return false;
  const forced = process.env['FORCE_COLOR'];
  // As Node itself reads it: 1, 2 and 3 are depths, 0 is none.
  if (forced === '0' || forced === 'false') return false;
  return stream.isTTY === true || (forced !== undefined && /^(|true|[123])$/.test(forced));
}
