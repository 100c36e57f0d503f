import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type EndpointOptions, startEndpoint } from '../../../bench/s3-endpoint.ts';
import type { HttpServer } from '../../../bench/support/http-server.ts';
import { type Buckets, createBuckets } from '#lab/digest-maker/bucket.ts';
import type { ObjectStore, StoreError } from '../ports.ts';
import { classifyS3 } from './classify.ts';
import { createSigner, encodePath, encodeQuery } from './sign.ts';
import { createS3Store } from './store.ts';

const opened: { store: ObjectStore; endpoint: HttpServer }[] = [];
afterEach(async () => {
  for (const { store, endpoint } of opened.splice(0)) {
    store.close();
    await endpoint.close();
  }
});

/** Both ways of carrying a request answer alike: a proxy that serves no host makes it Node's client. */
const carriers = { direct: {}, proxied: { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' } } as const;
type Carrier = keyof typeof carriers;
const both: Carrier[] = ['direct', 'proxied'];

async function open(
  buckets: Buckets,
  options: Partial<EndpointOptions> = {},
  carrier: Carrier = 'direct',
): Promise<ObjectStore> {
  const endpoint = await startEndpoint({ buckets, ...options });
  const store = createS3Store({
    place: { kind: 's3', id: 'test', region: 'us-east-1', endpoint: endpoint.url, sockets: 4, timeout: 300 },
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
    retries: 1,
    proxy: carriers[carrier],
  });
  opened.push({ store, endpoint });
  return store;
}

const odd = ['a/b c', 'a/b+c', 'a/b%20c', 'a/é', 'a/<&>"\'', 'a/z', 'b/1'];

function filled(): Buckets {
  const buckets = createBuckets();
  for (const key of odd) {
    buckets.put('bucket', key, { body: Buffer.from(key), metadata: { signature: 'abc' } });
  }
  return buckets;
}

async function collect(keys: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const key of keys) {
    all.push(key);
  }
  return all;
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'none',
    (error: unknown) => (error as StoreError).reason,
  );
}

test.for(both)('keys of every kind are listed and read, over several pages: %s', async (carrier) => {
  const store = await open(filled(), { pageSize: 2 }, carrier);
  const keys = await collect(store.list('bucket', ''));
  expect(keys).toEqual([...odd].sort());
  for (const key of keys) {
    const { body, metadata } = await store.get('bucket', key);
    expect(Buffer.from(body as Uint8Array).toString()).toBe(key);
    expect(metadata).toEqual({ signature: 'abc' });
  }
  expect(await collect(store.list('bucket', 'a/', 'a/é'))).toEqual([]);
  expect(await collect(store.list('bucket', 'a/', 'a/b%20c'))).toEqual(['a/b+c', 'a/z', 'a/é']);
});

test.for(both)(
  'a folder tells its objects and its folders, and not the object of its own name: %s',
  async (carrier) => {
    const buckets = filled();
    for (const key of ['b/', 'b/+ é/1', 'b/+ é/2']) {
      buckets.put('bucket', key, { body: Buffer.from(key), metadata: {} });
    }
    const store = await open(buckets, { pageSize: 2 }, carrier);
    expect(await collect(store.children('bucket', ''))).toEqual(['a/', 'b/']);
    expect((await collect(store.children('bucket', 'b/'))).toSorted()).toEqual(['b/+ é/', 'b/1']);
    expect(await collect(store.children('bucket', 'c/'))).toEqual([]);
  },
);

test.for(both)('an object of many megabytes is a stream: %s', async (carrier) => {
  const buckets = createBuckets();
  buckets.put('bucket', 'large', { body: new Uint8Array(9 * 1024 * 1024), metadata: {} });
  const { body } = await (await open(buckets, {}, carrier)).get('bucket', 'large');
  expect(body).not.toBeInstanceOf(Uint8Array);
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
  }
  expect(size).toBe(9 * 1024 * 1024);
});

