import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { createCaller } from './caller.ts';
import type { Credentials } from './session.ts';

let server: Server | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

/** What a request says of who made it. */
interface Signed {
  readonly key: string;
  readonly region: string;
  readonly service: string;
  readonly token: string | undefined;
  readonly isRight: boolean;
}

const secretOf = (key: string): string => `secret of ${key}`;
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * Reckons a signature anew from what came over the wire.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function check({ method, url = '/', headers }: IncomingMessage, body: string): Signed {
  const [, key = '', day = '', region = '', service = '', names = '', signature] =
    /Credential=(\w+)\/(\d+)\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)/.exec(headers.authorization ?? '') ?? []; // prettier-ignore
  const [path = '/', query = ''] = url.split('?');
  const escaped = service === 's3' ? path : path.split('/').map(encodeURIComponent).join('/');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const hashed = createHash('sha256').update(body).digest('hex');
  const payload = headers['x-amz-content-sha256'] ?? hashed;
  const search = query.split('&').map((pair) => (pair === '' || pair.includes('=') ? pair : `${pair}=`)).sort(); // prettier-ignore
  const canonical = [method, escaped, search.join('&'), lines.join(''), names, payload].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, createHash('sha256').update(canonical).digest('hex')];
  const signing = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretOf(key)}`);
  const token = headers['x-amz-security-token'] as string | undefined;
  return { key, region, service, token, isRight: hmac(signing, text.join('\n')).toString('hex') === signature };
}

/** Calls in the name of these accounts, to an endpoint that answers `status` and keeps what it was told. */
async function callerFor(accounts: readonly string[], status: (signed: Signed) => number) {
  const seen: Signed[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => (body += text));
    request.on('end', () => {
      const signed = check(request, body);
      seen.push(signed);
      response.writeHead(status(signed)).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const sessions = accounts.map((account) => {
    const accessKeyId = `AKIA${account}`;
    const credentials = async () => ({ accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken: `token of ${account}` }); // prettier-ignore
    return { account, region: 'eu-west-1', partition: 'aws', arn: `arn:aws:iam::${account}:root`, credentials };
  });
  const { signal } = new AbortController();
  return { seen, caller: createCaller({ sessions, signal, maxAttempts: 2, pace: 1_000 }) };
}

const operation = (service: string, name: string) => defineOperation({ service, name, output: z.object({}) });
const ACCOUNTS = ['111111111111', '222222222222', '333333333333'];

test.each<[string, string, string, object]>([
  ['cloudtrail', 'cloudtrail', 'DescribeTrails', {}],
  ['logs', 'cloudwatch-logs', 'DescribeLogGroups', { logGroupNamePrefix: 'größe/a b' }],
  ['monitoring', 'cloudwatch', 'DescribeAlarms', {}],
  ['events', 'eventbridge', 'ListRules', {}],
  ['ec2', 'ec2', 'DescribeRegions', {}],
  ['iam', 'iam', 'GetRole', { RoleName: 'a+b=c,@' }],
  ['kms', 'kms', 'GetKeyPolicy', { KeyId: 'alias/a' }],
  ['organizations', 'organizations', 'ListParents', { ChildId: '111111111111' }],
  ['sns', 'sns', 'GetTopicAttributes', { TopicArn: 'arn:aws:sns:eu-west-1:111111111111:a' }],
  ['s3', 's3', 'GetBucketPolicy', { Bucket: 'a.bucket' }],
  ['s3', 's3', 'ListObjectsV2', { Bucket: 'a.bucket', Prefix: 'ä/b c+d', MaxKeys: 1 }],
  ['s3', 's3', 'GetObject', { Bucket: 'a.bucket', Key: 'ä/b c+d%20.gz' }],
  ['s3', 's3-control', 'GetPublicAccessBlock', { AccountId: '111111111111' }],
])('%s: %s %s is signed for its account, though accounts share a client', async (scope, service, name, input) => {
  const { caller, seen } = await callerFor(ACCOUNTS, () => 200);
  const regions = ['eu-west-1', 'us-east-2'];
  const sites = regions.flatMap((region) => ACCOUNTS.map((account) => ({ account, region })));
  await Promise.all(sites.map((site) => caller.call(operation(service, name), input, site)));
  caller.close();
  const told = seen.map(({ key, region, service: of, token, isRight }) => [key, region, of, token, isRight].join(' '));
  const wanted = sites.map(({ account, region }) => `AKIA${account} ${region} ${scope} token of ${account} true`);
  expect([...new Set(told)].sort()).toEqual(wanted.toSorted());
});

test('credentials that cannot be had fail the call, and are asked for once', async () => {
  const credentials = vi
    .fn<Credentials>()
    .mockRejectedValue(Object.assign(new Error('no way to STS'), { name: 'TimeoutError' }));
  const site = { account: '111111111111', region: 'eu-west-1' };
  const { signal } = new AbortController();
  const caller = createCaller({ sessions: [{ ...site, partition: 'aws', arn: '', credentials }], signal });
  const { value } = await caller.call(operation('cloudtrail', 'DescribeTrails'), {}, site);
  caller.close();
  expect(value).toMatchObject({ reason: 'call-failed' });
  expect(credentials).toHaveBeenCalledTimes(1);
});

test("calls that fail in one account do not use up another's further attempts", async () => {
  const [broken, well] = ACCOUNTS as [string, string];
  const { caller, seen } = await callerFor([broken, well], () => 500);
  const ask = (account: string, number: number) =>
    caller.call(
      operation('cloudtrail', 'GetTrailStatus'),
      { Name: `trail-${number}` },
      { account, region: 'eu-west-1' },
    );
  // The SDK's store holds a hundred further attempts.
  await Promise.all(Array.from({ length: 150 }, (_, number) => ask(broken, number)));
  await ask(well, 0);
  caller.close();
  expect(seen.filter(({ key }) => key === `AKIA${broken}`)).toHaveLength(300);
  expect(seen.filter(({ key }) => key === `AKIA${well}`)).toHaveLength(2);
}, 30_000);
