import type { Configuration } from '#src/config/configuration.ts';
import { listNames } from '#src/core/message.ts';
import { UserError } from '#src/core/user-error.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import type { Need } from '#src/scan/plan.ts';
import type { Snapshot } from '#src/scan/snapshot/read.ts';
import { accountsOf, checkAccounts } from './accounts.ts';
import { expectLargeWorld } from './memory.ts';
import { createProgress } from './progress.ts';
import { parseTime } from './parse-time.ts';
import type { SourceOptions } from './source-options.ts';

/** Where a stopped scan leaves what it has, and where `--resume` without a file looks. */
const INTERRUPTED = 'surety-interrupted.snapshot';

/** The world that the source options ask for. Shows progress, saves, and keeps what it has when stopped by Ctrl-C. */
export async function loadWorld(
  options: SourceOptions,
  configuration: Configuration,
  needs: readonly Need[],
): Promise<Snapshot> {
  checkOptions(options, configuration);
  if (options.output !== undefined || options.save !== undefined) {
    const { checkPaths } = await import('./check-paths.ts');
    const { from, resume, config, output, save } = options;
    await checkPaths(
      { '--from': from, '--resume': resume === true ? INTERRUPTED : resume, '--config': config },
      { '--output': output, '--save': save },
    );
  }
  await expectLargeWorld(options.from);
  const controller = new AbortController();
  const stop = stopOnce(controller);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const progress = createProgress(options.quiet ?? false);
  try {
    const snapshot = await acquireWorld(
      {
        ...pick(options),
        ...accountsOf(options, configuration),
        signal: controller.signal,
        onProgress: (state) => progress.show(state),
      },
      needs,
    );
    progress.end();
    if (controller.signal.aborted) {
      const file = options.save ?? INTERRUPTED;
      await save(file, snapshot);
      throw new UserError(
        'STOPPED',
        `Stopped; what was read so far is in ${file}`,
        `Go on with the same command and --resume ${file}`,
      );
    }
    if (options.save !== undefined) await save(options.save, snapshot);
    return snapshot;
  } finally {
    progress.end();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** A second Ctrl-C ends at once; one key press that also arrives by way of a parent process is not a second one. */
const SAME_PRESS = 500;

function stopOnce(controller: AbortController): (signal: NodeJS.Signals) => void {
  let first: number | undefined;
  return (signal) => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      controller.abort();
    } else if (now - first > SAME_PRESS) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  };
}

/** Loaded where something is written: most scans of a snapshot write none. */
async function save(file: string, snapshot: Snapshot): Promise<void> {
  const { writeSnapshot } = await import('#src/scan/snapshot/write.ts');
  const { identity } = await import('./check-paths.ts');
  await writeSnapshot(await identity(file), snapshot);
}

/** Options that say which AWS to read: they mean nothing where a snapshot is read instead. */
const LIVE_ONLY = ['save', 'account', 'roleArn', 'roleName', 'externalId', 'profile', 'region', 'full'] as const;

const flag = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function checkOptions(options: SourceOptions, configuration: Configuration): void {
  const { from, resume } = options;
  // Refused now, not after an hour of reading.
  if (options.now !== undefined) parseTime('--now', options.now);
  if (from !== undefined && resume !== undefined) {
    throw new UserError(
      'USAGE',
      '--from and --resume exclude each other',
      'A snapshot is either judged as it is or completed.',
    );
  }
  const idle = LIVE_ONLY.filter((name) => options[name] !== undefined).map(flag);
  if (from !== undefined && idle.length > 0) {
    throw new UserError(
      'USAGE',
      `--from reads a snapshot: ${listNames(idle)} cannot be used with it`,
      'Leave one out.',
    );
  }
  if (from === undefined) checkAccounts(options, configuration);
}

function pick({ from, full, resume, profile, externalId }: SourceOptions) {
  return {
    ...(full === undefined ? {} : { full }),
    ...(from === undefined ? {} : { from }),
    ...(resume === undefined ? {} : { resume: resume === true ? INTERRUPTED : resume }),
    ...(profile === undefined ? {} : { profile }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}
