import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSharedSettings, type SharedSettings } from './shared-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-settings-'));
const config = join(folder, 'config');
writeFileSync(
  config,
  `[profile lab]
endpoint_url = http://localhost:4566
max_attempts = 7
ca_bundle = /etc/ssl/ours.pem

[profile two]
services = ours
use_fips_endpoint = true
use_dualstack_endpoint = true
max_attempts = -1

[profile one]
endpoint_url = http://localhost:4566
ignore_configured_endpoint_urls = true

[profile odd]
use_fips_endpoint = yes

[services ours]
s3 =
  endpoint_url = https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com
`,
);

beforeEach(() => {
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
  vi.stubEnv('AWS_CA_BUNDLE', '');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NONE: SharedSettings = { s3Endpoint: undefined, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined, maxAttempts: undefined }; // prettier-ignore

test.each<[string, Readonly<Record<string, string>>, Partial<SharedSettings>]>([
  ['nothing is said', {}, {}],
  ['a profile', { AWS_PROFILE: 'lab' }, { s3Endpoint: 'http://localhost:4566', maxAttempts: 7, caBundle: '/etc/ssl/ours.pem' }],
  ['a section of services', { AWS_PROFILE: 'two' }, { s3Endpoint: 'https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com', useFipsEndpoint: true, useDualstackEndpoint: true }],
  ['addresses that are to be ignored', { AWS_PROFILE: 'one' }, {}],
  ['the environment comes first', { AWS_PROFILE: 'lab', AWS_ENDPOINT_URL: 'http://localhost:1', AWS_MAX_ATTEMPTS: '2', AWS_CA_BUNDLE: '/x.pem' }, { s3Endpoint: 'http://localhost:1', maxAttempts: 2, caBundle: '/x.pem' }],
  ['the address of S3 before that of all', { AWS_ENDPOINT_URL: 'http://localhost:1', AWS_ENDPOINT_URL_S3: 'http://localhost:2' }, { s3Endpoint: 'http://localhost:2' }],
  ['no number of attempts', { AWS_MAX_ATTEMPTS: 'many' }, {}],
  ['none at all', { AWS_MAX_ATTEMPTS: '0' }, {}],
  ['FIPS by the environment', { AWS_USE_FIPS_ENDPOINT: 'true' }, { useFipsEndpoint: true }],
])('%s', async (_, environment, expected) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  expect(await readSharedSettings()).toEqual({ ...NONE, ...expected });
}); // prettier-ignore

test.each([{ AWS_USE_FIPS_ENDPOINT: 'yes' }, { AWS_USE_DUALSTACK_ENDPOINT: '1' }, { AWS_PROFILE: 'odd' }])(
  '%o is one clear error',
  async (environment) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    await expect(readSharedSettings()).rejects.toMatchObject({ code: 'AWS_SETTING_INVALID' });
  },
);
