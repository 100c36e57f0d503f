import { existsSync, statSync } from 'node:fs';
import type { AwsCaller } from '#src/aws/caller.ts';
import type { Session } from '#src/aws/session.ts';
import { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import { createKeySource } from '#src/verify/aws/keys.ts';
import { createDirectoryStore } from '#src/verify/directory-store.ts';
import { findCopies } from '#src/verify/find-copies.ts';
import { readKeyFiles } from '#src/verify/keys.ts';
import type { TrailTarget } from '#src/verify/ports.ts';
import type { VerifyLogsOptions } from '../../declare/verify.ts';
import { openCaller } from './open-caller.ts';
import type { Opened } from './opened.ts';

/** Files that were copied to disk. AWS is asked for public keys only, and only with --fetch-keys. @throws UserError */
export async function openDirectory(options: VerifyLogsOptions, directory: string): Promise<Opened> {
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
  const copies = await findCopies(directory, options.bucket, options.prefix).catch((error: unknown) => {
    throw unreadable(directory, error);
  });
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
            return await createKeySource(await aws).keys(region, from, to);
          },
        }
      : readKeyFiles(options.publicKeys);
  const stores = copies.map(({ root, under }) =>
    createDirectoryStore({ kind: 'directory', id: `${root} ${under}`, root, under }),
  );
  const targets = copies.map(({ bucket, prefix }, session): TrailTarget => ({
    bucket,
    prefix,
    status: new Map(),
    session,
  }));
  return {
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

/** A folder that may not be read is no bug; what it holds may be what is looked for, so it is not passed over. */
function unreadable(directory: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  return new UserError(
    'DIRECTORY_UNREADABLE',
    `${directory} cannot be read as a whole: ${error.message}`,
    'Name a folder that you may read with all that is in it.',
  );
}
