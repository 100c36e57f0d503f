import type { Readable } from 'node:stream';
import { proxySettings } from './proxy.ts';

/** The little that the SDK asks of what sends its requests. */
interface Handler {
  handle(request: unknown, options?: object): Promise<{ response: HttpAnswer }>;
  destroy(): void;
}

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** No answer to a question about settings is this long: whoever sends more is not AWS. Bytes. */
const LARGEST = 32 * 1024 * 1024;

/**
 * Sends requests and reads each answer to its end before anyone parses it, within `timeout` milliseconds for the first
 * byte and as long for the rest: the SDK's own timeout ends with the headers, so an answer that stops half-way would
 * never end. One handler may serve many clients, so that sockets are kept and counted in one place.
 *
 * @param signal ends every request and lets none begin: one listener, where the SDK would add some for each request
 * @throws UserError when the environment names a proxy that cannot be used
 */
export async function createHttpHandler(timeout: number, maxSockets = 50, signal?: AbortSignal): Promise<Handler> {
  const [{ NodeHttpHandler }, http, https] = await Promise.all([
    import('@smithy/node-http-handler'),
    import('node:http'),
    import('node:https'),
  ]);
  const proxyEnv = proxySettings(process.env);
  const agent = { keepAlive: true, maxSockets, ...(proxyEnv === undefined ? {} : { proxyEnv: { ...proxyEnv } }) };
  const handler = new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: timeout,
    throwOnRequestTimeout: true,
    httpAgent: new http.Agent(agent),
    httpsAgent: new https.Agent(agent),
    // Waiting for a socket is how the limit works, not a fault to warn of.
    socketAcquisitionWarningTimeout: 600_000,
  });
  signal?.addEventListener('abort', () => handler.destroy(), { once: true });
  // The SDK looks for more than `handle` in what it is given: all else stays the handler's own.
  const handle = async (
    ...[request, options]: Parameters<typeof handler.handle>
  ): Promise<{ response: HttpAnswer }> => {
    signal?.throwIfAborted();
    const answer = await handler.handle(request, options);
    const response = answer.response as unknown as HttpAnswer;
    response.body = await readAll(response.body as Readable, timeout);
    return { response };
  };
  return Object.assign(Object.create(handler) as object, { handle, destroy: () => handler.destroy() });
}

async function readAll(body: Readable, timeout: number): Promise<Uint8Array> {
  const late = setTimeout(() => {
    const error = Object.assign(new Error('the answer stopped half-way'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
    body.destroy(error);
  }, timeout);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST) throw new SyntaxError('the answer is too long');
      chunks.push(chunk);
    }
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  } finally {
    clearTimeout(late);
  }
}
