import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeChain } from '#lab/digest-maker/chain.ts';
import { begin, createWorld, type World } from '#lab/digest-maker/world.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { worldKeys } from '#lab/digest-maker/ports.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { Stop } from '#src/domain/digest/chain.ts';
import { createDirectoryStore } from './directory-store.ts';
import { findCopies } from './find-copies.ts';
import type { StoreError } from './ports.ts';
import { verifyLogs } from './verify-logs.ts';

const keys = [createSigningKey(), createSigningKey()] as const;
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function copy(world: World, options: { under?: string; metadata?: boolean } = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'surety-copy-'));
  folders.push(root);
  for (const [key, object] of world.buckets.objects.get(world.writer.bucket) ?? []) {
    const path = join(root, options.under ?? '', key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, object.body);
    if (options.metadata === true && key.includes('Digest')) {
      writeFileSync(`${path}.metadata.json`, JSON.stringify({ Metadata: object.metadata }));
    }
  }
  return root;
}

async function collect(keys: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const key of keys) {
    all.push(key);
  }
  return all;
}

async function verifyCopy(
  root: string,
  world: World,
  range: { from?: number; to?: number; anchors?: ReadonlyMap<string, Stop> } = {},
  threads = 0,
) {
  const copies = await findCopies(root, undefined, undefined);
  const stores = copies.map((at) => createDirectoryStore({ kind: 'directory', id: at.root, ...at }));
  const { result } = await verifyLogs(
    { from: range.from, to: range.to, anchors: range.anchors, now: world.now, copied: true, threads },
    {
      directory: {
        trails: async () => ({
          targets: copies.map((at, session) => ({ ...at, status: new Map(), session })),
          problems: [],
        }),
        events: async () => new Unknown('not-available'),
      },
      store: (target) => stores[target.session]!,
      keys: () => worldKeys(world),
    },
  );
  return result;
}

test.for<[string, { under?: string; metadata?: boolean }]>([
  ['with the metadata beside it', { metadata: true }],
  ['in a folder of the bucket’s name', { metadata: true, under: 'trail-bucket' }],
])('a copy %s is valid as a whole', async ([, options]) => {
  const world = createWorld(keys);
  const result = await verifyCopy(copy(world, options), world);
  expect(result).toMatchObject({
    verdict: 'valid',
    chains: [{ trail: 'audit_trail.main-1', digests: { valid: 15 }, logs: { valid: 45 } }],
  });
});

test.for<[string, (path: string) => string]>([
  ['a file', (path) => path],
  ['a folder', (path) => dirname(path)],
])('a link to %s elsewhere among the log files of a copy is told: what reads the folder follows it', async ([, to]) => {
  const world = createWorld(keys);
  const root = copy(world, { metadata: true });
  const elsewhere = copy(world);
  const { key } = world.chain[6]!.logs[0]!;
  symlinkSync(to(join(elsewhere, key)), join(root, dirname(key), 'more.json.gz'));
  expect(await verifyCopy(root, world)).toMatchObject({ verdict: 'invalid', problems: [{ kind: 'log-unreferenced' }] });
});

test('a copy of a bucket with a prefix is valid, on two threads too', async () => {
  const world = createWorld(keys, { prefix: 'logs/prod' });
  expect(await verifyCopy(copy(world, { metadata: true }), world, {}, 2)).toMatchObject({
    verdict: 'valid',
    chains: [{ prefix: 'logs/prod' }],
  });
});

test('a copy of what is under the prefix is valid, on two threads too: its digests name the rest of the key', async () => {
  const world = createWorld(keys, { prefix: 'logs/prod' });
  const root = join(copy(world, { metadata: true }), 'logs/prod');
  for (const threads of [0, 2]) {
    expect(await verifyCopy(root, world, {}, threads)).toMatchObject({
      verdict: 'valid',
      chains: [{ prefix: 'logs/prod', digests: { valid: 15 }, logs: { valid: 45 } }],
    });
  }
});

test('a directory with more folders than are looked into is refused: a copy may be overlooked', async () => {
  const root = copy(createWorld(keys), { under: 'last' });
  for (let index = 0; index < 1000; index += 1) {
    mkdirSync(join(root, `folder${index}`));
  }
  await expect(findCopies(root, undefined, undefined)).rejects.toMatchObject({ code: 'DIRECTORY_LARGE' });
  await expect(findCopies(root, undefined, 'last')).resolves.toHaveLength(1);
});

test('of two copies of one place one is looked at, and the other is told', async () => {
  const world = createWorld(keys);
  const root = copy(world, { metadata: true, under: 'monday' });
  world.buckets.delete('trail-bucket', world.chain[6]!.logs[0]!.key);
  cpSync(copy(world, { metadata: true, under: 'tuesday' }), root, { recursive: true });
  const result = await verifyCopy(root, world);
  expect(result).toMatchObject({ exitCode: 3, problems: [{ kind: 'listing-incomplete' }] });
});

