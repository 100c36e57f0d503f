import { closeSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '#src/core/user-error.ts';
import { fault, FROM_SAVE } from './fault.ts';

/** Characters. An asset takes some thousand; a line beyond this comes from no scan, and would be held whole. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** Bytes that are read at a time. */
const PIECE = 64 * 1024;

/**
 * The lines of a snapshot, unpacked as they are asked for.
 *
 * @throws UserError where the file is not there, not gzip, or cut short
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  let bytes = 0;
  const file = Readable.from(pieces(path, (length) => (bytes += length)));
  const gunzip = createGunzip();
  // `pipe` does not pass errors on.
  file.on('error', (error) => gunzip.destroy(error));
  const decoder = new TextDecoder('utf-8');
  let rest: string[] = [];
  let length = 0;
  try {
    for await (const chunk of file.pipe(gunzip)) {
      const [first, ...others] = decoder.decode(chunk as Buffer, { stream: true }).split('\n');
      rest.push(first!);
      length += first!.length;
      if (length > LONGEST_LINE) throw fault(path, 'is not a snapshot: it holds a line without end.', FROM_SAVE);
      if (others.length === 0) continue;
      yield rest.join('');
      rest = [others.pop()!];
      length = rest[0]!.length;
      yield* others;
    }
    if (length > 0) yield rest.join('');
  } catch (error) {
    throw bytes === 0 && isCutShort(error) ? fault(path, 'is empty.') : readFault(path, error);
  } finally {
    file.destroy();
  }
}

/** The bytes of a file. Read without waiting: they are unpacked faster than they come, and file streams take longer to load than to read. */
function* pieces(path: string, onPiece: (length: number) => void): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE);
      const length = readSync(file, piece);
      if (length === 0) return;
      onPiece(length);
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

const isOfFileSystem = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall !== undefined;
const isCutShort = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';

function readFault(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return new UserError(
      'SNAPSHOT_NOT_FOUND',
      `There is no snapshot ${path}`,
      'Check the path given to --from or --resume.',
    );
  }
  if (isCutShort(error)) return fault(path, 'was cut short: its compressed data ends too early.');
  if (code?.startsWith('Z_')) return fault(path, 'is not a snapshot: it is not gzip data.', FROM_SAVE);
  if (code === 'EISDIR') return fault(path, 'is a folder.', 'Give a file.');
  if (code === 'ENOTDIR') return fault(path, 'is in no folder: a part of the path is a file.', 'Check the path.');
  // Of the file system, whatever it is: a name that is too long, a circle of links, a disk that fails.
  if (isOfFileSystem(error)) return fault(path, `cannot be read (${code}).`, 'Give a file that you may read.');
  return error;
}
