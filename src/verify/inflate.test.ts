import { createHash } from 'node:crypto';
import { createGzip, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { inflate } from './inflate.ts';

const sha = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const stream = (bytes: Uint8Array, size = 7): AsyncIterable<Uint8Array> =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) {
        yield bytes.subarray(at, at + size);
      }
    })(),
  );
const text = 'some content, some content, some content';
const file = gzipSync(text);
/** The file with a longer header, as its flags say. */
function named(flags: number): Buffer {
  const head = Buffer.from(file.subarray(0, 10));
  head[3] = flags;
  const extra = flags & 4 ? Buffer.from([3, 0, 1, 0, 2]) : Buffer.alloc(0);
  const texts = [8, 16].filter((flag) => flags & flag).map(() => Buffer.from('a name of a file\0'));
  const checksum = flags & 2 ? Buffer.from([7, 7]) : Buffer.alloc(0);
  return Buffer.concat([head, extra, ...texts, checksum, file.subarray(10)]);
}
const random = createHash('sha512').update('x').digest();

test.for<[string, Uint8Array, object]>([
  ['a file', file, { ok: true, hash: sha(text), size: text.length }],
  ['an empty content', gzipSync(''), { ok: true, hash: sha(''), size: 0 }],
  ['a member after it', Buffer.concat([file, gzipSync('more')]), { ok: false, why: 'trailing' }],
  ['a member of no content after it', Buffer.concat([file, gzipSync('')]), { ok: false, why: 'trailing' }],
  ['a member of no content before it', Buffer.concat([gzipSync(''), file]), { ok: false, why: 'trailing' }],
  ['zeros after it', Buffer.concat([file, new Uint8Array(9)]), { ok: false, why: 'trailing' }],
  ['text after it', Buffer.concat([file, Buffer.from('something')]), { ok: false, why: 'trailing' }],
  ['half a member after it', Buffer.concat([file, file.subarray(0, 20)]), { ok: false, why: 'trailing' }],
  ['the names, comments and checksum that gzip allows', named(31), { ok: true, hash: sha(text), size: text.length }],
  ['a name that does not end', named(8).subarray(0, 20), { ok: false, why: 'malformed' }],
  ['a flag that gzip does not know', named(32), { ok: false, why: 'malformed' }],
  ['a changed length', Buffer.concat([file.subarray(0, -4), new Uint8Array(4)]), { ok: false, why: 'malformed' }],
  ['cut short by one byte', file.subarray(0, -1), { ok: false, why: 'malformed' }],
  ['cut within its content', file.subarray(0, 20), { ok: false, why: 'malformed' }],
  ['nothing', new Uint8Array(), { ok: false, why: 'malformed' }],
  ['no gzip at all', random, { ok: false, why: 'malformed' }],
  ['a changed checksum', Buffer.concat([file.subarray(0, -8), new Uint8Array(8)]), { ok: false, why: 'malformed' }],
  ['more content than allowed', gzipSync(new Uint8Array(1001)), { ok: false, why: 'too-large' }],
  ['just as much as allowed', gzipSync(new Uint8Array(1000)), { ok: true, size: 1000 }],
])('%s: the same in one piece and as a stream', async ([, bytes, expected]) => {
  expect(await inflate(bytes, 1000, false)).toMatchObject(expected);
  expect(await inflate(stream(bytes), 1000, false)).toMatchObject(expected);
});

test('a bomb of gigabytes stops at the limit, in bounded memory', async () => {
  const gzip = createGzip({ level: 9 });
  const zeros = new Uint8Array(1024 * 1024);
  const bomb = Readable.from(
    (function* () {
      for (let index = 0; index < 3000; index += 1) {
        yield zeros;
      }
    })(),
  ).pipe(gzip);
  const before = process.memoryUsage().rss;
  expect(await inflate(bomb, 100 * 1024 * 1024, false)).toMatchObject({ ok: false, why: 'too-large' });
  bomb.destroy();
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});

test('500 MB of content are streamed', { timeout: 60_000 }, async () => {
  const piece = Buffer.alloc(1024 * 1024, 'CloudTrail ');
  const sum = createHash('sha256');
  const source = Readable.from(
    (function* () {
      for (let index = 0; index < 500; index += 1) {
        sum.update(piece);
        yield piece;
      }
    })(),
  ).pipe(createGzip({ level: 1 }));
  const before = process.memoryUsage().rss;
  const result = await inflate(source, 2 ** 31, false);
  expect(result).toMatchObject({ ok: true, size: 500 * 1024 * 1024, hash: sum.digest('hex') });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});

test('a fault of the source is not one of the file', async () => {
  const broken = (async function* () {
    yield file.subarray(0, 10);
    throw new Error('the line broke');
  })();
  await expect(inflate(broken, 1000, false)).rejects.toThrow('the line broke');
});
