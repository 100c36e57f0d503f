import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { surety as runSurety } from '#lab/cli/surety.ts';
import { cloudTrailOf } from '#lab/digest-maker/cloud-trail.ts';
import { createWorld, type World } from '#lab/digest-maker/world.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { published } from '#src/report/testing/validate.ts';
import { type EndpointOptions, startEndpoint } from '../../bench/s3-endpoint.ts';

/** The whole command, as a process, with its threads, against an endpoint that speaks S3 and CloudTrail. */

const keys = [createSigningKey(), createSigningKey()] as const;
const folder = mkdtempSync(join(tmpdir(), 'surety-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const access = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-west-1' };

interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

async function surety(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const ended = await runSurety(args, { cwd: folder, env: { HOME: folder, AWS_MAX_ATTEMPTS: '1', ...env } });
  return { exit: ended.code, out: ended.stdout, err: ended.stderr };
}

async function against(world: World, args: readonly string[], options: Partial<EndpointOptions> = {}): Promise<Ran> {
  const endpoint = await startEndpoint({
    buckets: world.buckets,
    cloudTrail: cloudTrailOf(world),
    regions: ['eu-west-1'],
    region: () => 'eu-west-1',
    ...options,
  });
  try {
    return await surety(['verify-logs', ...range(world), ...args], { ...access, AWS_ENDPOINT_URL: endpoint.url });
  } finally {
    await endpoint.close();
  }
}

const iso = (time: number): string => new Date(time).toISOString();
const range = (world: World): string[] => ['--from', iso(world.from), '--to', iso(world.to), '--now', iso(world.now)];

test('a whole trail, with the keys of all pages: exit 0', async () => {
  const world = createWorld([keys[1], keys[0]]);
  world.keys.reverse();
  const { exit, out } = await against(world, []);
  expect(out).toContain('Valid: the whole range of 1 chain is proven.');
  expect(exit).toBe(0);
});

test('a changed log file: exit 1, its object and what it means, with evidence that holds', async () => {
  const world = createWorld(keys);
  const file = world.chain[6]!.logs[0]!;
  world.buckets.get(file.bucket, file.key).body = gzipSync('{"Records":["<script>"]}');
  const evidence = join(folder, 'bundle.gz');
  const table = await against(world, ['--evidence', evidence, '--no-color']);
  expect(table).toMatchObject({ exit: 1 });
  expect(table.out).toContain(`s3://${file.bucket}/${file.key}`);
  expect(table.out).toContain('The content is not the one that CloudTrail signed');
  const again = await surety(['verify-evidence', evidence]);
  expect(again).toMatchObject({ exit: 0 });
  expect(again.out).toContain('The bundle holds.');
  writeFileSync(evidence, readFileSync(evidence).subarray(0, 3000));
  expect(await surety(['verify-evidence', evidence])).toMatchObject({ exit: 1 });
});

test('an object that may not be read: exit 3, the rest is checked', async () => {
  const world = createWorld(keys);
  const denied = world.chain[6]!.logs[0]!.key;
  const fault = (_: string, key: string) => (key === denied ? { status: 403, code: 'AccessDenied' } : undefined);
  const { exit, out } = await against(world, ['--format', 'json'], { fault });
  expect(exit).toBe(3);
  expect(published('verify-logs')(JSON.parse(out))).toEqual([]);
  expect(JSON.parse(out)).toMatchObject({
    verdict: 'incomplete',
    chains: [{ logs: { valid: 29, incomplete: 1 } }],
    problems: [{ kind: 'log-unreadable', class: 'incomplete', key: denied }],
  });
});

test('a line that breaks now and then is tried again, and nothing is wrong', async () => {
  const world = createWorld(keys);
  const broken = new Set<string>();
  const fault = (_: string, key: string) => {
    const first = !broken.has(key) && key.endsWith('.gz') && broken.size % 2 === 0;
    broken.add(key);
    return first ? ('cut' as const) : undefined;
  };
  expect(await against(world, [], { fault })).toMatchObject({ exit: 0 });
});

test('the bucket alone, for a trail that is gone', async () => {
  const world = createWorld(keys);
  const { exit, out } = await against(world, ['--bucket', 'trail-bucket', '--format', 'csv']);
  expect(out).toContain('valid,,trail-bucket/111122223333/eu-west-1/audit_trail.main-1@eu-west-1');
  expect(exit).toBe(0);
});

test('files on disk, with keys from a file and no credentials at all', async () => {
  const world = createWorld(keys);
  const root = join(folder, 'copy');
  for (const [key, object] of world.buckets.objects.get('trail-bucket') ?? []) {
    mkdirSync(dirname(join(root, key)), { recursive: true });
    writeFileSync(join(root, key), object.body);
  }
  const file = join(folder, 'keys.json');
  const list = keys.map((key) => ({ Value: key.der.toString('base64'), Fingerprint: key.fingerprint }));
  writeFileSync(file, JSON.stringify({ PublicKeyList: list }));
  const args = ['verify-logs', '--directory', root, ...range(world)];
  expect(await surety([...args, '--public-keys', file, '--threads', '2'])).toMatchObject({ exit: 0 });
  expect(await surety(args)).toMatchObject({ exit: 2, err: expect.stringContaining('--public-keys') as string });
});

test('the second run goes on from the state of the first', async () => {
  const world = createWorld(keys);
  const state = join(folder, 'state.json');
  expect(await against(world, ['--state', state])).toMatchObject({ exit: 0 });
  const { out } = await against(world, ['--state', state, '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({ verdict: 'valid', chains: [{ digests: { valid: 2 } }] });
});

test.for<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s leaves nothing half written, and no state', async ([signal, exit]) => {
  const hung = createServer();
  const connected = once(hung, 'connection');
  hung.listen(0, '127.0.0.1');
  await once(hung, 'listening');
  const place = mkdtempSync(join(folder, 'stopped-'));
  const files = ['--output', 'report', '--evidence', 'bundle', '--state', 'state'];
  const env = { ...access, AWS_ENDPOINT_URL: `http://127.0.0.1:${(hung.address() as AddressInfo).port}` };
  let child: ChildProcess | undefined;
  const ended = runSurety(['verify-logs', ...files], { cwd: place, env, onStart: (started) => (child = started) });
  const [socket] = (await connected) as [Socket];
  expect(readdirSync(place)).toHaveLength(2);
  child?.kill(signal);
  const { code } = await ended;
  expect({ code, left: readdirSync(place) }).toEqual({ code: exit, left: [] });
  socket.destroy();
  hung.close();
});

const examples = fileURLToPath(new URL('../../examples/logs', import.meta.url));
const copy = join(examples, 'bucket');
const keysFile = join(examples, 'public-keys.json');
const noKeys = join(folder, 'no-keys.json');
const pipe = join(folder, 'pipe');
spawnSync('mkfifo', [pipe]);
writeFileSync(noKeys, '{"PublicKeyList":[]}');

test.for<[string, string[]]>([
  ['a time that is none', ['--from', 'yesterday']],
  ['a day that is none', ['--from', '2026-02-31']],
  ['a prefix without its bucket', ['--prefix', 'logs']],
  ['keys to be fetched for no files', ['--fetch-keys']],
  ['keys that are given and to be fetched', ['--directory', folder, '--public-keys', 'x', '--fetch-keys']],
  ['a role for files on disk', ['--directory', folder, '--public-keys', 'x', '--role-name', 'Auditor']],
  ['a folder that may not be read as a whole', ['--directory', '/proc', '--public-keys', keysFile]],
  ['a report under the ending of another', ['--format', 'json', '--output', join(folder, 'a.html')]],
  ['a report under the ending of another command', ['--output', join(folder, 'a.sarif')]],
  ['two reports', ['--output', join(folder, 'a.json'), '--output', join(folder, 'b.json')]],
  ['keys without an end', ['--directory', copy, '--public-keys', '/dev/zero']],
  ['no keys', ['--directory', copy, '--public-keys', noKeys]],
  ['a bundle in place of a pipe', ['--evidence', pipe]],
  ['a state in a pipe', ['--state', pipe]],
  ['a role for no account', ['--role-name', 'Auditor']],
  ['an external id for no role', ['--external-id', 'x']],
  ['a role that is none', ['--role-arn', 'x']],
  ['an account of two digits', ['--account', '12']],
  ['a directory without log files', ['--directory', folder, '--public-keys', 'x']],
  ['minutes that are none', ['--settle', 'soon']],
  ['minutes that are nothing', ['--settle', '']],
  ['a report that cannot be written', ['--output', '/nonexistent/report']],
  ['evidence that cannot be written', ['--evidence', '/nonexistent/bundle']],
  ['a state that cannot be written', ['--state', '/nonexistent/state']],
  ['a range that ends before it begins', ['--from', '2026-11-20', '--to', '2026-11-19']],
  ['a directory that is not there', ['--directory', '/nonexistent', '--public-keys', 'x']],
  ['a state that is none', ['--state', '/etc/passwd']],
  ['a report and a bundle in one file', ['--output', '/tmp/one', '--evidence', '/tmp/../tmp/one']],
  ['a state and a bundle in one file', ['--state', '/tmp/one', '--evidence', '/tmp/one']],
  ['half a thread', ['--threads', '1.5']],
  ['another format', ['--format', 'pdf']],
])('%s: exit 2, one message, no stack', async ([, args]) => {
  const { exit, err } = await surety(['verify-logs', ...args]);
  expect(exit).toBe(2);
  expect(err).not.toMatch(/\n\s+at /);
  expect(err).not.toBe('');
  expect(err).not.toContain('credentials');
});
