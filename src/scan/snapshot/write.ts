import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { UserError } from '#src/core/user-error.ts';
import { createCallTable, encodeCall, encodeRecord } from './encode.ts';
import type { Snapshot } from './read.ts';

function* lines({ world, header, calls }: Snapshot): Generator<string> {
  const hash = createHash('sha256');
  const told = createCallTable();
  let assets = 0;
  const add = (line: string): string => {
    hash.update(line);
    return line;
  };
  yield add(`${JSON.stringify(header)}\n`);
  for (const record of world.all()) {
    assets++;
    yield add(encodeRecord(record, told));
  }
  for (const call of calls) yield add(`${encodeCall(call)}\n`);
  yield `${JSON.stringify({ end: true, assets, sha256: hash.digest('hex') })}\n`;
}

/** Writes a snapshot as gzipped newline-delimited JSON, whole or not at all. */
export async function writeSnapshot(path: string, snapshot: Snapshot): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // Equal worlds give equal files: gzip's header holds no time and no name.
    await pipeline(Readable.from(lines(snapshot)), createGzip(), createWriteStream(temporary, { flags: 'wx' }));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      'SNAPSHOT_NOT_WRITTEN',
      `The snapshot could not be written to ${path}: ${reason}`,
      'Check that the folder exists, may be written to and has space left.',
    );
  }
}
