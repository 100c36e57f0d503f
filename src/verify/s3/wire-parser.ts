/**
 * Reads answers to GET requests off a connection: HTTP/1.1 with a length, in chunks, or until the connection ends. Small
 * and strict: what it does not know is an error, and the connection is given up.
 * https://www.rfc-editor.org/rfc/rfc9112
 */
export interface WireHandler {
  head(status: number, headers: Readonly<Record<string, string>>): void;
  /** The bytes are good until this returns. */
  data(bytes: Buffer): void;
  /** `reusable` says whether the connection may carry another request. */
  end(reusable: boolean): void;
}

export interface WireParser {
  /** The bytes are the caller's again when this returns. @throws Error when they are no answer */
  feed(bytes: Buffer): void;
  /** The connection ended: true when the answer was whole by that. */
  close(): boolean;
}

const longestHead = 64 * 1024;
const longestChunk = 1024 ** 3;

type State = 'head' | 'length' | 'until-close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer' | 'done';

export function createWireParser(handler: WireHandler): WireParser {
  let state: State = 'head';
  let kept: Buffer | undefined;
  let left = 0;
  let reusable = true;

  /** Takes a line of the framing, or keeps what there is of it. */
  const line = (bytes: Buffer): { text: string; rest: Buffer } | undefined => {
    const end = bytes.indexOf('\r\n');
    if (end < 0) {
      if (bytes.length > 4096) {
        throw new Error('a line of the answer is too long');
      }
      kept = Buffer.from(bytes);
      return undefined;
    }
    return { text: bytes.toString('latin1', 0, end), rest: bytes.subarray(end + 2) };
  };

  const finish = (rest: Buffer): Buffer => {
    state = 'done';
    // Bytes that nobody asked for: the connection is out of step.
    handler.end(reusable && rest.length === 0);
    return rest.subarray(rest.length);
  };

  const takeHead = (bytes: Buffer): Buffer | undefined => {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) {
      if (bytes.length > longestHead) {
        throw new Error('the head of the answer is too long');
      }
      kept = Buffer.from(bytes);
      return undefined;
    }
    const rest = bytes.subarray(end + 4);
    const { status, headers, version } = parseHead(bytes.toString('latin1', 0, end));
    if (status < 200) {
      return rest;
    }
    const connection = headers['connection']?.toLowerCase();
    reusable = version === '1.1' ? connection !== 'close' : connection === 'keep-alive';
    const encoding = headers['transfer-encoding']?.toLowerCase();
    const length = headers['content-length'];
    handler.head(status, headers);
    if (status === 204 || status === 304) {
      return finish(rest);
    }
    if (encoding !== undefined) {
      if (encoding !== 'chunked' || length !== undefined) {
        throw new Error('the framing of the answer is not clear');
      }
      state = 'chunk-size';
    } else if (length === undefined) {
      state = 'until-close';
      reusable = false;
    } else {
      if (!/^\d{1,15}$/.test(length)) {
        throw new Error('the length of the answer is no number');
      }
      left = Number(length);
      state = 'length';
      return left === 0 ? finish(rest) : rest;
    }
    return rest;
  };

  const takeBody = (bytes: Buffer): Buffer => {
    const part = bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= part.length;
    handler.data(part);
    const rest = bytes.subarray(part.length);
    if (left > 0) {
      return rest;
    }
    if (state === 'length') {
      return finish(rest);
    }
    state = 'chunk-end';
    return rest;
  };

  const takeLine = (bytes: Buffer): Buffer | undefined => {
    const found = line(bytes);
    if (found === undefined) {
      return undefined;
    }
    const { text, rest } = found;
    if (state === 'chunk-end') {
      if (text !== '') {
        throw new Error('a chunk of the answer does not end where it says');
      }
      state = 'chunk-size';
    } else if (state === 'trailer') {
      return text === '' ? finish(rest) : rest;
    } else {
      const size = /^([0-9a-fA-F]{1,8})\s*(?:;.*)?$/.exec(text)?.[1];
      left = size === undefined ? Number.NaN : Number.parseInt(size, 16);
      if (!(left <= longestChunk)) {
        throw new Error('a chunk of the answer has no size');
      }
      state = left === 0 ? 'trailer' : 'chunk';
    }
    return rest;
  };

  return {
    feed(bytes) {
      let rest: Buffer | undefined = kept === undefined ? bytes : Buffer.concat([kept, bytes]);
      kept = undefined;
      while (rest !== undefined && rest.length > 0) {
        if (state === 'head') {
          rest = takeHead(rest);
        } else if (state === 'length' || state === 'chunk') {
          rest = takeBody(rest);
        } else if (state === 'until-close') {
          handler.data(rest);
          return;
        } else if (state === 'done') {
          throw new Error('the answer has more bytes than it says');
        } else {
          rest = takeLine(rest);
        }
      }
    },
    close() {
      if (state === 'until-close') {
        state = 'done';
        handler.end(false);
      }
      return state === 'done';
    },
  };
}

function parseHead(text: string): { status: number; version: string; headers: Record<string, string> } {
  const lines = text.split('\r\n');
  const [, version, status] = /^HTTP\/(1\.[01]) (\d{3})(?: |$)/.exec(lines[0] ?? '') ?? [];
  if (version === undefined || status === undefined) {
    throw new Error('the answer is not HTTP');
  }
  const headers: Record<string, string> = {};
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 1 || /[\s]/.test(name)) {
      throw new Error('a header of the answer is no header');
    }
    const value = line.slice(colon + 1).trim();
    const before = headers[name];
    // Two lengths are how an answer is smuggled.
    if (before !== undefined && (name === 'content-length' || name === 'transfer-encoding')) {
      throw new Error('the framing of the answer is not clear');
    }
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return { status: Number(status), version, headers };
}
