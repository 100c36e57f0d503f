import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { VERSION } from '#src/version.ts';
import { createCaller } from './caller.ts';

afterEach(() => vi.unstubAllEnvs());

const operation = (service: string, name: string) => defineOperation({ service, name, output: z.object({}) });

test('every call says that it is of Surety, by which SDK and for which application', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_SDK_UA_APP_ID', 'audit-2026');
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x' });
  const account = '111111111111';
  const caller = createCaller({
    sessions: [{ account, region: 'eu-west-1', partition: 'aws', arn: `arn:aws:iam::${account}:root`, credentials }],
    signal: new AbortController().signal,
  });
  // The headers of a service are made for its first client, and taken from there by the others.
  for (const region of ['eu-west-1', 'us-east-1', 'us-east-2'])
    await caller.call(operation('cloudtrail', 'DescribeTrails'), {}, { account, region });
  await caller.call(operation('kms', 'ListAliases'), {}, { account, region: 'eu-west-1' });
  caller.close();
  server.close();
  const agents = seen.map((headers) => headers['user-agent'] ?? '');
  expect(agents).toHaveLength(4);
  for (const agent of agents) {
    expect(agent).toContain(`surety/${VERSION}`);
    expect(agent).toContain('app/audit-2026');
    expect(agent).toMatch(/aws-sdk-js\/3\.\d+/);
  }
  expect(agents[0]).toContain('api/cloudtrail');
  expect(new Set(agents.slice(0, 3)).size).toBe(1);
  expect(agents[3]).toContain('api/kms');
  // What is signed is what is sent: the SDK's second header, too.
  expect(new Set(seen.slice(0, 3).map((headers) => headers['x-amz-user-agent'])).size).toBe(1);
});
