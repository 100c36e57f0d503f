import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '#src/core/user-error.ts';
import { writeFault } from '#src/report/write-fault.ts';

/** Files by the option that names them. */
type Files = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Where a command writes: each place once, none that it reads, and in a folder that takes it. Asked before an hour of reading is spent
 * on it.
 */
export async function checkPaths(read: Files, written: Files): Promise<void> {
  const used = new Map<string, string>();
  for (const [option, path] of listed(read)) used.set(await identity(path), option);
  for (const [option, path] of listed(written)) await claim(path, option, used);
}

const listed = (files: Files): [option: string, path: string][] =>
  Object.entries(files).flatMap(([option, paths = []]) =>
    [paths].flat().map((path): [string, string] => [option, path]),
  );

async function claim(path: string, option: string, used: Map<string, string>): Promise<void> {
  const existing = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw writeFault(error, path, option);
  });
  if (existing !== undefined && !existing.isFile() && !existing.isDirectory()) {
    // A device or a pipe takes what it gets: /dev/stdout twice is no mistake.
    if (option === '--output') return;
    // The others are written aside and renamed: that would put a file in the place of /dev/null.
    throw new UserError(
      'NOT_A_FILE',
      `${path} is a device or a pipe, and what ${option} names is replaced as a whole`,
      `Give a file name after ${option}.`,
    );
  }
  const id = await identity(path);
  const other = used.get(id);
  // What was read of a stopped scan is in what is saved of its end.
  if (other !== undefined && !(other === '--resume' && option === '--save')) {
    throw new UserError(
      'OUTPUT_TWICE',
      other === option ? `${path} is given to ${option} twice` : `${path} is given to ${other} and to ${option}`,
      'Give each a file of its own.',
    );
  }
  used.set(id, option);
  try {
    if (existing?.isDirectory() === true) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    await access(dirname(id), constants.W_OK);
  } catch (error) {
    throw writeFault(error, path, option);
  }
}

/** One name for a file, whatever links and dots lead to it: written there, a link stays a link. */
export async function identity(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
