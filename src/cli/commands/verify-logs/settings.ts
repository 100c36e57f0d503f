import { availableParallelism } from 'node:os';
import { listNames } from '#src/core/message.ts';
import { UserError } from '#src/core/user-error.ts';
import { hour } from '#src/domain/digest/chain.ts';
import { defaultLimits, type Limits } from '#src/verify/check.ts';
import { checkAccounts } from '../../accounts.ts';
import { parseTime } from '../../parse-time.ts';
import type { VerifyLogsOptions } from '../../declare/verify.ts';

const day = 24 * hour;

export interface Settings {
  /** Milliseconds since the epoch, as all times here. */
  readonly now: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly limits: Limits;
  readonly threads: number;
  readonly settle: number | undefined;
}

/** What the options say, checked before anything is read. @throws UserError */
export function settingsOf(options: VerifyLogsOptions): Settings {
  checkTogether(options);
  const now = options.now === undefined ? Date.now() : parseTime('--now', options.now);
  return {
    now,
    ...rangeOf(options, now, options.directory !== undefined),
    limits: limitsOf(options),
    threads: threadsOf(options.threads),
    settle: minutesOf(options.settle),
  };
}

/** Which AWS is asked: nobody is asked for files on disk. */
const AWS_ONLY = [
  ['profile', '--profile'],
  ['roleArn', '--role-arn'],
  ['roleName', '--role-name'],
  ['externalId', '--external-id'],
] as const;

function checkTogether(options: VerifyLogsOptions): void {
  if (options.prefix !== undefined && options.bucket === undefined && options.directory === undefined) {
    throw new UserError(
      'USAGE',
      '--prefix is that of a bucket, and none is named',
      'Add --bucket NAME. The prefix of a trail is known.',
    );
  }
  if (options.fetchKeys === true && options.directory === undefined) {
    throw new UserError(
      'USAGE',
      '--fetch-keys is for files on disk',
      'Add --directory DIR; otherwise the keys are fetched anyway.',
    );
  }
  if (options.fetchKeys === true && options.publicKeys !== undefined) {
    throw new UserError('USAGE', '--fetch-keys and --public-keys exclude each other', 'Leave one out.');
  }
  const idle = AWS_ONLY.filter(([name]) => options[name] !== undefined).map(([, flag]) => flag);
  if (options.directory !== undefined && options.fetchKeys !== true && idle.length > 0) {
    throw new UserError(
      'USAGE',
      `--directory reads files: ${listNames(idle)} cannot be used with it`,
      'Leave it out, or add --fetch-keys to ask AWS for the public keys.',
    );
  }
  const strange = options.account?.find((id) => !/^\d{12}$/.test(id));
  if (strange !== undefined) {
    throw new UserError('USAGE', `--account "${strange}" is not an account id`, 'Account ids have 12 digits.');
  }
  // A role for no account would be passed over: another account would be verified than the one that was meant.
  checkAccounts(options, {});
}

function rangeOf(
  options: VerifyLogsOptions,
  now: number,
  wholeByDefault: boolean,
): { from: number | undefined; to: number | undefined } {
  if (wholeByDefault && options.from === undefined && options.to === undefined) {
    return { from: undefined, to: undefined };
  }
  const asked = options.to === undefined ? now : parseTime('--to', options.to);
  const to = Math.min(asked, now);
  const from = options.from === undefined ? to - day : parseTime('--from', options.from);
  if (from >= to) {
    throw new UserError(
      'RANGE_EMPTY',
      'The range ends before it begins',
      '--from must be before --to, and before now.',
    );
  }
  return { from, to };
}

function limitsOf(options: VerifyLogsOptions): Limits {
  const megabytes = options.maxInflated === undefined ? undefined : Number(options.maxInflated);
  if (megabytes !== undefined && !(megabytes > 0 && megabytes <= 1_048_576)) {
    throw new UserError(
      'USAGE',
      `--max-inflated "${options.maxInflated}" is not a number of megabytes`,
      'Write it as --max-inflated 4096.',
    );
  }
  return megabytes === undefined ? defaultLimits : { ...defaultLimits, logBytes: Math.round(megabytes * 1024 ** 2) };
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) {
    return Math.max(1, Math.min(16, availableParallelism()));
  }
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new UserError(
      'USAGE',
      `--threads "${text}" is not a number from 1 to 64`,
      '1 checks without further threads.',
    );
  }
  return threads;
}

function minutesOf(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const minutes = text.trim() === '' ? Number.NaN : Number(text);
  if (!(minutes >= 0 && minutes <= 7 * 24 * 60)) {
    throw new UserError(
      'USAGE',
      `--settle "${text}" is not a number of minutes`,
      'CloudTrail delivers a digest within about two hours: 120.',
    );
  }
  return minutes * 60_000;
}
