import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createCaller, type CallerOptions } from './caller.ts';

const describeTrails = defineOperation({
  service: 'cloudtrail',
  name: 'DescribeTrails',
  output: z.object({ trailList: z.array(z.object({ Name: z.string() })) }),
});
const SITE = { account: '111111111111', region: 'eu-west-1' };

let server: Server | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

type Answering = (response: ServerResponse) => void;

/** An AWS of one answer; `undefined` never answers. */
async function answering(body: string | Answering | undefined, options: Partial<CallerOptions> = {}) {
  server?.closeAllConnections();
  server?.close();
  let asked = 0;
  server = createServer((_, response) => {
    asked++;
    if (typeof body === 'function') body(response);
    else if (body !== undefined) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length }).end(body); // prettier-ignore
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
    ['an answer that is no object', 'null'],
    ['an answer without its list', '{}'],
    ['an answer with null for its list', '{"trailList":null}'],
    ['an answer with one thing for its list', '{"trailList":{"Name":"a"}}'],
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

  test.each([
    ['half of it', (response: ServerResponse) => void response.writeHead(200, { 'content-length': 100 }).write('{')],
    [
      'one byte at a time',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 1_000_000 });
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('gives up on an answer of which comes %s', async (_, answer) => {
    const { caller } = await answering(answer, { requestTimeout: 200 });
    const started = performance.now();
    const { value } = await caller.call(describeTrails, {}, SITE);
    expect(value).toMatchObject({ reason: 'call-failed', detail: 'cloudtrail:DescribeTrails in eu-west-1: no answer in time' }); // prettier-ignore
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('gives up on an answer that is longer than any, and on one that ends before its end', async () => {
    const right = Buffer.from('{"trailList":[]}');
    const long = await answering((response) => void response.writeHead(200).end(Buffer.concat([right, Buffer.alloc(33 * 1024 * 1024, ' ')]))); // prettier-ignore
    expect(await long.caller.call(describeTrails, {}, SITE)).toMatchObject({ value: { detail: expect.stringContaining('could not be understood') as string } }); // prettier-ignore
    const cut = await answering((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"trailList":[]');
      setTimeout(() => response.destroy(), 50);
    });
    expect(await cut.caller.call(describeTrails, {}, SITE)).toMatchObject({ value: { reason: 'call-failed', detail: expect.stringContaining('the connection failed') as string } }); // prettier-ignore
  });

  test.each<[string, number, string, string, number]>([
    ['a page of a gateway is tried again', 502, '<html>', 'call-failed', 2],
    ['a page of a proxy that refuses is no refusal of AWS', 403, '<!DOCTYPE html><html/>', 'call-failed', 1],
    ['a refusal is not tried again', 400, '{"__type":"AccessDeniedException"}', 'access-denied', 1],
    ['throttling is tried again', 400, '{"__type":"ThrottlingException"}', 'throttled', 2],
    ['a status 429 is throttling whatever its body says', 429, '', 'throttled', 2],
    ['what broke in AWS is tried again', 500, '{"__type":"InternalFailure"}', 'call-failed', 2],
  ])('%s', async (_, status, body, reason, attempts) => {
    const { caller, asked } = await answering((response) => void response.writeHead(status).end(body), { maxAttempts: 2, pace: 100 }); // prettier-ignore
    const { value } = await caller.call(describeTrails, {}, SITE);
    expect(value).toMatchObject({ reason });
    expect(asked()).toBe(attempts);
    expect(caller.counts).toMatchObject({
      total: 1,
      retried: attempts - 1,
      denied: Number(reason === 'access-denied'),
      throttled: reason === 'throttled' ? attempts : 0,
    });
    // What could not be had is not asked again in the same scan, and is asked by the one that resumes it.
    await caller.call(describeTrails, {}, SITE);
    expect(asked()).toBe(attempts);
    expect([...caller.settled()]).toEqual([]);
  });

  test('ends at once when the scan is stopped while it waits before a retry, and then asks nothing more', async () => {
    const controller = new AbortController();
    const throttle = (response: ServerResponse): void => void response.writeHead(400).end('{"__type":"ThrottlingException"}'); // prettier-ignore
    const { caller, asked } = await answering(throttle, { signal: controller.signal, maxAttempts: 10 });
    const waiting = caller.call(describeTrails, {}, SITE);
    waiting.catch(() => undefined);
    await vi.waitUntil(() => asked() === 3, { timeout: 10_000 });
    controller.abort();
    const started = performance.now();
    await expect(waiting).rejects.toThrow('abort');
    expect(performance.now() - started).toBeLessThan(100);
    await delay(1_500);
    expect(asked()).toBe(3);
    expect(() => caller.call(describeTrails, {}, SITE)).toThrow('abort');
  }, 20_000);

  test('ends at once when the scan is stopped', async () => {
    const controller = new AbortController();
    const { caller } = await answering(undefined, { signal: controller.signal });
    const waiting = caller.call(describeTrails, {}, SITE);
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    await expect(waiting).rejects.toThrow('abort');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('asks in many places, and in each of them again', async () => {
    const { caller, asked } = await answering('{"trailList":[]}');
    const places = Array.from({ length: 300 }, (_, index) => ({ ...SITE, region: `region-${index}` }));
    const ask = async (input: object) => Promise.all(places.map(async (site) => caller.call(describeTrails, input, site))); // prettier-ignore
    for (const input of [{}, { includeShadowTrails: true }]) {
      for (const { value } of await ask(input)) expect(value).toEqual({ trailList: [] });
    }
    expect(asked()).toBe(600);
    caller.close();
  });

  test('knows nothing of accounts outside the scan, and asks nobody', async () => {
    const { caller, asked } = await answering('{}');
    const { value } = await caller.call(describeTrails, {}, { ...SITE, account: '999999999999' });
    expect(value).toMatchObject({ reason: 'other-account' });
    expect(asked()).toBe(0);
  });
});
