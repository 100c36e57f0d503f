import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { HttpRequest } from '#lab/proxy/call.ts';

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The connection breaks after so many bytes of the body. */
  readonly cutAfter?: number;
}

/** `reset` breaks the connection instead of answering. */
export type HttpAnswer = HttpReply | 'reset';

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * An HTTP/1.1 server for endpoints that are measured against, on a loopback port. It shares the machine's cores with what
 * is measured, so it does as little as it can: Node's own takes 1.6 times as long for a request.
 *
 * @param latency milliseconds before each answer
 */
export async function serveHttp(answer: (request: HttpRequest) => HttpAnswer, latency = 0): Promise<HttpServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    const respond = (request: HttpRequest): void => send(socket, answer(request), request.method === 'HEAD');
    const delayed = (request: HttpRequest): void => void setTimeout(respond, latency, request);
    socket.on('data', createReader(latency === 0 ? respond : delayed));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

const END = '\r\n\r\n';

/** Tells each request when it is whole. Clients wait for an answer before they ask again. */
function createReader(onRequest: (request: HttpRequest) => void): (chunk: Buffer) => void {
  let held: Buffer | undefined;
  return (chunk) => {
    const bytes = held === undefined ? chunk : Buffer.concat([held, chunk]);
    const end = bytes.indexOf(END);
    const head = end < 0 ? '' : bytes.toString('latin1', 0, end);
    const body = end + END.length;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (end < 0 || bytes.length < body + length) {
      held = bytes;
      return;
    }
    held = undefined;
    const [method = '', url = '/'] = head.slice(0, head.indexOf('\r\n')).split(' ');
    onRequest({
      method,
      url,
      // Most requests are answered without a look at them.
      get headers() {
        return headersOf(head);
      },
      body: bytes.subarray(body, body + length),
    });
  };
}

/** By their names in lower case. */
function headersOf(head: string): Readonly<Record<string, string>> {
  const [, ...lines] = head.split('\r\n');
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

function send(socket: Socket, answer: HttpAnswer, isHead: boolean): void {
  if (answer === 'reset') {
    socket.destroy();
    return;
  }
  const { status, headers = {}, cutAfter } = answer;
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${status} \r\ncontent-length: ${body.length}\r\n${lines.join('')}\r\n`, 'latin1');
  const whole = Buffer.concat([head, body.subarray(0, isHead ? 0 : cutAfter)]);
  socket.write(whole, () => {
    if (cutAfter !== undefined) socket.destroy();
  });
}