test.for<[string, string, EndpointOptions['fault']]>([
  ['missing', 'an object that is not there', () => undefined],
  ['denied', 'an object that may not be read', () => ({ status: 403, code: 'AccessDenied' })],
  ['archived', 'an object in Glacier', () => ({ status: 403, code: 'InvalidObjectState' })],
  ['throttled', 'a request to slow down', () => ({ status: 503, code: 'SlowDown' })],
  ['network', 'a fault of S3', () => ({ status: 500, code: 'InternalError' })],
  ['network', 'a 404 that S3 did not write', () => ({ status: 404, code: 'NotFoundByProxy' })],
  ['network', 'a line that is reset', () => 'reset'],
  ['network', 'an answer that is cut off', () => 'cut'],
])('%s: %s', async ([reason, , fault]) => {
  for (const carrier of both) {
    const store = await open(filled(), { fault }, carrier);
    expect(await reasonOf(store.get('bucket', fault?.('', '') === undefined ? 'nothing' : 'a/z'))).toBe(reason);
  }
});

test.for(both)('a missing bucket is missing, and a line that never answers is given up: %s', async (carrier) => {
  const store = await open(filled(), {}, carrier);
  expect(await reasonOf(store.get('other', 'a'))).toBe('missing');
  const slow = await open(filled(), { latency: 5000 }, carrier);
  expect(await reasonOf(slow.get('bucket', 'a/z'))).toBe('network');
});

test.for(both)('a hundred requests at once share the connections: %s', async (carrier) => {
  const store = await open(filled(), { latency: 5 }, carrier);
  const got = await Promise.all(Array.from({ length: 100 }, async () => (await store.get('bucket', 'a/z')).body));
  expect(new Set(got.map((body) => Buffer.from(body as Uint8Array).toString()))).toEqual(new Set(['a/z']));
});

test('a reader that stops in the middle of a stream leaves the store in order', async () => {
  const buckets = filled();
  buckets.put('bucket', 'large', { body: new Uint8Array(20 * 1024 * 1024), metadata: {} });
  const store = await open(buckets);
  for (let index = 0; index < 8; index += 1) {
    const { body } = await store.get('bucket', 'large');
    for await (const _ of body as AsyncIterable<Uint8Array>) {
      break;
    }
  }
  expect(Buffer.from((await store.get('bucket', 'a/z')).body as Uint8Array).toString()).toBe('a/z');
});

test('a stream whose line breaks is a fault of the line', async () => {
  const buckets = createBuckets();
  buckets.put('bucket', 'large', { body: new Uint8Array(20 * 1024 * 1024), metadata: {} });
  for (const carrier of both) {
    const store = await open(buckets, { fault: () => 'cut' }, carrier);
    const { body } = await store.get('bucket', 'large');
    expect(await reasonOf(readAll(body as AsyncIterable<Uint8Array>))).toBe('network');
  }
});

async function readAll(body: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
  }
  return size;
}

/** A server that gives one answer, as it is, to everything. */
async function answering(carrier: Carrier, answer: string, then: (socket: Socket) => void): Promise<ObjectStore> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.write(answer, () => then(socket)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = createS3Store({
    place: { kind: 's3', id: 'test', region: 'us-east-1', endpoint: url, sockets: 4, timeout: 300 },
    credentials: async () => undefined,
    retries: 0,
    proxy: carriers[carrier],
  });
  opened.push({ store, endpoint: { url, close: async () => void server.close() } });
  return store;
}

test.for<[string, (socket: Socket) => void]>([
  ['is reset', (socket) => void setTimeout(() => socket.resetAndDestroy(), 50)],
  ['falls silent', () => {}],
  ['ends', (socket) => void socket.end()],
])('an answer without a length whose line %s may be half of one: a fault of the line', async ([, then]) => {
  for (const carrier of both) {
    const store = await answering(carrier, 'HTTP/1.1 200 OK\r\n\r\nhalf', then);
    expect(await reasonOf(store.get('bucket', 'a'))).toBe('network');
  }
});

