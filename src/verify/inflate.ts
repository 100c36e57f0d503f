import { createHash, hash } from 'node:crypto';
import { crc32, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib';
import { free, smallestOwn } from './free.ts';
import { headerLength, readTrailer, trailerLength } from './gzip.ts';

export type Inflated =
  | {
      readonly ok: true;
      /** Hex SHA-256 of the inflated content. */
      readonly hash: string;
      readonly size: number;
      /** The content, when it was asked for. */
      readonly content: Uint8Array | undefined;
    }
  | { readonly ok: false; readonly why: 'malformed' | 'trailing' | 'too-large'; readonly detail: string };

/** Content up to this size is inflated in one call, which is three times faster than a stream. */
const atOnce = 32 * 1024 * 1024;

/**
 * Inflates a gzip file and hashes its content. CloudTrail writes one member: what follows it is `trailing`, be it
 * another member, that of no content too, or zeros. Node's own reading of gzip passes over some of these, and over a
 * member of no content before the one that counts: header and trailer are read here.
 *
 * @param limit bytes of content after which it stops: a small file may inflate a thousandfold
 */
export async function inflate(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  limit: number,
  keep: boolean,
): Promise<Inflated> {
  if (!(body instanceof Uint8Array)) {
    return await inflateStream(body, limit, keep);
  }
  const start = headerLength(body);
  if (start === undefined || start === 'cut') {
    return headless(start);
  }
  try {
    const most = Math.min(limit, atOnce);
    const packed = body.subarray(start);
    const { buffer, engine } = inflateRawSync(packed, {
      info: true,
      maxOutputLength: most,
      chunkSize: Math.min(Math.max(statedSize(body) + 64, smallestOwn), most, 4 * 1024 * 1024),
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const rest = packed.subarray(engine.bytesWritten);
    const fault = faultAfter(rest.length, rest, buffer.length, crc32(buffer));
    if (fault !== undefined) {
      return fault;
    }
    const size = buffer.length;
    const sum = hash('sha256', buffer, 'hex');
    if (!keep) {
      free(buffer);
    }
    return { ok: true, hash: sum, size, content: keep ? buffer : undefined };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') {
      return failure(error);
    }
  }
  return limit <= atOnce ? tooLarge(limit) : await inflateStream(pieces(body), limit, keep);
}

/** What a file may hold: its length stands at its end. Right for what is honest, and only the size of a first buffer. */
function statedSize(body: Uint8Array): number {
  return body.length < trailerLength ? 0 : readTrailer(body.subarray(-trailerLength)).size;
}

async function inflateStream(source: AsyncIterable<Uint8Array>, limit: number, keep: boolean): Promise<Inflated> {
  const inflater = createInflateRaw({ chunkSize: 256 * 1024 });
  const sum = createHash('sha256');
  const kept: Uint8Array[] = [];
  const fed: Fed = { start: 'cut', read: 0, tail: new Uint8Array() };
  let size = 0;
  let checksum = 0;
  // A fault of the source is not one of the file: it leaves through `feeding`.
  const feeding = feed(source, inflater, fed);
  feeding.catch((error: unknown) => inflater.destroy(error as Error));
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        inflater.destroy();
        return tooLarge(limit);
      }
      sum.update(chunk);
      checksum = crc32(chunk, checksum);
      if (keep) {
        kept.push(chunk);
      }
    }
  } catch (error) {
    if (typeof fed.start !== 'number') {
      await feeding;
      return headless(fed.start);
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code?.startsWith('Z_') !== true) {
      throw error;
    }
    return failure(error);
  }
  await feeding;
  const fault = faultAfter(fed.read - inflater.bytesWritten, fed.tail, size, checksum);
  return fault ?? { ok: true, hash: sum.digest('hex'), size, content: keep ? Buffer.concat(kept) : undefined };
}

interface Fed {
  /** Bytes of the header, once it is through; what is wrong with it otherwise. */
  start: number | 'cut' | undefined;
  /** Bytes after the header. */
  read: number;
  /** The last bytes: the trailer, where it ends the file. */
  tail: Uint8Array;
}

async function feed(source: AsyncIterable<Uint8Array>, inflater: InflateRaw, fed: Fed): Promise<void> {
  let ended = false;
  inflater.once('close', () => {
    ended = true;
  });
  let head: Uint8Array | undefined;
  for await (const arrived of source) {
    if (ended) {
      return;
    }
    let chunk = arrived;
    if (fed.start === 'cut') {
      head = head === undefined ? arrived : Buffer.concat([head, arrived]);
      fed.start = headerLength(head);
      if (typeof fed.start !== 'number') {
        if (fed.start === undefined) {
          break;
        }
        continue;
      }
      chunk = head.subarray(fed.start);
    }
    fed.read += chunk.length;
    fed.tail = Buffer.concat([fed.tail, chunk.subarray(-trailerLength)]).subarray(-trailerLength);
    // After its content the engine has ended and takes nothing more: the rest is only counted.
    if (!inflater.writableEnded && !inflater.readableEnded && !inflater.write(chunk)) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          inflater.off('drain', done).off('close', done).off('end', done);
          resolve();
        };
        inflater.once('drain', done).once('close', done).once('end', done);
      });
    }
  }
  if (typeof fed.start !== 'number') {
    inflater.destroy(new Error('no header'));
    return;
  }
  inflater.end();
}

async function* pieces(body: Uint8Array): AsyncGenerator<Uint8Array> {
  const step = 64 * 1024;
  for (let at = 0; at < body.length; at += step) {
    yield body.subarray(at, at + step);
  }
}

/**
 * What is wrong after the compressed content.
 *
 * @param length how many bytes follow it
 * @param bytes the first or the last of them: both are the trailer when nothing else follows
 */
function faultAfter(length: number, bytes: Uint8Array, size: number, checksum: number): Inflated | undefined {
  if (length < trailerLength) {
    return cutShort();
  }
  if (length > trailerLength) {
    return trailing(length - trailerLength);
  }
  const stated = readTrailer(bytes);
  return stated.size === size % 2 ** 32 && stated.checksum === checksum
    ? undefined
    : { ok: false, why: 'malformed', detail: 'not a gzip file: its checksum or length is not that of its content' };
}

function headless(start: 'cut' | undefined): Inflated {
  return start === 'cut' ? cutShort() : { ok: false, why: 'malformed', detail: 'not a gzip file: incorrect header' };
}

function failure(error: unknown): Inflated {
  const message = error instanceof Error ? error.message : String(error);
  return message === 'unexpected end of file'
    ? cutShort()
    : { ok: false, why: 'malformed', detail: `not a gzip file: ${message}` };
}

function cutShort(): Inflated {
  return { ok: false, why: 'malformed', detail: 'the file is cut short' };
}

function trailing(count: number): Inflated {
  return { ok: false, why: 'trailing', detail: `${count} bytes follow the compressed content` };
}

function tooLarge(limit: number): Inflated {
  return { ok: false, why: 'too-large', detail: `the content is larger than ${limit} bytes` };
}
