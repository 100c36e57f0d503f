import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { UserError } from '#src/core/user-error.ts';
import type { EvidenceLine } from './lines.ts';

export interface EvidenceWriter {
  readonly write: (line: EvidenceLine) => void;
  /** Seals and closes; the bundle's hash in hex. Only now the file has its name. */
  close(): string;
  /** Drops what was written, unless it is closed. */
  abort(): void;
}

const block = 1024 * 1024;

/**
 * Writes an evidence bundle: lines of JSON, gzip, the last one the SHA-256 of all before it. Lines are written as they
 * come, a megabyte at a time, so that a long range takes no memory.
 */
export function createEvidenceWriter(file: string): EvidenceWriter {
  const sum = createHash('sha256');
  const aside = `${file}.${randomUUID()}.tmp`;
  const target = wrap(file, () => openSync(aside, 'wx', 0o600));
  let open = true;
  let named = false;
  let waiting = '';
  const shut = (): void => {
    if (open) {
      open = false;
      closeSync(target);
    }
  };
  const flush = (): void => {
    if (waiting !== '') {
      const bytes = gzipSync(waiting);
      waiting = '';
      wrap(file, () => {
        for (let at = 0; at < bytes.length;) {
          at += writeSync(target, bytes, at);
        }
      });
    }
  };
  const add = (line: EvidenceLine): string => {
    const text = `${JSON.stringify(line)}\n`;
    waiting += text;
    if (waiting.length > block) {
      flush();
    }
    return text;
  };
  return {
    write(line) {
      sum.update(add(line));
    },
    close() {
      const sha256 = sum.digest('hex');
      add({ type: 'seal', sha256 });
      flush();
      wrap(file, () => {
        shut();
        renameSync(aside, file);
      });
      named = true;
      return sha256;
    },
    abort() {
      if (!named) {
        shut();
        rmSync(aside, { force: true });
      }
    },
  };
}

function wrap<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UserError(
      'EVIDENCE_UNWRITABLE',
      `${file} cannot be written: ${(error as Error).message}`,
      'Check the folder, its permissions and the space left.',
    );
  }
}
