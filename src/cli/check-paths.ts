import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '#src/core/user-error.ts';
import { writeFault } from '#src/report/write-fault.ts';
import type { SourceOptions } from './source-options.ts';

/** Where a command writes: each place once, in a folder that takes it. Asked before an hour of reading is spent on it. */
export async function checkPaths({ output = [], save, from }: SourceOptions): Promise<void> {
  const used = new Map<string, string>();
  if (from !== undefined) used.set(await identity(from), '--from');
  for (const path of [output].flat()) await claim(path, '--output', used);
  if (save !== undefined) await claim(save, '--save', used);
}

async function claim(path: string, option: '--output' | '--save', used: Map<string, string>): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  // A device or a pipe takes what it gets: /dev/stdout twice is no mistake.
  if (existing !== undefined && !existing.isFile() && !existing.isDirectory()) return;
  const id = await identity(path);
  const other = used.get(id);
  if (other !== undefined) {
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

/** One name for a file, whatever links and dots lead to it. */
async function identity(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
