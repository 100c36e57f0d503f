import type { Buckets } from '#lab/digest-maker/bucket.ts';
import type { HttpRequest } from '#lab/proxy/call.ts';
import { createLister } from './s3-list.ts';
import { type HttpAnswer, type HttpReply, type HttpServer, serveHttp } from './support/http-server.ts';
import { xml } from './support/xml.ts';

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

/**
 * The part of S3 and CloudTrail that verifying logs needs, on a loopback port, from memory, with settable latency and
 * faults. For benchmarks and tests only: it checks no signature.
 */
export async function startEndpoint(options: EndpointOptions): Promise<HttpServer> {
  const s3 = createS3(options);
  return await serveHttp((request) => {
    if (request.method !== 'POST') {
      return s3(request.url);
    }
    const operation = request.headers['x-amz-target'];
    return operation === undefined ? queryService(options, request) : cloudTrail(options, operation, request);
  }, options.latency);
}

function createS3(options: EndpointOptions): (url: string) => HttpAnswer {
  const list = createLister(options.buckets, options.pageSize ?? 1000);
  return (url) => {
    const [path = '', query = ''] = url.split('?');
    const slash = path.indexOf('/', 1);
    const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
    const key = slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1));
    const asked = new URLSearchParams(query);
    const fault = options.fault?.(bucket, key === '' ? (asked.get('prefix') ?? '') : key);
    if (fault === 'reset') {
      return fault;
    }
    if (fault !== undefined && fault !== 'cut') {
      return error(fault.status, fault.code);
    }
    const objects = options.buckets.objects.get(bucket);
    if (objects === undefined) {
      return error(404, 'NoSuchBucket');
    }
    if (asked.has('location')) {
      const region = options.region?.(bucket) ?? 'us-east-1';
      return xml(`<LocationConstraint>${region === 'us-east-1' ? '' : region}</LocationConstraint>`);
    }
    if (key === '') {
      return list(bucket, asked);
    }
    const object = objects.get(key);
    if (object === undefined) {
      return error(404, 'NoSuchKey');
    }
    const { body, metadata } = object;
    const named = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
    const reply = { status: 200, headers: Object.fromEntries(named) as Record<string, string>, body };
    return fault === 'cut' ? { ...reply, cutAfter: body.length / 2 } : reply;
  };
}

/** STS and EC2 speak forms and XML. */
function queryService(options: EndpointOptions, { body }: HttpRequest): HttpReply {
  const action = new URLSearchParams(body.toString()).get('Action');
  const account = options.account ?? '111122223333';
  if (action === 'GetCallerIdentity') {
    return xml(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/auditor</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  }
  if (action === 'DescribeRegions') {
    const items = (options.regions ?? ['us-east-1']).map(
      (region) => `<item><regionName>${region}</regionName><optInStatus>opt-in-not-required</optInStatus></item>`,
    );
    return xml(
      `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>0</requestId><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`,
    );
  }
  return error(400, 'InvalidAction');
}

function cloudTrail(options: EndpointOptions, target: string, { headers, body }: HttpRequest): HttpReply {
  const operation = target.slice(target.lastIndexOf('.') + 1);
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? 'us-east-1';
  const input = JSON.parse(body.toString() || '{}') as Record<string, unknown>;
  const answer = options.cloudTrail?.(operation, input, region);
  return {
    status: answer === undefined ? 400 : 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(answer ?? { __type: 'UnsupportedOperationException', message: operation }),
  };
}

const error = (status: number, code: string): HttpReply =>
  xml(`<Error><Code>${code}</Code><Message>${code} by the endpoint</Message></Error>`, status);
