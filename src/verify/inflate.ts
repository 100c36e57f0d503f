import { createHash, hash } from 'node:crypto';
import { createGunzip, gunzipSync, type Gunzip } from 'node:zlib';
import { free, smallestOwn } from './free.ts';

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
 * another member, that of no content too, or zeros, which Node's zlib would pass over.
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
  try {
    const most = Math.min(limit, atOnce);
    // Content ends with its length, modulo 2^32: right for what is honest, and only the size of a first buffer.
    const { buffer, engine } = gunzipSync(body, {
      info: true,
      maxOutputLength: most,
      chunkSize: Math.min(Math.max(statedSize(body) + 64, smallestOwn), most, 4 * 1024 * 1024),
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten < body.length) {
      return trailing(body.length - engine.bytesWritten);
    }
    const size = buffer.length;
    if (statedSize(body) !== size) {
      return members();
    }
    const sum = hash('sha256', buffer, 'hex');
    if (!keep) {
      free(buffer);
    }
    return { ok: true, hash: sum, size, content: keep ? buffer : undefined };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') {
      return failure(error, body);
    }
  }
  return limit <= atOnce ? tooLarge(limit) : await inflateStream(pieces(body), limit, keep);
}

async function inflateStream(source: AsyncIterable<Uint8Array>, limit: number, keep: boolean): Promise<Inflated> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const sum = createHash('sha256');
  const kept: Uint8Array[] = [];
  let size = 0;
  let read = 0;
  let head: Uint8Array | undefined;
  let tail: Uint8Array = new Uint8Array();
  // A fault of the source is not one of the file: it leaves through `feeding`.
  const feeding = feed(source, gunzip, (chunk) => {
    head ??= chunk;
    read += chunk.length;
    tail = chunk.length >= 4 ? chunk.subarray(-4) : Buffer.concat([tail, chunk]).subarray(-4);
  });
  feeding.catch((error: unknown) => gunzip.destroy(error as Error));
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        gunzip.destroy();
        return tooLarge(limit);
      }
      sum.update(chunk);
      if (keep) {
        kept.push(chunk);
      }
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code?.startsWith('Z_') !== true) {
      throw error;
    }
    return failure(error, head ?? new Uint8Array());
  }
  await feeding;
  if (gunzip.bytesWritten < read) {
    return trailing(read - gunzip.bytesWritten);
  }
  if (sizeAtEnd(tail) !== size % 2 ** 32) {
    return members();
  }
  return { ok: true, hash: sum.digest('hex'), size, content: keep ? Buffer.concat(kept) : undefined };
}

async function feed(
  source: AsyncIterable<Uint8Array>,
  gunzip: Gunzip,
  seen: (chunk: Uint8Array) => void,
): Promise<void> {
  let ended = false;
  gunzip.once('close', () => {
    ended = true;
  });
  for await (const chunk of source) {
    if (ended) {
      return;
    }
    seen(chunk);
    // After its last member the engine has ended and takes nothing more: the rest is only counted.
    if (!gunzip.writableEnded && !gunzip.readableEnded && !gunzip.write(chunk)) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          gunzip.off('drain', done).off('close', done).off('end', done);
          resolve();
        };
        gunzip.once('drain', done).once('close', done).once('end', done);
      });
    }
  }
  gunzip.end();
}

async function* pieces(body: Uint8Array): AsyncGenerator<Uint8Array> {
  const step = 64 * 1024;
  for (let at = 0; at < body.length; at += step) {
    yield body.subarray(at, at + step);
  }
}

/** A member ends with the length of its content, modulo 2^32, which zlib has checked: only of one alone it is the file's. */
function statedSize(body: Uint8Array): number {
  return body.length < 18 ? 0 : sizeAtEnd(body.subarray(-4));
}

function sizeAtEnd(tail: Uint8Array): number {
  return tail.length < 4 ? 0 : new DataView(tail.buffer, tail.byteOffset, tail.length).getUint32(0, true);
}

function failure(error: unknown, head: Uint8Array): Inflated {
  const message = error instanceof Error ? error.message : String(error);
  // The file begins as gzip does, so the header that is wrong is that of what follows the first member.
  if (message === 'incorrect header check' && head[0] === 0x1f && head[1] === 0x8b) {
    return { ok: false, why: 'trailing', detail: 'what follows the compressed content is not compressed content' };
  }
  const detail = message === 'unexpected end of file' ? 'the file is cut short' : `not a gzip file: ${message}`;
  return { ok: false, why: 'malformed', detail };
}

function trailing(count: number): Inflated {
  return { ok: false, why: 'trailing', detail: `${count} bytes follow the compressed content` };
}

function members(): Inflated {
  return { ok: false, why: 'trailing', detail: 'another gzip member follows the first one' };
}

function tooLarge(limit: number): Inflated {
  return { ok: false, why: 'too-large', detail: `the content is larger than ${limit} bytes` };
}
