import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { existsSync, statSync } from 'node:fs';
import { createCaller, type AwsCaller } from '#src/aws/caller.ts';
import { attemptsOf } from '#src/aws/clients.ts';
import { openSessions } from '#src/aws/sessions.ts';
import type { Session } from '#src/aws/session.ts';
import { UserError } from '#src/core/user-error.ts';
import { Unknown } from '#src/core/unknown.ts';
import { hour } from '#src/domain/digest/chain.ts';
import { openReportFile } from '#src/report/write-file.ts';
import { streamSink } from '#src/report/write-stream.ts';
import { createKeySource, createTrailDirectory } from '#src/verify/aws-ports.ts';
import { defaultLimits, type Limits } from '#src/verify/check.ts';
import type { VerifyLogsOptions } from '../declare/verify.ts';
import { createDirectoryStore } from '#src/verify/directory-store.ts';
import { createEvidenceWriter } from '#src/verify/evidence.ts';
import { findCopies } from '#src/verify/find-copies.ts';
import { readKeyFiles } from '#src/verify/keys.ts';
import type { ObjectStore, TrailTarget, VerifyPorts } from '#src/verify/ports.ts';
import { createProgressLine } from '#src/verify/progress-line.ts';
import { renderers, type VerifyFormat } from '#src/verify/report/formats.ts';
import { createS3Store } from '#src/verify/s3/store.ts';
import { parseTime } from '../parse-time.ts';
import { readState, writeState } from '#src/verify/state.ts';
import { verifyLogs } from '#src/verify/verify-logs.ts';

const day = 24 * hour;

interface Opened {
  readonly ports: VerifyPorts;
  readonly copied: boolean;
  close(): void;
}

/** `surety verify-logs`: answers the exit code. @throws UserError */
export async function runVerifyLogs(options: VerifyLogsOptions): Promise<number> {
  const now = options.now === undefined ? Date.now() : parseTime('--now', options.now);
  const limits = limitsOf(options);
  const threads = threadsOf(options.threads);
  const anchors = options.state === undefined ? new Map<never, never>() : readState(options.state);
  const outputs = outputsOf(options);
  const range = rangeOf(options, now, options.directory !== undefined);
  const opened =
    options.directory === undefined ? await openAws(options) : await openDirectory(options, options.directory);
  const progress = createProgressLine(options.quiet === true);
  // The bundle may have gigabytes: it is written as it grows.
  const evidence = options.evidence === undefined ? undefined : createEvidenceWriter(options.evidence);
  try {
    const { result, anchors: reached } = await verifyLogs(
      {
        ...range,
        now,
        accounts: options.account,
        regions: options.region,
        trails: options.trail,
        allowBuckets: [...(options.allowBucket ?? []), ...(options.bucket === undefined ? [] : [options.bucket])],
        copied: opened.copied,
        threads,
        limits,
        settle: minutesOf(options.settle),
        anchors,
        onEvidence: evidence?.write,
      },
      opened.ports,
      (state) => {
        if (state.phase === 'checking') {
          keepYoungSmall();
        }
        progress.show(state);
      },
    );
    progress.end();
    for (const { format, file } of outputs) {
      const render = await renderers[format]();
      const color = file === undefined && options.color && process.stdout.isTTY && !process.env['NO_COLOR'];
      const sink = file === undefined ? streamSink(process.stdout) : await openReportFile(file);
      await sink.write(render(result, { color, verbose: options.verbose === true }));
      await sink.commit();
    }
    const seal = evidence?.close();
    if (seal !== undefined && options.quiet !== true) {
      console.error(`Evidence: ${options.evidence} (seal ${seal})`);
    }
    if (options.state !== undefined) {
      writeState(options.state, anchors, reached);
    }
    return result.exitCode;
  } finally {
    progress.end();
    evidence?.abort();
    opened.close();
  }
}

/**
 * V8 lets the space of new objects grow to 100 MB for a stream of short-lived ones, and what is checked is such a
 * stream. Measured: 70 MB less, and no slower once everything is loaded.
 */
function keepYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
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
  if (!Number.isInteger(threads) || threads < 0 || threads > 64) {
    throw new UserError('USAGE', `--threads "${text}" is not a number from 0 to 64`, '0 checks without threads.');
  }
  return threads;
}

function minutesOf(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const minutes = Number(text);
  if (!(minutes >= 0 && minutes <= 7 * 24 * 60)) {
    throw new UserError(
      'USAGE',
      `--settle "${text}" is not a number of minutes`,
      'CloudTrail delivers a digest within about two hours: 120.',
    );
  }
  return minutes * 60_000;
}

function outputsOf(options: VerifyLogsOptions): readonly { format: VerifyFormat; file: string | undefined }[] {
  return [{ format: options.format, file: options.output }];
}

