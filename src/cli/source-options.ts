import type { Command } from 'commander';
import { UserError } from '#src/core/user-error.ts';

/** Where a command takes its world from, as commander gives it. */
export interface SourceOptions {
  readonly from?: string;
  readonly save?: string;
  readonly full?: boolean;
  readonly resume?: string | true;
  readonly profile?: string;
  readonly region?: readonly string[];
  readonly account?: readonly string[];
  readonly roleArn?: readonly string[];
  readonly roleName?: string;
  readonly externalId?: string;
  readonly now?: string;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Collects an option that may be repeated and may hold commas. */
export const list = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

/** The options that every command which looks at accounts shares. */
export function addSourceOptions(command: Command): Command {
  return command
    .option('--from <file>', 'read a snapshot instead of AWS')
    .option('--save <file>', 'keep what was read as a snapshot')
    .option('--full', 'read all that any command needs, so that one snapshot serves them all')
    .option('--resume [file]', 'go on from a scan that was stopped')
    .option('--profile <name>', 'profile of your AWS configuration')
    .option('--region <regions>', 'regions to scan (default: every enabled region)', list)
    .option('--account <ids>', 'accounts to scan, entered by --role-name', list)
    .option('--role-arn <arns>', 'roles to assume, one an account', list)
    .option('--role-name <name>', 'role to assume in each --account')
    .option('--external-id <id>', 'external id for the roles')
    .option('--now <time>', 'the clock that the rules see (ISO 8601)')
    .option('--config <file>', 'configuration (default: surety.config.yaml where it exists)')
    .option('-q, --quiet', 'no progress and no closing line')
    .option('-v, --verbose', 'also what passed, and more evidence')
    .option('--no-color', 'no colours (also: NO_COLOR)');
}

/** The clock of a run: what `--now` says, else `otherwise`. Milliseconds. */
export function clock(now: string | undefined, otherwise: string): number {
  if (now === undefined) return Date.parse(otherwise);
  const time = Date.parse(now);
  if (Number.isNaN(time) || !/^\d{4}-\d{2}-\d{2}/.test(now)) {
    throw new UserError(
      'NOW_INVALID',
      `--now "${now}" is not a time`,
      'Write it as 2026-11-21 or 2026-11-21T08:00:00Z.',
    );
  }
  return time;
}

/** Whether to use colours on a stream. https://no-color.org */
export function useColor(options: { color: boolean }, stream: { isTTY?: boolean }): boolean {
  if (!options.color || process.env['NO_COLOR']) return false;
  return stream.isTTY === true || process.env['FORCE_COLOR'] === '1';
}
