import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { dnsSuffix, partitionOf } from '#src/domain/aws/partition.ts';
import { StoreError, type Credentials, type ObjectStore, type StoredObject, type StorePlace } from '../ports.ts';
import { withRetries } from '../retry.ts';
import { classifyS3, tag, unescapeXml } from './classify.ts';
import { createSigner, encodePath, encodeQuery } from './sign.ts';

/** Objects up to this size are read whole; larger ones are streamed. */
const whole = 8 * 1024 * 1024;
const longestAnswer = 32 * 1024 * 1024;

export interface S3Options {
  readonly place: Extract<StorePlace, { kind: 's3' }>;
  /** Undefined signs nothing. Asked again when S3 says that a token expired. */
  readonly credentials: (refresh: boolean) => Promise<Credentials | undefined>;
  readonly retries?: number;
  /** For HTTPS_PROXY and the like. */
  readonly proxy?: NodeJS.ProcessEnv | undefined;
}

type Sign = ReturnType<typeof createSigner>;

/** S3 by its REST interface, read only: list and get. Every bucket is asked in its own region. */
export function createS3Store(options: S3Options): ObjectStore {
  const { place } = options;
  const secure = place.endpoint === undefined || place.endpoint.startsWith('https:');
  const agentOptions = {
    keepAlive: true,
    maxSockets: place.sockets,
    timeout: place.timeout,
    scheduling: 'lifo' as const,
  };
  // Node's support of proxies costs 100 ms of loading in each thread: only where there is one.
  const proxied = Object.entries(options.proxy ?? {}).some(
    ([name, value]) => /^(https?|all)_proxy$/i.test(name) && value !== '',
  );
  const proxy = proxied ? { proxyEnv: options.proxy } : {};
  const agent = secure ? new HttpsAgent({ ...agentOptions, ...proxy }) : new HttpAgent({ ...agentOptions, ...proxy });
  const endpoint = place.endpoint === undefined ? undefined : parseEndpoint(place.endpoint);
  const regions = new Map<string, string>();
  const signers = new Map<string, Sign>();

  async function send(bucket: string, key: string, query: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    let refresh = false;
    for (let hop = 0; hop < 4; hop += 1) {
      const region = regions.get(bucket) ?? place.region;
      const credentials = await options.credentials(refresh);
      const target = address(endpoint, bucket, region, key);
      const headers =
        credentials === undefined
          ? { host: target.host }
          : signer(credentials, region)({ host: target.host, path: target.path, query }, new Date());
      const search = encodeQuery(query);
      const answer = await request({
        secure,
        agent,
        host: target.hostname,
        port: target.port,
        path: search === '' ? target.path : `${target.path}?${search}`,
        headers,
        timeout: place.timeout,
      });
      if (answer.statusCode === 200) {
        return answer;
      }
      const bucketRegion = header(answer, 'x-amz-bucket-region');
      const fault = classifyS3(answer.statusCode ?? 0, (await read(answer)).toString('utf8'), bucketRegion);
      if (fault.reason === 'expired' && !refresh) {
        refresh = true;
      } else if (fault.reason === 'other-region' && fault.region !== undefined && fault.region !== region) {
        regions.set(bucket, fault.region);
      } else {
        const reason = fault.reason === 'other-region' || fault.reason === 'expired' ? 'denied' : fault.reason;
        throw new StoreError(reason, fault.detail);
      }
    }
    throw new StoreError('network', `bucket ${bucket} is redirected in a circle`);
  }

  // One thread asks with one set of credentials; when they are renewed the old signer is of no use.
  function signer(credentials: Credentials, region: string): Sign {
    const id = `${credentials.accessKeyId}\n${credentials.secretAccessKey}\n${credentials.sessionToken ?? ''}\n${region}`;
    const known = signers.get(id);
    if (known !== undefined) {
      return known;
    }
    if (signers.size > 50) {
      signers.clear();
    }
    const sign = createSigner(credentials, region);
    signers.set(id, sign);
    return sign;
  }

  async function page(bucket: string, query: Readonly<Record<string, string>>): Promise<string> {
    return await withRetries(options.retries ?? 5, async () => {
      const answer = await send(bucket, '', { 'list-type': '2', 'encoding-type': 'url', ...query });
      const text = (await read(answer)).toString('utf8');
      if (!text.includes('</ListBucketResult>')) {
        throw new StoreError('network', 'the answer is no list of objects');
      }
      return text;
    });
  }

  async function* pages(bucket: string, query: Readonly<Record<string, string>>): AsyncGenerator<string> {
    let token: string | undefined;
    do {
      const text: string = await page(bucket, token === undefined ? query : { ...query, 'continuation-token': token });
      yield text;
      token = tag(text, 'IsTruncated') === 'true' ? tag(text, 'NextContinuationToken') : undefined;
    } while (token !== undefined);
  }

  return {
    place,
    credentials: async () => await options.credentials(false),
    async *list(bucket, prefix, startAfter) {
      const query: Record<string, string> =
        startAfter === undefined ? { prefix } : { prefix, 'start-after': startAfter };
      for await (const text of pages(bucket, query)) {
        for (const key of elements(text, 'Key')) {
          yield decodeKey(key);
        }
      }
    },
    async folders(bucket, prefix) {
      const found: string[] = [];
      for await (const text of pages(bucket, { prefix, delimiter: '/' })) {
        for (const part of elements(text, 'CommonPrefixes')) {
          found.push(decodeKey(tag(part, 'Prefix') ?? '').slice(prefix.length));
        }
      }
      return found;
    },
    async get(bucket, key) {
      const answer = await send(bucket, key, {});
      return await object(answer);
    },
    close() {
      agent.destroy();
    },
  };
}

