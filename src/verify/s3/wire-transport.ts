import { connect, isIP, type Socket } from 'node:net';
import { StoreError } from '../ports.ts';
import { type Answer, type GetRequest, type Transport, type TransportOptions, whole } from './transport.ts';
import { createWireParser, type WireParser } from './wire-parser.ts';

/**
 * GET requests on connections that are kept, written and read directly. Node's client makes some thirty objects and
 * listeners for each request, which for log files of 15 kB is as much work as inflating and hashing them.
 */
export function createWireTransport({ sockets, timeout }: TransportOptions): Transport {
  const lines = new Set<Line>();
  // What comes is copied out or parsed before the next bytes are read: one piece of memory serves all connections.
  const arrived = Buffer.allocUnsafeSlow(64 * 1024);
  const idle = new Map<string, Line[]>();
  const waiting: (() => void)[] = [];
  let closed = false;

  // One clock for all connections instead of a timer for each request.
  const clock = setInterval(
    () => {
      const now = performance.now();
      for (const line of lines) {
        // A reader that takes its time holds the line up, not AWS.
        if (line.socket.isPaused()) {
          line.heard = now;
        } else if (line.busy && now - line.heard > timeout) {
          line.socket.destroy(new Error(`no byte for ${timeout} ms`));
        }
      }
    },
    Math.max(50, timeout / 4),
  );
  clock.unref();

  function open(request: GetRequest, id: string): Line {
    const port = request.port === '' ? (request.secure ? 443 : 80) : Number(request.port);
    const host = request.hostname.replace(/^\[|\]$/g, '');
    const hear = (bytes: Buffer): void => {
      line.heard = performance.now();
      try {
        if (line.parser === undefined) {
          throw new Error('bytes that nobody asked for');
        }
        line.parser.feed(bytes);
      } catch (error) {
        socket.destroy(error as Error);
      }
    };
    const socket = request.secure ? connectSecurely(host, port) : connectPlainly(host, port, arrived, hear);
    if (request.secure) {
      socket.on('data', hear);
    }
    socket.setNoDelay(true);
    const line: Line = { id, socket, busy: false, heard: performance.now(), parser: undefined, fail: undefined };
    lines.add(line);
    let fault: Error | undefined;
    socket.on('error', (error) => {
      fault = error;
    });
    socket.on('close', () => {
      lines.delete(line);
      drop(line);
      const { parser, fail } = line;
      line.parser = undefined;
      line.fail = undefined;
      if (fault === undefined && parser?.close() === true) {
        return;
      }
      fail?.(new StoreError('network', fault?.message ?? 'the answer was cut off'));
      waiting.shift()?.();
    });
    return line;
  }

  function drop(line: Line): void {
    const others = idle.get(line.id);
    const at = others?.indexOf(line) ?? -1;
    if (at >= 0) {
      others?.splice(at, 1);
    }
  }

  function release(line: Line, reusable: boolean): void {
    line.busy = false;
    line.parser = undefined;
    line.fail = undefined;
    if (reusable && !closed) {
      const others = idle.get(line.id) ?? [];
      idle.set(line.id, others);
      others.push(line);
      // A connection at rest must not hold the process up.
      line.socket.unref();
    } else {
      line.socket.destroy();
    }
    waiting.shift()?.();
  }

  async function take(request: GetRequest): Promise<Line> {
    const id = `${request.secure}/${request.hostname}/${request.port}`;
    for (;;) {
      const rested = idle.get(id)?.pop();
      if (rested !== undefined) {
        rested.socket.ref();
        return rested;
      }
      if (lines.size < sockets) {
        return open(request, id);
      }
      // All are open, some of them perhaps to another bucket: one of those makes room.
      const other = [...idle.values()].find((rest) => rest.length > 0)?.shift();
      if (other === undefined) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        lines.delete(other);
        other.socket.destroy();
      }
    }
  }

  return {
    async get(request) {
      const text = requestText(request);
      const line = await take(request);
      line.busy = true;
      line.heard = performance.now();
      return await new Promise((resolve, reject) => {
        receive(line, resolve, reject, (reusable) => release(line, reusable));
        line.socket.write(text, 'latin1');
      });
    },
    close() {
      closed = true;
      clearInterval(clock);
      for (const line of lines) {
        line.socket.destroy();
      }
    },
  };
}

