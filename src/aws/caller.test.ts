import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createCaller, type CallerOptions } from './caller.ts';
import { attemptsOf, customEndpoint } from './clients.ts';

const describeTrails = defineOperation({
  service: 'cloudtrail',
  name: 'DescribeTrails',
  output: z.object({ trailList: z.array(z.object({ Name: z.string() })).default([]) }),
});
const SITE = { account: '111111111111', region: 'eu-west-1' };

let server: Server | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

/** An AWS of one answer; `undefined` never answers. */
async function answering(body: string | undefined, options: Partial<CallerOptions> = {}) {
  let asked = 0;
  server = createServer((_, response) => {
    asked++;
    if (body !== undefined) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length }).end(body); // prettier-ignore
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x' });
  const session = { ...SITE, partition: 'aws', arn: 'arn:aws:iam::111111111111:root', credentials };
  const caller = createCaller({
    sessions: [session],
    signal: new AbortController().signal,
    maxAttempts: 1,
    ...options,
  });
  return { caller, asked: () => asked };
}

describe('the caller', () => {
  test('makes each distinct call once, also when it is asked at the same time', async () => {
    const { caller, asked } = await answering('{"trailList":[{"Name":"a"}]}');
    const answers = await Promise.all([1, 2, 3].map(() => caller.call(describeTrails, {}, SITE)));
    expect(answers.map(({ value }) => value)).toEqual([1, 2, 3].map(() => ({ trailList: [{ Name: 'a' }] })));
    expect(asked()).toBe(1);
    await caller.call(describeTrails, { includeShadowTrails: true }, SITE);
    expect(asked()).toBe(2);
    expect(caller.counts).toEqual({ total: 2, retried: 0, denied: 0, throttled: 0 });
  });

  test('does not ask what an earlier scan settled, and tells it on', async () => {
    const first = await answering('{"trailList":[]}');
    await first.caller.call(describeTrails, {}, SITE);
    const settled = JSON.parse(JSON.stringify([...first.caller.settled()])) as CallerOptions['settled'];
    const second = await answering(undefined, { settled: settled ?? [] });
    const { value, provenance } = await second.caller.call(describeTrails, {}, SITE);
    expect(value).toEqual({ trailList: [] });
    expect(provenance.call).toBe('cloudtrail:DescribeTrails');
    expect(second.asked()).toBe(0);
    expect([...second.caller.settled()]).toHaveLength(1);
  });

  test.each([
    ['an answer without a body', ''],
    ['an answer of another shape', '{"trailList":[{"Nome":"a"}]}'],
    ['an answer that is no JSON', '<html>'],
  ])('%s is no answer, and is not settled', async (_, body) => {
    const { caller } = await answering(body);
    const { value } = await caller.call(describeTrails, {}, SITE);
    expect(value).toBeInstanceOf(Unknown);
    expect(value).toMatchObject({ reason: 'call-failed', detail: expect.stringContaining('could not be understood') as string }); // prettier-ignore
    expect([...caller.settled()]).toEqual([]);
  });

  test('gives up on an answer that does not come', async () => {
    const { caller } = await answering(undefined, { requestTimeout: 100 });
    const { value } = await caller.call(describeTrails, {}, SITE);
    expect(value).toMatchObject({ reason: 'call-failed', detail: 'cloudtrail:DescribeTrails in eu-west-1: no answer in time' }); // prettier-ignore
  });

  test('ends at once when the scan is stopped', async () => {
    const controller = new AbortController();
    const { caller } = await answering(undefined, { signal: controller.signal });
    const waiting = caller.call(describeTrails, {}, SITE);
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    await expect(waiting).rejects.toThrow('abort');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('knows nothing of accounts outside the scan, and asks nobody', async () => {
    const { caller, asked } = await answering('{}');
    const { value } = await caller.call(describeTrails, {}, { ...SITE, account: '999999999999' });
    expect(value).toMatchObject({ reason: 'other-account' });
    expect(asked()).toBe(0);
  });
});

describe('what the environment says', () => {
  test.each([
    ['3', 3],
    ['0', undefined],
    ['many', undefined],
    [undefined, undefined],
  ])('AWS_MAX_ATTEMPTS=%s', (value, attempts) => {
    expect(attemptsOf(value === undefined ? {} : { AWS_MAX_ATTEMPTS: value })).toBe(attempts);
  });

  test('the address of S3 Control comes before that of S3, and both before that of all', () => {
    expect(customEndpoint({ AWS_ENDPOINT_URL: 'all', AWS_ENDPOINT_URL_S3: 's3' })).toBe('s3');
    expect(customEndpoint({ AWS_ENDPOINT_URL: 'all' })).toBe('all');
    expect(customEndpoint({})).toBeUndefined();
  });
});