async function openDirectory(options: VerifyLogsOptions, directory: string): Promise<Opened> {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new UserError(
      'DIRECTORY_MISSING',
      `${directory} is no directory`,
      'Name the folder that holds the bucket’s AWSLogs folder, or one above it.',
    );
  }
  if (options.publicKeys === undefined && options.fetchKeys !== true) {
    throw new UserError(
      'PUBLIC_KEYS_MISSING',
      'Files on disk are checked without AWS, so the public keys must be given',
      'Give --public-keys FILE, written by `aws cloudtrail list-public-keys --region REGION`, or --fetch-keys to ask AWS for them.',
    );
  }
  const copies = await findCopies(directory, options.bucket, options.prefix);
  if (copies.length === 0) {
    throw new UserError(
      'DIRECTORY_EMPTY',
      `${directory} holds no AWSLogs folder`,
      'Copy the bucket with its folders: aws s3 sync s3://BUCKET DIR.',
    );
  }
  let aws: Promise<{ caller: AwsCaller; sessions: readonly Session[] }> | undefined;
  const source =
    options.publicKeys === undefined
      ? {
          complete: true,
          keys: async (region: string, from: number, to: number) => {
            aws ??= openCaller(options);
            return await createKeySource({ ...(await aws), regions: undefined }).keys(region, from, to);
          },
        }
      : readKeyFiles(options.publicKeys);
  const stores = copies.map(({ root }) => createDirectoryStore({ kind: 'directory', id: root, root }));
  const targets = copies.map(({ bucket, prefix }, session): TrailTarget => ({
    bucket,
    prefix,
    status: new Map(),
    session,
  }));
  return {
    copied: true,
    ports: {
      directory: {
        trails: async () => ({ targets, problems: [] }),
        events: async () => new Unknown('not-available', 'files on disk have no event history'),
      },
      store: (target) =>
        stores[target.session] ?? createDirectoryStore({ kind: 'directory', id: directory, root: directory }),
      keys: () => source,
    },
    close: () => void aws?.then(({ caller }) => caller.close()),
  };
}

async function openCaller(
  options: VerifyLogsOptions,
): Promise<{ caller: AwsCaller; sessions: readonly Session[]; refused: ReadonlyMap<string, Unknown> }> {
  const roles = (options.roleArn ?? []).map((roleArn) => ({ roleArn }));
  // Without a role, --account only says which accounts of the trails are verified.
  const accounts =
    options.roleName === undefined ? roles : [...roles, ...(options.account ?? []).map((id) => ({ id }))];
  const maxAttempts = attemptsOf(process.env);
  const { sessions, refused } = await openSessions({
    accounts,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.roleName === undefined ? {} : { roleName: options.roleName }),
    ...(options.externalId === undefined ? {} : { externalId: options.externalId }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  });
  if (sessions.length === 0) {
    const reasons = [...refused.values()].map(({ detail }) => detail).join('; ');
    throw new UserError(
      'NO_ACCOUNT',
      `No account could be entered: ${reasons}`,
      'Check the roles and who may assume them.',
    );
  }
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  const pace = endpoint === undefined ? 1 : 1000;
  const caller = createCaller({
    sessions,
    signal: new AbortController().signal,
    pace,
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  });
  return { caller, sessions, refused };
}

async function openAws(options: VerifyLogsOptions): Promise<Opened> {
  const { caller, sessions, refused } = await openCaller(options);
  const stores = new Map<number, ObjectStore>();
  const storeOf = (target: TrailTarget): ObjectStore => {
    const known = stores.get(target.session);
    if (known !== undefined) {
      return known;
    }
    const session = sessions[target.session] ?? sessions[0];
    const store = createS3Store({
      place: {
        kind: 's3',
        id: String(target.session),
        region: session?.region ?? 'us-east-1',
        endpoint: process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'],
        sockets: 48,
        timeout: 30_000,
      },
      credentials: async () => await session?.credentials(),
      proxy: process.env,
    });
    stores.set(target.session, store);
    return store;
  };
  const aws = { sessions, caller, regions: options.region };
  const source = options.publicKeys === undefined ? createKeySource(aws) : readKeyFiles(options.publicKeys);
  const live = createTrailDirectory(aws);
  const { bucket } = options;
  const directory =
    bucket === undefined
      ? {
          ...live,
          trails: async () => {
            const found = await live.trails();
            const closed = [...refused].map(([account, { detail }]) => ({ account, region: '*', detail }));
            return { targets: found.targets, problems: [...found.problems, ...closed] };
          },
        }
      : {
          ...live,
          trails: async () => ({ targets: placesOf(options, bucket), problems: [] }),
        };
  return {
    copied: false,
    ports: { directory, store: storeOf, keys: () => source },
    close() {
      caller.close();
      for (const store of stores.values()) {
        store.close();
      }
    },
  };
}

/** Trails named by their place: what CloudTrail knows of them is not asked, for they may be gone. */
function placesOf(options: VerifyLogsOptions, bucket: string): readonly TrailTarget[] {
  const prefix = (options.prefix ?? '').replace(/\/$/, '');
  const place = { bucket, prefix, status: new Map(), session: 0 };
  const arns = (options.trail ?? []).filter((trail) => trail.startsWith('arn:'));
  if (arns.length === 0) {
    return [place];
  }
  return arns.map((arn) => {
    const [, , , homeRegion, account] = arn.split(':');
    return { ...place, arn, homeRegion, account, name: arn.slice(arn.lastIndexOf('/') + 1) };
  });
}