test.for([
  ['has no token', ''],
  ['is the same again', '<NextContinuationToken>t</NextContinuationToken>'],
])('a list that goes on and whose next page %s is not taken for whole', async ([, token]) => {
  const page = `<ListBucketResult><IsTruncated>true</IsTruncated>${token}<Contents><Key>a</Key></Contents></ListBucketResult>`;
  const head = `HTTP/1.1 200 OK\r\ncontent-length: ${page.length}\r\nconnection: close\r\n\r\n`;
  const store = await answering('direct', head + page, (socket) => void socket.end());
  expect(await reasonOf(collect(store.list('bucket', '')))).toBe('network');
});

test('a token that expired is asked for once more', async () => {
  let first = true;
  const endpoint = await startEndpoint({
    buckets: filled(),
    fault: () => {
      const was = first;
      first = false;
      return was ? { status: 400, code: 'ExpiredToken' } : undefined;
    },
  });
  const refreshed: boolean[] = [];
  const store = createS3Store({
    place: { kind: 's3', id: 'test', region: 'us-east-1', endpoint: endpoint.url, sockets: 4, timeout: 300 },
    credentials: async (refresh) => {
      refreshed.push(refresh);
      return { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: String(refreshed.length) };
    },
  });
  opened.push({ store, endpoint });
  await store.get('bucket', 'a/z');
  expect(refreshed).toEqual([false, true]);
});

test('a bucket of another region names it, and the answer says which', () => {
  expect(classifyS3(301, '<Error><Code>PermanentRedirect</Code></Error>', 'eu-west-3')).toMatchObject({
    reason: 'other-region',
    region: 'eu-west-3',
  });
  const wrong = '<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-2</Region></Error>';
  expect(classifyS3(400, wrong, undefined)).toMatchObject({ reason: 'other-region', region: 'eu-west-2' });
  expect(classifyS3(400, '<Error><Code>KMS.DisabledException</Code></Error>', undefined)).toMatchObject({
    reason: 'denied',
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, the examples without Range
const example = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

test.for<[string, Record<string, string>, string]>([
  ['GET bucket lifecycle', { lifecycle: '' }, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  [
    'list objects',
    { prefix: 'J', 'max-keys': '2' },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('the signature of the published example "%s"', ([, query, signature]) => {
  const request = { host: 'examplebucket.s3.amazonaws.com', path: '/', query };
  const headers = createSigner(example, 'us-east-1')(request, Date.parse('2013-05-24T00:00:00Z'));
  expect(headers['authorization']).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  );
});

test('a session token is sent and signed', () => {
  const request = { host: 'h', path: '/', query: {} };
  const now = Date.parse('2013-05-24T00:00:00Z');
  const one = createSigner({ ...example, sessionToken: 'one' }, 'us-east-1')(request, now);
  const two = createSigner({ ...example, sessionToken: 'two' }, 'us-east-1')(request, now);
  expect(one).toMatchObject({ 'x-amz-security-token': 'one' });
  expect(one['user-agent']).toMatch(/^surety\/\d/);
  expect(one['authorization']).toContain('SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,');
  expect(one['authorization']).not.toBe(two['authorization']);
});

test('what is kept from one request to the next is of the same second and day', () => {
  const request = { host: 'h', path: '/', query: {} };
  const sign = createSigner(example, 'us-east-1');
  const begin = Date.parse('2013-05-24T23:59:58.900Z');
  for (const later of [0, 50, 150, 1_100, 2_200, 90_000_000, 0]) {
    expect(sign(request, begin + later)).toEqual(createSigner(example, 'us-east-1')(request, begin + later));
  }
});

test('paths and queries are encoded as S3 wants it', () => {
  expect(encodePath("a b/ü+*'()!~/c")).toBe('a%20b/%C3%BC%2B%2A%27%28%29%21~/c');
  expect(encodeQuery({ b: 'x y', a: '/' })).toBe('a=%2F&b=x%20y');
  expect(encodeQuery({})).toBe('');
});
