import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '#src/core/user-error.ts';

const longestLine = 64 * 1024 * 1024;

/**
 * The lines of a bundle, in order, without their ends.
 *
 * @throws UserError when the file cannot be opened; another Error when it breaks off
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  if ((await stat(file).catch(() => undefined))?.isDirectory() === true) {
    throw new UserError('EVIDENCE_UNREADABLE', `${file} is a folder`, 'Name a file that verify-logs --evidence wrote.');
  }
  const source = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    source.once('open', () => resolve());
    source.once('error', (error) =>
      reject(
        new UserError(
          'EVIDENCE_UNREADABLE',
          `${file} cannot be read: ${error.message}`,
          'Name a file that verify-logs --evidence wrote.',
        ),
      ),
    );
  });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      size = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > longestLine) {
      source.destroy();
      throw new Error('a line is too long');
    }
  }
  if (size > 0) {
    yield Buffer.concat(parts).toString('utf8');
  }
}
