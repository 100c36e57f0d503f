import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Buckets } from '#lab/digest-maker/bucket.ts';

/**
 * The part of S3 and CloudTrail that verifying logs needs, on a loopback port, from memory, with settable latency and
 * faults. For benchmarks and tests only: it checks no signature.
 */
export interface Endpoint {
  readonly url: string;
  /** Requests so far, by kind. */
  readonly counts: { get: number; list: number; other: number };
  close(): Promise<void>;
}

export interface EndpointOptions {
  readonly buckets: Buckets;
  /** Milliseconds before each answer. */
  readonly latency?: number;
  /** Answers of CloudTrail by operation. */
  readonly cloudTrail?: (operation: string, input: Record<string, unknown>, region: string) => unknown;
  /** Answers instead of the object: status and S3 error code, or `reset` to break the line. */
  readonly fault?: (
    bucket: string,
    key: string,
  ) => { readonly status: number; readonly code: string } | 'reset' | 'cut' | undefined;
  /** The region of each bucket; us-east-1. */
  readonly region?: (bucket: string) => string;
  readonly pageSize?: number;
  /** Who asks, for GetCallerIdentity, and the regions that DescribeRegions names. */
  readonly account?: string;
  readonly regions?: readonly string[];
}

export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const counts = { get: 0, list: 0, other: 0 };
  const sorted = new Map<string, string[]>();
  const server: Server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const answer = (): void => handle(options, counts, sorted, request, response);
    if (options.latency === undefined || options.latency === 0) {
      answer();
    } else {
      setTimeout(answer, options.latency);
    }
  });
  server.maxRequestsPerSocket = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function handle(
  options: EndpointOptions,
  counts: Endpoint['counts'],
  sorted: Map<string, string[]>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    counts.other += 1;
    void cloudTrail(options, target.slice(target.lastIndexOf('.') + 1), request, response);
    return;
  }
  if (request.method === 'POST') {
    counts.other += 1;
    void queryService(options, request, response);
    return;
  }
  const url = new URL(request.url ?? '/', 'http://endpoint');
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const fault = options.fault?.(bucket, key === '' ? (url.searchParams.get('prefix') ?? '') : key);
  if (fault === 'reset') {
    request.socket.destroy();
    return;
  }
  if (fault !== undefined && fault !== 'cut') {
    error(response, fault.status, fault.code);
    return;
  }
  const objects = options.buckets.objects.get(bucket);
  if (objects === undefined) {
    error(response, 404, 'NoSuchBucket');
    return;
  }
  if (url.searchParams.has('location')) {
    const region = options.region?.(bucket) ?? 'us-east-1';
    counts.other += 1;
    xml(response, `<LocationConstraint>${region === 'us-east-1' ? '' : region}</LocationConstraint>`);
    return;
  }
  if (key === '') {
    counts.list += 1;
    list(options, bucket, sorted, url.searchParams, response);
    return;
  }
  counts.get += 1;
  const object = objects.get(key);
  if (object === undefined) {
    error(response, 404, 'NoSuchKey');
    return;
  }
  const headers: Record<string, string | number> = { 'content-length': object.body.length };
  for (const [name, value] of Object.entries(object.metadata)) {
    headers[`x-amz-meta-${name}`] = value;
  }
  response.writeHead(200, headers);
  if (fault === 'cut') {
    response.write(object.body.subarray(0, object.body.length / 2), () => request.socket.destroy());
    return;
  }
  response.end(object.body);
}

function list(
  options: EndpointOptions,
  bucket: string,
  sorted: Map<string, string[]>,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const size = options.buckets.objects.get(bucket)?.size ?? 0;
  const known = sorted.get(`${bucket}/${size}`);
  const keys = known ?? options.buckets.keys(bucket);
  sorted.set(`${bucket}/${size}`, keys);
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? query.get('marker') ?? '';
  const delimiter = query.get('delimiter');
  const most = Math.min(options.pageSize ?? 1000, Number(query.get('max-keys') ?? 1000));
  const first = lowerBound(keys, prefix > after ? prefix : after);
  const contents: string[] = [];
  const folders = new Set<string>();
  let last = '';
  let more = false;
  for (let index = first; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) {
      if (key > prefix) {
        break;
      }
      continue;
    }
    if (key <= after) {
      continue;
    }
    const cut = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    const folder = cut < 0 ? undefined : key.slice(0, cut + 1);
    if (folder !== undefined && (folders.has(folder) || after.startsWith(folder))) {
      last = key;
      continue;
    }
    if (contents.length + folders.size >= most) {
      more = true;
      break;
    }
    if (folder === undefined) {
      contents.push(key);
    } else {
      folders.add(folder);
    }
    last = key;
  }
  const encode =
    query.get('encoding-type') === 'url'
      ? (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/')
      : escapeXml;
  const v2 = query.get('list-type') === '2';
  const next = more
    ? v2
      ? `<NextContinuationToken>${escapeXml(last)}</NextContinuationToken>`
      : `<NextMarker>${escapeXml(last)}</NextMarker>`
    : '';
  xml(
    response,
    `<ListBucketResult><Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix><MaxKeys>${most}</MaxKeys>` +
      `<EncodingType>${query.get('encoding-type') ?? ''}</EncodingType><IsTruncated>${more}</IsTruncated>${next}` +
      contents
        .map(
          (key) =>
            `<Contents><Key>${encode(key)}</Key><LastModified>2026-11-20T00:00:00.000Z</LastModified><ETag>&quot;0&quot;</ETag><Size>1</Size><StorageClass>STANDARD</StorageClass></Contents>`,
        )
        .join('') +
      [...folders].map((folder) => `<CommonPrefixes><Prefix>${encode(folder)}</Prefix></CommonPrefixes>`).join('') +
      '</ListBucketResult>',
  );
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** STS and EC2 speak forms and XML. */
async function queryService(
  options: EndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const action = new URLSearchParams(await bodyOf(request)).get('Action');
  const account = options.account ?? '111122223333';
  if (action === 'GetCallerIdentity') {
    xml(
      response,
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/auditor</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  } else if (action === 'DescribeRegions') {
    const items = (options.regions ?? ['us-east-1']).map(
      (region) => `<item><regionName>${region}</regionName><optInStatus>opt-in-not-required</optInStatus></item>`,
    );
    xml(
      response,
      `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>0</requestId><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`,
    );
  } else {
    error(response, 400, 'InvalidAction');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

async function cloudTrail(
  options: EndpointOptions,
  operation: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'us-east-1';
  const input = JSON.parse((await bodyOf(request)) || '{}') as Record<string, unknown>;
  const answer = options.cloudTrail?.(operation, input, region);
  const body = JSON.stringify(answer ?? { __type: 'UnsupportedOperationException', message: operation });
  response.writeHead(answer === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(body);
}

function xml(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}

function error(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code} by the endpoint</Message></Error>`,
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
