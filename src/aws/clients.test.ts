import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from './clients.ts';
import type { SdkClient } from './sdk-client.ts';

afterEach(() => vi.unstubAllEnvs());

type Found = Readonly<Record<string, () => Promise<unknown>>>;

/** What a client of that service goes by, asked of it. */
async function settingsOf(client: SdkClient): Promise<Record<string, unknown>> {
  const names = ['region', 'useFipsEndpoint', 'useDualstackEndpoint', 'userAgentAppId', 'serviceConfiguredEndpoint'];
  const config = client.config as Found;
  const pairs = names.map(async (name) => [name, await config[name]?.()] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

const makeClient = (service: string, region: string): Promise<SdkClient> =>
  createClient(service, region, { requestHandler: undefined, maxAttempts: 1, userAgents: new Map() });

test('a client goes by what the environment says', async () => {
  vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
  vi.stubEnv('AWS_SDK_UA_APP_ID', 'an-app');
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDTRAIL', 'http://localhost:1');
  const told = { useFipsEndpoint: true, useDualstackEndpoint: false, userAgentAppId: 'an-app' };
  const own = { ...told, region: 'eu-west-1', serviceConfiguredEndpoint: 'http://localhost:1' };
  expect(await settingsOf(await makeClient('cloudtrail', 'eu-west-1'))).toEqual(own);
  const other = { ...told, region: 'us-east-1', serviceConfiguredEndpoint: undefined };
  expect(await settingsOf(await makeClient('kms', 'us-east-1'))).toEqual(other);
});

test('where an endpoint is named for S3 or S3 Control, buckets and accounts are found by path, on that host alone', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://localhost:1');
  vi.stubEnv('AWS_ENDPOINT_URL_S3_CONTROL', 'http://localhost:2');
  const s3 = (await makeClient('s3', 'eu-west-1')).config as { forcePathStyle?: boolean };
  expect(s3.forcePathStyle).toBe(true);
  const control = (await makeClient('s3-control', 'eu-west-1')).config as {
    endpointProvider: () => unknown;
  };
  expect(control.endpointProvider()).toEqual({ url: new URL('http://localhost:2') });
});

test('at AWS buckets are found by name', async () => {
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  const { config } = await makeClient('s3', 'eu-west-1');
  expect((config as { forcePathStyle?: boolean }).forcePathStyle).toBeFalsy();
});
