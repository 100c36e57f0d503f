import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { trustCaBundle } from './ca-bundle.ts';
import { openSessions } from './sessions.ts';
import { readSharedSettings } from './shared-settings.ts';

/** Of nobody but this test: good for 127.0.0.1, until 2126. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg23yx29H6RhsBJX8K
xHy+JHkZ4UxnXHVuZNYEKpb+L1GhRANCAARJ7J5/KSbnYprqNJkbq2jOjEKN06+8
2UGSC1xfiNviVWHXfHGdNrzzAgYRNKb2GGLY7R/QNR2pR3uIcW14F+JI
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnzCCAUWgAwIBAgIURCAKRmGin10rDUhwhZkIJ6rLt+swCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLc3VyZXR5IHRlc3QwIBcNMjYxMTI2MjAyODEzWhgPMjEyNjEx
MDIyMDI4MTNaMBYxFDASBgNVBAMMC3N1cmV0eSB0ZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAESeyefykm52Ka6jSZG6tozoxCjdOvvNlBkgtcX4jb4lVh13xx
nTa88wIGETSm9hhi2O0f0DUdqUd7iHFteBfiSKNvMG0wHQYDVR0OBBYEFEx+icf0
eKOCLyvbNBIA95cx/mrnMB8GA1UdIwQYMBaAFEx+icf0eKOCLyvbNBIA95cx/mrn
MA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0MAoG
CCqGSM49BAMCA0gAMEUCIDf/1J4qTeMN2D4f6omC1ew+7U2EuNro1ZCDN0Lfhp97
AiEA42SGzCRhr1qKleRrH0Y+PV+Sn6N4vqIGr1AyYgqyCcY=
-----END CERTIFICATE-----`;

const folder = mkdtempSync(join(tmpdir(), 'surety-ca-'));
const trusted = getCACertificates('default');
const answer = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/a</Arn><UserId>A</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
let server: Server;

beforeAll(async () => {
  server = createServer({ key: KEY, cert: CERTIFICATE }, (_, response) => response.end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  vi.unstubAllEnvs();
  setDefaultCACertificates(trusted);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function bundle(text: string): string {
  const file = join(folder, `${Math.random()}.pem`);
  writeFileSync(file, text);
  return file;
}

async function ask(environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { port } = server.address() as AddressInfo;
  const isolated = { AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-west-1', AWS_CONFIG_FILE: '/nonexistent', AWS_CA_BUNDLE: '' }; // prettier-ignore
  for (const [name, value] of Object.entries({ ...isolated, ...environment })) vi.stubEnv(name, value);
  const { sessions } = await openSessions({ accounts: [], maxAttempts: 1 });
  return sessions.map(({ account }) => account);
}

test('an authority of one’s own is trusted where AWS_CA_BUNDLE names it, and not otherwise', async () => {
  await expect(ask({})).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' });
  expect(await ask({ AWS_CA_BUNDLE: bundle(`a comment\n${CERTIFICATE}\n${CERTIFICATE}\n`) })).toEqual(['111122223333']);
  expect(getCACertificates('default').length).toBeGreaterThan(100);
});

test.each([
  ['a file that is not there', '/no/such/file.pem', /cannot be read \(ENOENT\)/],
  ['a device without end', '/dev/zero', /is larger than/],
  ['a folder', folder, /cannot be read \(EISDIR\)/],
  ['a file without certificates', bundle('nothing'), /has no certificate/],
  ['a certificate that is none', bundle(CERTIFICATE.replace(/M[^-]+/, 'AAAA\n')), /has a certificate that cannot be read/],
])('%s is one clear error', (_, file, message) => {
  expect(() => trustCaBundle(file)).toThrow(
    expect.objectContaining({ code: 'CA_BUNDLE_INVALID', message: expect.stringMatching(message) }),
  );
}); // prettier-ignore

/** Whether a Node that was started with `extra` makes its list of authorities anew, once it is told to trust `file` as well. */
function readsAgain(file: string, extra: string): boolean {
  const script = `
    let again = false;
    process.getBuiltinModule('node:tls').setDefaultCACertificates = () => (again = true);
    (await import('${join(import.meta.dirname, 'ca-bundle.ts')}')).trustCaBundle(process.argv[1]);
    console.log(again);`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: extra };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, file], { env, encoding: 'utf8' }); // prettier-ignore
  expect(stderr).toBe('');
  return stdout === 'true\n';
}

test('a file that Node was started with is not read again, by whatever name', () => {
  const [extra, other, link] = [bundle(CERTIFICATE), bundle(CERTIFICATE), join(folder, 'link.pem')];
  symlinkSync(extra, link);
  expect([extra, link, other].map((file) => readsAgain(file, extra))).toEqual([false, false, true]);
  expect(readsAgain(other, '')).toBe(true);
});

test.each(['', undefined])('AWS_CA_BUNDLE=%s and no ca_bundle: nothing is read', async (none) => {
  vi.stubEnv('AWS_CA_BUNDLE', none);
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  const { caBundle } = await readSharedSettings();
  expect(caBundle).toBeUndefined();
  trustCaBundle(caBundle);
});

test('the profile may name it', async () => {
  const config = join(folder, 'config');
  writeFileSync(config, `[default]\nca_bundle = ${bundle(CERTIFICATE)}\n`);
  expect(await ask({ AWS_CONFIG_FILE: config })).toEqual(['111122223333']);
});
