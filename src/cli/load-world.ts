import type { Configuration } from '#src/config/configuration.ts';
import { listNames } from '#src/core/message.ts';
import { UserError } from '#src/core/user-error.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import type { Need } from '#src/scan/plan.ts';
import type { Snapshot } from '#src/scan/snapshot/read.ts';
import { createProgress } from './progress.ts';
import type { SourceOptions } from './source-options.ts';

/** Where a stopped scan leaves what it has, and where `--resume` without a file looks. */
const INTERRUPTED = 'surety-interrupted.snapshot';

/** The world that the source options ask for. Shows progress, saves, and keeps what it has when stopped by Ctrl-C. */
export async function loadWorld(
  options: SourceOptions,
  configuration: Configuration,
  needs: readonly Need[],
): Promise<Snapshot> {
  checkOptions(options);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
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
        `Go on with: surety scan --resume ${file}`,
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

/** Loaded where something is written: most scans of a snapshot write none. */
async function save(file: string, snapshot: Snapshot): Promise<void> {
  const { writeSnapshot } = await import('#src/scan/snapshot/write.ts');
  await writeSnapshot(file, snapshot);
}

/** Options that say which AWS to read: they mean nothing where a snapshot is read instead. */
const LIVE_ONLY = ['save', 'account', 'roleArn', 'roleName', 'externalId', 'profile', 'region', 'full'] as const;

const flag = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function checkOptions(options: SourceOptions): void {
  const { from, resume, account } = options;
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
  const bad = account?.find((id) => !/^\d{12}$/.test(id));
  if (bad !== undefined) throw new UserError('USAGE', `"${bad}" is not an account id`, 'It has twelve digits.');
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

/** Accounts and regions: the command line wins over the configuration. */
function accountsOf(options: SourceOptions, configuration: Configuration) {
  const regions = options.region ?? configuration.regions;
  const roleName = options.roleName ?? configuration.roleName;
  const given = [
    ...(options.account ?? []).map((id) => ({ id })),
    ...(options.roleArn ?? []).map((roleArn) => ({ roleArn })),
  ];
  return {
    accounts: given.length > 0 ? given : (configuration.accounts ?? []),
    ...(regions === undefined ? {} : { regions }),
    ...(roleName === undefined ? {} : { roleName }),
  };
}