/** Loaded where it is needed: it takes a tenth of a thread's start. */
function connectSecurely(host: string, port: number): Socket {
  const { connect: connectTls } = process.getBuiltinModule('node:tls');
  return connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['http/1.1'] });
}

/** Reads into memory that is there already, past the stream: a stream makes a buffer of 64 kB for each piece that comes. */
function connectPlainly(host: string, port: number, buffer: Buffer, hear: (bytes: Buffer) => void): Socket {
  return connect({
    host,
    port,
    onread: {
      buffer,
      callback(length) {
        hear(buffer.subarray(0, length));
        return true;
      },
    },
  });
}

interface Line {
  readonly id: string;
  readonly socket: Socket;
  busy: boolean;
  /** When the last byte came, or the request was sent. */
  heard: number;
  parser: WireParser | undefined;
  fail: ((error: StoreError) => void) | undefined;
}

const plain = /^[\x20-\x7e]*$/;

function requestText({ path, headers }: GetRequest): string {
  // A line feed in a path or in credentials would begin another header.
  if (!plain.test(path) || path.includes(' ') || !Object.values(headers).every((value) => plain.test(value))) {
    throw new StoreError('network', 'the request has characters that it may not have');
  }
  let text = `GET ${path} HTTP/1.1\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    text += `${name}: ${value}\r\n`;
  }
  return `${text}\r\n`;
}

/** Gathers a small body; hands a large one over as it comes. */
function receive(
  line: Line,
  resolve: (answer: Answer) => void,
  reject: (error: StoreError) => void,
  done: (reusable: boolean) => void,
): void {
  let status = 0;
  let headers: Readonly<Record<string, string>> = {};
  let target: Buffer | undefined;
  let parts: Buffer[] = [];
  let size = 0;
  let stream: Stream | undefined;
  line.fail = reject;
  line.parser = createWireParser({
    head(code, named) {
      status = code;
      headers = named;
      const length = Number(named['content-length'] ?? Number.NaN);
      if (length > whole) {
        stream = createStream(line.socket);
        line.fail = stream.fail;
        resolve({ status, headers, body: stream.body });
      } else if (length > 0) {
        target = Buffer.allocUnsafeSlow(length);
      }
    },
    data(bytes) {
      if (stream !== undefined) {
        stream.push(Buffer.from(bytes));
      } else if (target === undefined) {
        parts.push(Buffer.from(bytes));
        if (size + bytes.length > whole) {
          throw new Error('the answer is too long');
        }
      } else {
        bytes.copy(target, size);
      }
      size += bytes.length;
    },
    end(reusable) {
      if (stream === undefined) {
        resolve({ status, headers, body: target ?? Buffer.concat(parts, size) });
      } else {
        stream.end();
      }
      target = undefined;
      parts = [];
      done(reusable);
    },
  });
}

interface Stream {
  readonly body: AsyncIterable<Uint8Array>;
  readonly push: (bytes: Buffer) => void;
  readonly end: () => void;
  readonly fail: (error: StoreError) => void;
}

const ahead = 1024 * 1024;

/** A body that waits for its reader: the connection rests while a megabyte is unread. */
function createStream(socket: Socket): Stream {
  const queue: Buffer[] = [];
  let queued = 0;
  let ended = false;
  let failed: StoreError | undefined;
  let wake: (() => void) | undefined;
  const tell = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    push(bytes) {
      queue.push(bytes);
      queued += bytes.length;
      if (queued > ahead) {
        socket.pause();
      }
      tell();
    },
    end() {
      ended = true;
      tell();
    },
    fail(error) {
      failed = error;
      tell();
    },
    body: {
      async *[Symbol.asyncIterator]() {
        try {
          for (;;) {
            const next = queue.shift();
            if (next !== undefined) {
              queued -= next.length;
              if (queued <= ahead) {
                socket.resume();
              }
              yield next;
            } else if (failed !== undefined) {
              throw failed;
            } else if (ended) {
              return;
            } else {
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
            }
          }
        } finally {
          // Who stops reading in the middle gives the connection up.
          if (!ended) {
            socket.destroy();
          }
        }
      },
    },
  };
}