test('of a bucket that was copied in two parts, what one part has is not looked for in the other', async () => {
  const world = createWorld(keys);
  const root = copy(world, { metadata: true, under: 'one' });
  const other = createWorld(keys, { region: 'us-east-1' });
  cpSync(copy(other, { metadata: true, under: 'two' }), root, { recursive: true });
  const anchors = new Map(
    [world, other].map(({ writer, chain }) => [
      `trail-bucket/${writer.account}/${writer.region}/${writer.trail}@${writer.homeRegion}`,
      chain[8]!,
    ]),
  );
  const result = await verifyCopy(root, world, { anchors });
  expect(result).toMatchObject({ exitCode: 0, chains: [{ region: 'eu-west-1' }, { region: 'us-east-1' }] });
});

test('a planted digest that names another bucket, first in the listing, does not make the others look moved', async () => {
  const world = createWorld(keys);
  const [planted] = writeChain(
    { ...world.writer, region: 'af-south-1', bucket: 'strange-bucket', logsPerHour: 0 },
    begin,
    1,
  );
  world.buckets.put(world.writer.bucket, planted!.key, world.buckets.get('strange-bucket', planted!.key));
  const { chains } = await verifyCopy(copy(world, { metadata: true }), world);
  expect(chains.find(({ region }) => region === 'eu-west-1')).toMatchObject({
    digests: { valid: 15 },
    logs: { valid: 45 },
  });
  expect(chains.find(({ region }) => region === 'af-south-1')).toMatchObject({ verdict: 'invalid' });
});

test('of a copy of a part, what lies in another part is not said to be missing', async () => {
  const root = mkdtempSync(join(tmpdir(), 'surety-part-'));
  folders.push(root);
  const store = createDirectoryStore({ kind: 'directory', id: root, root, under: 'logs/prod/' });
  await expect(store.get('', 'logs/test/AWSLogs/x')).rejects.toMatchObject({ reason: 'refused' });
  await expect(store.get('', 'logs/prod/AWSLogs/x')).rejects.toMatchObject({ reason: 'missing' });
});

test('without metadata the signatures are those that the next digest repeats; only the newest has none', async () => {
  const world = createWorld(keys);
  const result = await verifyCopy(copy(world), world);
  expect(result).toMatchObject({
    verdict: 'incomplete',
    chains: [{ digests: { valid: 14, incomplete: 1 }, logs: { valid: 42 } }],
  });
  expect(new Set(result.problems.map(({ kind }) => kind))).toEqual(
    new Set(['signature-from-successor', 'digest-unsigned']),
  );
});

test('without metadata a range whose next digest is there is proven', async () => {
  const world = createWorld(keys);
  expect(await verifyCopy(copy(world), world, world)).toMatchObject({ verdict: 'valid' });
});

test('without metadata a changed digest is found by the signature that its successor repeats', async () => {
  const world = createWorld(keys);
  const digest = world.chain[6]!;
  const other = createWorld(keys, { logsPerHour: 2 });
  world.buckets.put('trail-bucket', digest.key, other.buckets.get('trail-bucket', digest.key));
  const result = await verifyCopy(copy(world), world);
  expect(result.problems.map(({ kind }) => kind)).toContain('digest-signature-invalid');
  expect(result.exitCode).toBe(1);
});

test('the newest files of a copy that were deleted are a gap when the range is said', async () => {
  const world = createWorld(keys);
  for (const digest of world.chain.slice(8)) {
    world.buckets.delete('trail-bucket', digest.key);
  }
  expect(await verifyCopy(copy(world, { metadata: true }), world, world)).toMatchObject({
    verdict: 'gap',
    exitCode: 1,
  });
});

test.for<[string, string]>([
  ['goes up', '../secret'],
  ['goes up within', 'a/../../secret'],
  ['is absolute', '/etc/passwd'],
  ['has a null', 'a\0b'],
  ['has a backslash', 'a\\..\\b'],
  ['is empty in the middle', 'a//b'],
  ['is a link', 'link'],
  ['passes a link', 'folder/passwd'],
])('a key that %s is refused', async ([, key]) => {
  const root = mkdtempSync(join(tmpdir(), 'surety-keys-'));
  folders.push(root);
  symlinkSync('/etc/passwd', join(root, 'link'));
  symlinkSync('/etc', join(root, 'folder'));
  const store = createDirectoryStore({ kind: 'directory', id: root, root });
  const reason = await store.get('', key).then(
    () => 'read',
    (error: unknown) => (error as StoreError).reason,
  );
  expect(reason).toBe('refused');
});

test('a listing passes over links, and starts after a key', async () => {
  const root = mkdtempSync(join(tmpdir(), 'surety-list-'));
  folders.push(root);
  for (const key of ['a/1', 'a/2', 'a-b/1', 'b/1']) {
    mkdirSync(dirname(join(root, key)), { recursive: true });
    writeFileSync(join(root, key), '');
  }
  symlinkSync('/etc', join(root, 'c'));
  const store = createDirectoryStore({ kind: 'directory', id: root, root });
  expect(await collect(store.list('', ''))).toEqual(['a-b/1', 'a/1', 'a/2', 'b/1']);
  expect(await collect(store.list('', 'a/', 'a/1'))).toEqual(['a/2']);
});
