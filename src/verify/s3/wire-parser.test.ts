import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWireParser } from './wire-parser.ts';

interface Parsed {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  ended: boolean | undefined;
}

function parse(pieces: readonly Buffer[], close = false): Parsed {
  const parsed: Parsed = { status: 0, headers: {}, body: '', ended: undefined };
  const parser = createWireParser({
    head: (status, headers) => Object.assign(parsed, { status, headers }),
    data: (bytes) => (parsed.body += bytes.toString('latin1')),
    end: (reusable) => (parsed.ended = reusable),
  });
  for (const piece of pieces) {
    parser.feed(piece);
  }
  if (close) {
    parser.close();
  }
  return parsed;
}

const text = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

test.for<[string, Buffer, Partial<Parsed>]>([
  [
    'a length',
    text('HTTP/1.1 200 OK', 'Content-Length: 3', 'X-A: b', '', 'abc'),
    { status: 200, body: 'abc', ended: true },
  ],
  ['a length of nothing', text('HTTP/1.1 200 OK', 'content-length: 0', '', ''), { body: '', ended: true }],
  ['no reason phrase', text('HTTP/1.1 404 ', 'content-length: 0', '', ''), { status: 404, ended: true }],
  [
    'chunks',
    text('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '3', 'abc', '2;x=y', 'de', '0', '', ''),
    { body: 'abcde', ended: true },
  ],
  [
    'chunks with a trailer',
    text('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '1', 'a', '0', 'x: y', '', ''),
    { body: 'a', ended: true },
  ],
  [
    'a closing connection',
    text('HTTP/1.1 200 OK', 'connection: close', 'content-length: 1', '', 'a'),
    { body: 'a', ended: false },
  ],
  ['HTTP/1.0', text('HTTP/1.0 200 OK', 'content-length: 1', '', 'a'), { body: 'a', ended: false }],
  [
    'an interim answer before it',
    text('HTTP/1.1 100 Continue', '', 'HTTP/1.1 200 OK', 'content-length: 1', '', 'a'),
    { status: 200, body: 'a', ended: true },
  ],
  ['no content', text('HTTP/1.1 204 No Content', '', ''), { status: 204, ended: true }],
])('an answer with %s, however it is cut into pieces', ([, bytes, expected]) => {
  expect(parse([bytes])).toMatchObject(expected);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
      const edges = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b);
      const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
      expect(parse(pieces)).toMatchObject(expected);
    }),
  );
});

test('a connection with more bytes than its answer says is not used again', () => {
  const bytes = text('HTTP/1.1 200 OK', 'content-length: 1', '', 'abc');
  expect(parse([bytes])).toMatchObject({ body: 'a', ended: false });
  expect(() => parse([bytes.subarray(0, -2), bytes.subarray(-2)])).toThrow('more bytes than it says');
});

test('without a length the body ends with the connection', () => {
  const bytes = text('HTTP/1.1 200 OK', '', 'abc');
  expect(parse([bytes])).toMatchObject({ body: 'abc', ended: undefined });
  expect(parse([bytes], true)).toMatchObject({ body: 'abc', ended: false });
});

test('an answer that is cut off never ends', () => {
  for (const bytes of [
    text('HTTP/1.1 200 OK', 'content-length: 9', '', 'abc'),
    text('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '9', 'abc'),
    text('HTTP/1.1 2'),
  ]) {
    expect(parse([bytes], true).ended).toBeUndefined();
  }
});

test.for<[string, Buffer]>([
  ['no HTTP', text('SSH-2.0-OpenSSH', '', '')],
  ['HTTP/2', text('HTTP/2 200 OK', '', '')],
  ['two lengths', text('HTTP/1.1 200 OK', 'content-length: 1', 'content-length: 2', '', 'a')],
  ['a length and chunks', text('HTTP/1.1 200 OK', 'content-length: 1', 'transfer-encoding: chunked', '', 'a')],
  ['an encoding that is not known', text('HTTP/1.1 200 OK', 'transfer-encoding: gzip', '', 'a')],
  ['a length below nothing', text('HTTP/1.1 200 OK', 'content-length: -1', '', 'a')],
  ['a chunk without size', text('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', 'x', 'a')],
  ['a chunk of no end', text('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', 'ffffffff', 'a')],
  ['a chunk longer than it says', text('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '1', 'ab', '')],
  ['a header with a space in its name', text('HTTP/1.1 200 OK', 'a b: c', '', '')],
  ['a head of no end', Buffer.alloc(70_000, 'a')],
])('%s is refused', ([, bytes]) => {
  expect(() => parse([bytes])).toThrow(Error);
});
