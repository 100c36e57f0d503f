import type { Call, HttpRequest, Protocol } from './call.ts';
import { s3Operation } from './s3-operations.ts';
import { wire } from './wire.ts';

/** Names in the credential scope that differ from the prefix of the service's IAM actions. */
const SERVICE: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', s3express: 's3' };

/** Parameters that name what a call is about, most telling first. */
const RESOURCE_PARAMS = [
  'TrailName', 'Name', 'EventDataStore', 'ResourceArn', 'KeyId', 'TopicArn', 'logGroupName', 'logGroupNamePrefix',
  'RoleArn', 'RoleName', 'PolicyArn', 'TargetId', 'PolicyId', 'AccountId', 'AliasName',
] as const; // prettier-ignore

interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** Key, region and service from the SigV4 credential scope. https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function credentialScope(request: HttpRequest, url: URL): Scope | undefined {
  const header = request.headers['authorization'] ?? '';
  const credential = /Credential=([^,\s]+)/.exec(header)?.[1] ?? url.searchParams.get('X-Amz-Credential');
  if (credential === undefined || credential === null) return undefined;
  const parts = decodeURIComponent(credential).split('/');
  if (parts.length < 5) return undefined;
  return { accessKeyId: parts[0]!, region: parts[2]!, service: parts[3]! };
}

function jsonBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? wire<Record<string, unknown>>(value) : {};
  } catch {
    return {};
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

type Shape = Pick<Call, 'service' | 'operation' | 'protocol' | 'params'> & { readonly resource?: string };

function shape(service: string, request: HttpRequest, url: URL): Shape {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    return { service, operation, protocol: 'json', params: jsonBody(request.body) };
  }
  if (service === 's3' && url.pathname.startsWith('/v20180820/')) return s3ControlShape(request, url);
  if (service === 's3') {
    const [, bucket = '', ...rest] = decodePath(url.pathname).split('/');
    const key = rest.join('/');
    const params = { ...Object.fromEntries(url.searchParams), Bucket: bucket, ...(key === '' ? {} : { Key: key }) };
    const operation = s3Operation(request.method, bucket, key, url.searchParams);
    const resource = bucket === '' ? '*' : `${bucket}${key === '' ? '' : `/${key}`}`;
    return { service, operation, protocol: 's3', params, resource };
  }
  if (service === 'account') {
    const name = url.pathname.replaceAll('/', '');
    const operation = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    return { service, operation, protocol: 'rest-json', params: jsonBody(request.body) };
  }
  const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8') || url.search));
  const protocol: Protocol = service === 'ec2' ? 'ec2' : 'query';
  return { service, operation: form['Action'] ?? 'Unknown', protocol, params: form };
}

function s3ControlShape(request: HttpRequest, url: URL): Shape {
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }[request.method] ?? request.method;
  const noun = url.pathname.split('/').at(-1) ?? '';
  const operation = `${verb}${noun.slice(0, 1).toUpperCase()}${noun.slice(1)}`;
  const params = { AccountId: request.headers['x-amz-account-id'] ?? '' };
  return { service: 's3-control', operation, protocol: 'rest-xml', params };
}

/** Who a key belongs to; undefined when nobody issued it. */
export type KeyOwner = (accessKeyId: string) => { readonly account: string; readonly principal: string } | undefined;

/** What the call is; undefined when the request is not signed, so that no service can be told. */
export function recognise(
  request: HttpRequest,
  ownerOf: KeyOwner,
  at: Date,
): (Call & { readonly keyKnown: boolean }) | undefined {
  const url = new URL(request.url, 'http://lab');
  const scope = credentialScope(request, url);
  if (scope === undefined) return undefined;
  const owner = ownerOf(scope.accessKeyId);
  const found = shape(SERVICE[scope.service] ?? scope.service, request, url);
  const named = RESOURCE_PARAMS.map((name) => found.params[name]).find((value) => typeof value === 'string');
  return {
    resource: named,
    ...found,
    region: scope.region,
    account: owner?.account ?? 'unknown',
    principal: owner?.principal ?? 'unknown',
    keyKnown: owner !== undefined,
    accessKeyId: scope.accessKeyId,
    at,
    http: request,
  };
}
