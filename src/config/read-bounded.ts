import { closeSync, openSync, readSync } from 'node:fs';

const piece = 64 * 1024;

/**
 * The bytes of a file; `undefined` when there are more than `most`: a device such as /dev/zero has no end.
 *
 * @throws the system's error when it cannot be read
 */
export function readBounded(file: string, most: number): Buffer | undefined {
  const handle = openSync(file, 'r');
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      const part = Buffer.allocUnsafe(piece);
      const count = readSync(handle, part);
      if (count === 0) return Buffer.concat(parts, length);
      length += count;
      if (length > most) return undefined;
      parts.push(part.subarray(0, count));
    }
  } finally {
    closeSync(handle);
  }
}
