import { type ProxySettings, proxySettings } from '#src/aws/proxy.ts';
import { StoreError, type Credentials, type ObjectStore, type StorePlace } from '../ports.ts';
import { withRetries } from '../retry.ts';
import { createAddressing } from './address.ts';
import { classifyS3, tag, unescapeXml } from './classify.ts';
import { createSigner, encodeQuery } from './sign.ts';
import type { Answer, Transport, TransportOptions } from './transport.ts';
import { createWireTransport } from './wire-transport.ts';

export interface S3Options {
  readonly place: Extract<StorePlace, { kind: 's3' }>;
  /** Undefined signs nothing. Asked again when S3 says that a token expired. */
  readonly credentials: (refresh: boolean) => Promise<Credentials | undefined>;
  readonly retries?: number;
  /** For HTTPS_PROXY and the like. */
  readonly proxy?: NodeJS.ProcessEnv | undefined;
}

type Sign = ReturnType<typeof createSigner>;

/** Node's client is loaded where a proxy asks for it: it takes a fifth of a thread's start. */
function proxyTransport(options: TransportOptions, proxy: ProxySettings): Transport {
  const made = import('./node-transport.ts').then(({ createNodeTransport }) => createNodeTransport(options, proxy));
  return {
    get: async (request) => await (await made).get(request),
    close: () => void made.then((transport) => transport.close()),
  };
}

/** S3 by its REST interface, read only: list and get. Every bucket is asked in its own region. */
export function createS3Store(options: S3Options): ObjectStore {
  const { place } = options;
  const secure = place.endpoint === undefined || place.endpoint.startsWith('https:');
  const proxy = proxySettings(options.proxy ?? {});
  const transport = proxy === undefined ? createWireTransport(place) : proxyTransport(place, proxy);
  const addressOf = createAddressing(place);
  const regions = new Map<string, string>();
  const signers = new Map<string, Sign>();

  async function send(bucket: string, key: string, query: Readonly<Record<string, string>>): Promise<Answer> {
    let refresh = false;
    for (let hop = 0; hop < 4; hop += 1) {
      const region = regions.get(bucket) ?? place.region;
      const credentials = await options.credentials(refresh);
      const target = addressOf(bucket, region, key);
      const headers =
        credentials === undefined
          ? { host: target.host }
          : signer(credentials, region)({ host: target.host, path: target.path, query }, Date.now());
      const search = encodeQuery(query);
      const answer = await transport.get({
        secure,
        hostname: target.hostname,
        port: target.port,
        path: search === '' ? target.path : `${target.path}?${search}`,
        headers,
      });
      if (answer.status === 200) {
        return answer;
      }
      const fault = classifyS3(answer.status, await textOf(answer), answer.headers['x-amz-bucket-region']);
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
      const text = await textOf(answer);
      if (!text.includes('</ListBucketResult>')) {
        throw new StoreError('network', 'the answer is no list of objects');
      }
      return text;
    });
  }

  async function* pages(bucket: string, query: Readonly<Record<string, string>>): AsyncGenerator<string> {
    let next: Promise<string> | undefined = page(bucket, query);
    let before: string | undefined;
    while (next !== undefined) {
      const text: string = await next;
      const more = tag(text, 'IsTruncated') === 'true';
      const token = more ? tag(text, 'NextContinuationToken') : undefined;
      if (more && (token === undefined || token === before)) {
        throw new StoreError('network', 'the list of objects goes on and does not say where');
      }
      before = token;
      // The next page is fetched while this one is worked through; its failure is told when its turn comes.
      next = token === undefined ? undefined : page(bucket, { ...query, 'continuation-token': token });
      next?.catch(() => undefined);
      yield text;
    }
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
    async *children(bucket, folder) {
      for await (const text of pages(bucket, { prefix: folder, delimiter: '/' })) {
        for (const inner of elements(text, 'CommonPrefixes')) {
          yield decodeKey(tag(inner, 'Prefix') ?? '');
        }
        for (const encoded of elements(text, 'Key')) {
          const key = decodeKey(encoded);
          // Consoles make an object of the folder's own name.
          if (key !== folder) {
            yield key;
          }
        }
      }
    },
    async get(bucket, key) {
      const answer = await send(bucket, key, {});
      const { 'content-length': length, 'transfer-encoding': encoding } = answer.headers;
      if (length === undefined && encoding === undefined) {
        throw new StoreError('network', 'the answer does not say where it ends, so it may be cut off');
      }
      return { body: answer.body, metadata: metadataOf(answer) };
    },
    close() {
      transport.close();
    },
  };
}

function metadataOf({ headers }: Answer): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('x-amz-meta-') && value !== undefined) {
      metadata[name.slice('x-amz-meta-'.length)] = value;
    }
  }
  return metadata;
}

async function textOf({ body }: Answer): Promise<string> {
  if (body instanceof Uint8Array) {
    return Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  }
  // No list and no error has eight megabytes: it is given up, and with it the connection.
  for await (const _ of body) {
    break;
  }
  throw new StoreError('network', 'the answer is too long');
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
