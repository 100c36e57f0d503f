import { afterEach, expect, test, vi } from 'vitest';
import { createClient, type SdkClient, type Settings } from './clients.ts';

afterEach(() => vi.unstubAllEnvs());

const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x' });
const ARN = 'arn:aws:iam::111111111111:root';

type Found = Readonly<Record<string, () => Promise<unknown>>>;

/** What a client of that service goes by, asked of it. */
async function settingsOf(client: SdkClient): Promise<Record<string, unknown>> {
  const names = ['region', 'useFipsEndpoint', 'useDualstackEndpoint', 'userAgentAppId', 'serviceConfiguredEndpoint'];
  const config = client.config as Found;
  const pairs = names.map(async (name) => [name, await config[name]?.()] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

const makeClient = (service: string, region: string, settings: Map<string, Settings>): Promise<SdkClient> => {
  const session = { account: '111111111111', partition: 'aws', region, arn: ARN, credentials };
  return createClient(service, session, region, {
    requestHandler: undefined,
    maxAttempts: 1,
    settings,
    userAgents: new Map(),
  });
};

test('what the environment says holds for all clients of a service, and is looked for once', async () => {
  vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
  vi.stubEnv('AWS_SDK_UA_APP_ID', 'an-app');
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDTRAIL', 'http://localhost:1');
  const settings = new Map<string, Settings>();
  const first = await settingsOf(await makeClient('cloudtrail', 'eu-west-1', settings));
  const told = { useFipsEndpoint: true, useDualstackEndpoint: false, userAgentAppId: 'an-app', serviceConfiguredEndpoint: 'http://localhost:1' }; // prettier-ignore
  expect(first).toEqual({ region: 'eu-west-1', ...told });
  vi.unstubAllEnvs();
  const second = await settingsOf(await makeClient('cloudtrail', 'us-east-1', settings));
  expect(second).toEqual({ region: 'us-east-1', ...told });
});

test("one service's endpoint is not another's", async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDTRAIL', 'http://localhost:1');
  const settings = new Map<string, Settings>();
  await settingsOf(await makeClient('cloudtrail', 'eu-west-1', settings));
  const other = await settingsOf(await makeClient('kms', 'eu-west-1', settings));
  expect(other['serviceConfiguredEndpoint']).toBeUndefined();
});

test('where an endpoint is named for S3 or S3 Control, buckets and accounts are found by path, on that host alone', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://localhost:1');
  vi.stubEnv('AWS_ENDPOINT_URL_S3_CONTROL', 'http://localhost:2');
  const s3 = (await makeClient('s3', 'eu-west-1', new Map())).config as { forcePathStyle?: boolean };
  expect(s3.forcePathStyle).toBe(true);
  const control = (await makeClient('s3-control', 'eu-west-1', new Map())).config as {
    endpointProvider: () => unknown;
  };
  expect(control.endpointProvider()).toEqual({ url: new URL('http://localhost:2') });
});

test('at AWS buckets are found by name', async () => {
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  const { config } = await makeClient('s3', 'eu-west-1', new Map());
  expect((config as { forcePathStyle?: boolean }).forcePathStyle).toBeFalsy();
});
