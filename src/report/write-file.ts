import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { writeFault } from './write-fault.ts';

/** Where the text of a report goes. `write` waits for the receiver, so that memory stays bounded. */
export interface ReportSink {
  /** @throws UserError when the text cannot be written */
  write(text: string): Promise<void>;
  /** The report is complete: it takes the place of the old one. @throws UserError */
  commit(): Promise<void>;
  /** The report will not be completed: the old one stays. Never throws. */
  abort(): Promise<void>;
  /** True once nobody reads any more (`surety scan | head`); what is written then is dropped. */
  readonly closed: boolean;
}

/** Large enough that a finding does not cost a system call, small enough that V8 frees it with the young objects. */
const chunk = 64 * 1024;

/**
 * Opens a report file. The text goes to a temporary file in the same folder, which takes the target's name at
 * `commit`: a full disk, a crash or Ctrl-C leaves the old report as it was. A device or a pipe (`/dev/stdout`) is
 * written directly. A link is followed, so that it stays a link.
 *
 * @throws UserError when the file cannot be created
 */
export async function openReportFile(path: string): Promise<ReportSink> {
  try {
    const target = await realpath(path).catch(() => path);
    const existing = await stat(target).catch(() => undefined);
    if (existing?.isDirectory() === true) {
      throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    }
    if (existing !== undefined && !existing.isFile()) {
      return await fileSink(path, target, undefined, undefined);
    }
    const temporary = join(dirname(target), `.${basename(target).slice(0, 40)}.${randomBytes(6).toString('hex')}.tmp`);
    return await fileSink(path, temporary, target, existing?.mode);
  } catch (error) {
    throw writeFault(error, path);
  }
}

async function fileSink(
  path: string,
  writing: string,
  target: string | undefined,
  mode: number | undefined,
): Promise<ReportSink> {
  const handle = await open(writing, target === undefined ? 'w' : 'wx', mode);
  let pending = '';
  let opened = true;
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    await handle.writeFile(text);
  };
  const close = async (): Promise<void> => {
    if (opened) {
      opened = false;
      await handle.close();
    }
  };
  const abort = async (): Promise<void> => {
    await close().catch(() => undefined);
    if (target !== undefined) {
      await rm(writing, { force: true }).catch(() => undefined);
    }
  };
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      await abort();
      throw writeFault(error, path);
    }
  };
  return {
    closed: false,
    abort,
    write: (text) => {
      pending += text;
      return pending.length < chunk ? Promise.resolve() : guarded(flush);
    },
    commit: () =>
      guarded(async () => {
        await flush();
        if (target !== undefined) {
          // Some file systems tell of a full disk only here.
          await handle.sync();
        }
        await close();
        if (target !== undefined) {
          await rename(writing, target);
        }
      }),
  };
}
