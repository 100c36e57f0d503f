import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import type { ProxySettings } from '#src/aws/proxy.ts';
import { StoreError } from '../ports.ts';
import { type Answer, type Transport, type TransportOptions, whole } from './transport.ts';

/** Requests by Node's HTTP client, which knows proxies (HTTPS_PROXY and the like). */
export function createNodeTransport({ sockets, timeout }: TransportOptions, proxy: ProxySettings): Transport {
  const options = {
    keepAlive: true,
    maxSockets: sockets,
    timeout,
    scheduling: 'lifo' as const,
    proxyEnv: { ...proxy },
  };
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);
  return {
    async get({ secure, hostname, port, path, headers }) {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const get = secure ? httpsGet : httpGet;
        const agent = secure ? https : http;
        const asked = get(
          { agent, host: hostname, port: port === '' ? undefined : port, path, headers: { ...headers } },
          resolve,
        );
        asked.on('timeout', () => asked.destroy(new Error(`no byte for ${timeout} ms`)));
        asked.on('error', (error: Error) => reject(new StoreError('network', error.message)));
      });
      return await toAnswer(answer);
    },
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

async function toAnswer(message: IncomingMessage): Promise<Answer> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (typeof value === 'string') {
      headers[name] = value;
    }
  }
  const stream = chunks(message);
  const large = Number(headers['content-length'] ?? 0) > whole;
  return { status: message.statusCode ?? 0, headers, body: large ? stream : await join(stream) };
}

async function join(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    parts.push(part);
    size += part.length;
    if (size > whole) {
      throw new StoreError('network', 'the answer is too long');
    }
  }
  return Buffer.concat(parts, size);
}

async function* chunks(message: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      yield chunk;
    }
  } catch (error) {
    throw new StoreError('network', error instanceof Error ? error.message : String(error));
  }
  if (!message.complete) {
    throw new StoreError('network', 'the answer was cut off');
  }
}