interface Address {
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
}

function parseEndpoint(endpoint: string): Address {
  const url = new URL(endpoint);
  return { host: url.host, hostname: url.hostname, port: url.port, path: url.pathname.replace(/\/$/, '') };
}

function address(endpoint: Address | undefined, bucket: string, region: string, key: string): Address {
  const encoded = encodePath(key);
  if (endpoint !== undefined) {
    return { ...endpoint, path: `${endpoint.path}/${bucket}/${encoded}` };
  }
  const service = `s3.${region}.${dnsSuffix(partitionOf(region))}`;
  // A dot in the bucket's name does not fit the certificate of the name before the service's.
  if (bucket.includes('.')) {
    return { host: service, hostname: service, port: '', path: `/${bucket}/${encoded}` };
  }
  return { host: `${bucket}.${service}`, hostname: `${bucket}.${service}`, port: '', path: `/${encoded}` };
}

interface Sending {
  readonly secure: boolean;
  readonly agent: HttpAgent | HttpsAgent;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout: number;
}

async function request(sending: Sending): Promise<IncomingMessage> {
  const { secure, agent, host, port, path, headers, timeout } = sending;
  return await new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(new StoreError('network', error.message));
    try {
      const get = secure ? httpsGet : httpGet;
      const asked = get({ agent, host, port: port === '' ? undefined : port, path, headers: { ...headers } }, resolve);
      // The agent watches its sockets; a timer for each request costs more than the request.
      asked.on('timeout', () => asked.destroy(new Error(`no byte for ${timeout} ms`)));
      asked.on('error', fail);
    } catch (error) {
      fail(error as Error);
    }
  });
}

async function object(answer: IncomingMessage): Promise<StoredObject> {
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name.startsWith('x-amz-meta-') && typeof value === 'string') {
      metadata[name.slice('x-amz-meta-'.length)] = value;
    }
  }
  const length = Number(answer.headers['content-length'] ?? Number.NaN);
  const body = length <= whole ? await read(answer) : chunks(answer);
  return { body, metadata };
}

async function read(answer: IncomingMessage): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      parts.push(chunk);
      size += chunk.length;
      if (size > longestAnswer) {
        answer.destroy(new Error('the answer is too long'));
      }
    });
    answer.on('end', () => {
      if (!answer.complete) {
        reject(new StoreError('network', 'the answer was cut off'));
        return;
      }
      const [only] = parts;
      resolve(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, size));
    });
    answer.on('error', (error) => reject(new StoreError('network', error.message)));
  });
}

async function* chunks(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      yield chunk;
    }
  } catch (error) {
    throw new StoreError('network', error instanceof Error ? error.message : String(error));
  }
  if (!answer.complete) {
    throw new StoreError('network', 'the answer was cut off');
  }
}

function* elements(xml: string, name: string): Generator<string> {
  const open = `<${name}>`;
  const close = `</${name}>`;
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at)) {
    const end = xml.indexOf(close, at);
    if (end < 0) {
      return;
    }
    yield xml.slice(at + open.length, end);
    at = end;
  }
}

const plainKey = /^[A-Za-z0-9_.\-/]*$/;

function decodeKey(text: string): string {
  // A slice keeps the whole page that it was cut from: what is kept must be a text of its own.
  if (plainKey.test(text)) {
    return Buffer.from(text, 'latin1').toString('latin1');
  }
  try {
    return decodeURIComponent(unescapeXml(text).replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function header(answer: IncomingMessage, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : undefined;
}
