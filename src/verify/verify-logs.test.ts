import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { bucketsStore } from '#lab/digest-maker/bucket.ts';
import { logKey, writeChain, writeHour } from '#lab/digest-maker/chain.ts';
import { forge, move, put } from '#lab/digest-maker/corpus/tampering.ts';
import { begin, createWorld, hour, type World } from '#lab/digest-maker/world.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { worldPorts } from '#lab/digest-maker/ports.ts';
import { Unknown } from '#src/core/unknown.ts';
import { defaultLimits } from './check.ts';
import type { PublicKeySource, TrailTarget, VerifyPorts } from './ports.ts';
import type { Progress } from './result.ts';
import { readState, writeState } from './state.ts';
import { verifyLogs, type VerifyOptions } from './verify-logs.ts';

const keys = [createSigningKey(), createSigningKey()] as const;
const folder = mkdtempSync(join(tmpdir(), 'surety-state-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verify(world: World, options: Partial<VerifyOptions> = {}, target: Partial<TrailTarget> = {}) {
  return await verifyLogs(
    { ...world, threads: 0, limits: { ...defaultLimits, retries: 0 }, ...options },
    worldPorts(world, target),
  );
}

const serious = (result: { problems: readonly { kind: string }[] }): string[] =>
  result.problems
    .map(({ kind }) => kind)
    .filter((kind) => !['not-due', 'chain-moved', 'signature-from-successor'].includes(kind));

test('until now: the digests of the last two hours are not due, and that is no fault', async () => {
  const world = createWorld(keys);
  const { result } = await verify(world, { to: world.now });
  expect(result).toMatchObject({ verdict: 'valid', exitCode: 0 });
  expect(result.problems.map(({ kind }) => kind)).toEqual(['not-due']);
});

test('until now: a digest that is two hours late is missed, one of a minute less is not', async () => {
  const late = createWorld(keys);
  const end = begin + 15 * hour;
  expect((await verify(late, { to: end + 2 * hour + 2000, now: end + 2 * hour + 2000 })).result.exitCode).toBe(1);
  expect((await verify(late, { to: end + 2 * hour - 60_000, now: end + 2 * hour - 60_000 })).result.exitCode).toBe(0);
});

test('a forged file of the last minutes that are due is told, though the digest of its hour came early', async () => {
  const world = createWorld(keys);
  put(world, logKey(world.writer, world.now - 2 * hour - 3 * 60_000, 'AAAABBBBCCCCDDDD'));
  const { result } = await verify(world, { to: begin + 15 * hour });
  expect(serious(result)).toEqual(['log-unreferenced']);
});

test('an incremental run checks what is new and the link to the old', async () => {
  const world = createWorld(keys);
  const first = await verify(world, { to: begin + 8 * hour });
  expect(first.anchors.values().next().value).toMatchObject({ end: begin + 8 * hour });
  const second = await verify(world, { from: begin + 4 * hour, anchors: first.anchors });
  // From two hours before the anchor to the end of the range: log files of its end were not due in the first run.
  expect(second.result).toMatchObject({ verdict: 'valid', chains: [{ digests: { valid: 6 } }] });
  expect([...second.anchors.values()]).toMatchObject([{ end: begin + 12 * hour }]);
});

test('an incremental run makes good the days that were left out', async () => {
  const world = createWorld(keys);
  const first = await verify(world, { to: begin + 4 * hour });
  const second = await verify(world, { from: begin + 10 * hour, anchors: first.anchors });
  expect(second.result.chains[0]?.digests.valid).toBe(10);
});

test('an incremental run finds that what it knew is gone or replaced', async () => {
  const world = createWorld(keys);
  const { anchors } = await verify(world, { to: begin + 8 * hour });
  const [id, anchor] = [...anchors][0]!;
  world.buckets.delete('trail-bucket', anchor.key ?? '');
  expect(serious((await verify(world, { from: begin + 7 * hour, anchors })).result).sort()).toEqual([
    'digest-missing',
    'proven-digest-missing',
  ]);
  const fresh = createWorld(keys);
  const other = new Map([[id, { ...anchor, hash: '00'.repeat(32) }]]);
  expect(serious((await verify(fresh, { anchors: other })).result)).toEqual(['proven-digest-missing']);
});

test('a run that finds a fault does not remember anything after it', async () => {
  const world = createWorld(keys);
  world.buckets.delete('trail-bucket', world.chain[6]!.logs[0]!.key);
  const { anchors } = await verify(world);
  expect([...anchors.values()]).toMatchObject([{ end: begin + 6 * hour }]);
});

test('a forged file is told again by the next run, in a place of two trails too', async () => {
  const world = createWorld(keys);
  writeChain({ ...world.writer, trail: 'second' }, begin, 15);
  forge(world, 5);
  const { anchors } = await verify(world, { to: begin + 9 * hour });
  expect(serious((await verify(world, { from: begin + 9 * hour, anchors })).result)).toEqual(['log-unreferenced']);
});

test('a fault of the first hour is told again by the next run, although no digest could be remembered', async () => {
  const world = createWorld(keys);
  world.buckets.delete('trail-bucket', world.chain[2]!.logs[0]!.key);
  const { anchors } = await verify(world, { to: begin + 7 * hour });
  const file = join(folder, 'first.json');
  writeState(file, new Map(), anchors);
  const again = await verify(world, { from: begin + 9 * hour, anchors: readState(file) });
  expect(serious(again.result)).toEqual(['log-missing']);
});

test('with no time to settle the remembered digest is met again, and a later one is not believed', async () => {
  const world = createWorld(keys);
  const { anchors } = await verify(world, { settle: 0, to: begin + 8 * hour });
  expect((await verify(world, { settle: 0, anchors })).result).toMatchObject({ verdict: 'valid' });
  const later = new Map([...anchors].map(([id, anchor]) => [id, { ...anchor, end: begin + 1000 * hour }]));
  expect(serious((await verify(world, { settle: 0, anchors: later })).result)).toEqual(['proven-digest-missing']);
});

test('a trail that moved, while another one still writes where it was: what it lacks there is explained', async () => {
  const world = createWorld(keys);
  writeChain({ ...world.writer, trail: 'other' }, begin, 15);
  move(world, 7, { prefix: 'new' });
  const ports = worldPorts(world);
  const { targets } = await ports.directory.trails();
  const run = async (owner: Partial<TrailTarget>): Promise<string[]> => {
    const moved = targets.map((target) => ({ ...target, ...owner }));
    const other = targets.map((target) => ({ ...target, arn: `${target.arn}2`, name: 'other', prefix: '' }));
    const trails = async () => ({ targets: [...moved, ...other], problems: [] });
    const { result } = await verifyLogs(
      { ...world, threads: 0 },
      { ...ports, directory: { ...ports.directory, trails } },
    );
    return serious(result);
  };
  expect(await run({})).toEqual(['gap-trail-moved']);
  // One of another account that has its name is another trail.
  expect(await run({ accounts: ['444455556666'] })).toContain('gap-unexplained');
});

test('a remembered chain that no trail leads to any more is told, unless it was not asked for', async () => {
  const world = createWorld(keys);
  const { anchors } = await verify(world, { to: begin + 8 * hour });
  const { account, region, trail } = world.writer;
  const options = { ...world, threads: 0, anchors };
  const deleted = (accounts: readonly string[] | undefined): VerifyPorts => {
    const ports = worldPorts(world);
    return {
      ...ports,
      directory: { ...ports.directory, accounts, trails: async () => ({ targets: [], problems: [] }) },
    };
  };
  const { result } = await verifyLogs(options, deleted([account]));
  expect(result).toMatchObject({
    exitCode: 3,
    problems: [{ kind: 'chain-not-visited', chain: [...anchors.keys()][0] }],
  });
  const narrowed = { ...options, regions: [region], accounts: [account], trails: [trail] };
  expect(serious((await verifyLogs(narrowed, deleted([account]))).result)).toContain('chain-not-visited');
  for (const asked of [{ regions: ['eu-west-9'] }, { accounts: ['999999999999'] }, { trails: ['other'] }]) {
    await expect(verifyLogs({ ...options, ...asked }, deleted([account]))).rejects.toMatchObject({ code: 'NO_TRAIL' });
  }
  // The state is of other accounts, or a place was named.
  for (const accounts of [['999999999999'], undefined]) {
    await expect(verifyLogs(options, deleted(accounts))).rejects.toMatchObject({ code: 'NO_TRAIL' });
  }
  const there = worldPorts(world);
  const kept = await verifyLogs(options, { ...there, directory: { ...there.directory, accounts: [account] } });
  expect(serious(kept.result)).toEqual([]);
});

test('a range before what is remembered is checked as if nothing were', async () => {
  const world = createWorld(keys);
  const { anchors } = await verify(world);
  const { result } = await verify(world, { to: begin + 6 * hour, anchors });
  expect(result).toMatchObject({ verdict: 'valid', chains: [{ digests: { valid: 4 } }] });
});

test('the state is written, read again, and never taken back', async () => {
  const file = join(folder, 'state.json');
  expect(readState(file).size).toBe(0);
  const world = createWorld(keys);
  const { anchors } = await verify(world);
  writeState(file, new Map(), anchors);
  const [id, anchor] = [...anchors][0]!;
  writeState(file, readState(file), new Map([[id, { ...anchor, end: anchor.end - hour }]]));
  expect(readState(file)).toEqual(anchors);
  const saved = readFileSync(file, 'utf8').replace(/"end": \d+/, '"end": 9007199254740991');
  writeFileSync(file, saved);
  expect(() => readState(file)).toThrow(expect.objectContaining({ code: 'STATE_UNREADABLE' }));
  writeFileSync(file, '{"chains":{}}');
  expect(() => readState(file)).toThrow(expect.objectContaining({ code: 'STATE_UNREADABLE' }));
});

test('two trails in one bucket name each other’s files: nothing is unreferenced', async () => {
  const world = createWorld(keys);
  writeChain({ ...world.writer, trail: 'second' }, begin, 15);
  const { result } = await verify(world);
  expect(result).toMatchObject({ verdict: 'valid', chains: [{ trail: 'audit_trail.main-1' }, { trail: 'second' }] });
});

test('when only one of two trails is asked for, the files of the other are no accusation', async () => {
  const world = createWorld(keys);
  writeChain({ ...world.writer, trail: 'second' }, begin, 15);
  const { result } = await verify(world, { trails: ['audit_trail.main-1'] });
  expect(result).toMatchObject({ verdict: 'valid', chains: [{ trail: 'audit_trail.main-1' }] });
  expect(result.problems.every(({ kind }) => kind === 'log-unreferenced-shared')).toBe(true);
});

test.for<[string, string, Partial<TrailTarget>]>([
  ['log-unreferenced', 'of another trail with validation', {}],
  ['log-undecided', 'of another trail whose digest is gone', {}],
  ['log-unreferenced-shared', 'of a trail without validation', { validation: false }],
  ['log-unreferenced', 'of a trail without validation in another account', { validation: false, accounts: ['444455556666'] }], // prettier-ignore
  ['log-unreferenced', 'of a trail without validation in another region', { validation: false, regions: ['us-east-1'] }], // prettier-ignore
])('%s: a forged file in the bucket %s that is not asked for', async ([kind, , other]) => {
  const world = createWorld(keys);
  const second = writeChain({ ...world.writer, trail: 'second' }, begin, 15);
  forge(world, 5);
  if (kind === 'log-undecided') {
    second.forEach((digest) => world.buckets.delete('trail-bucket', digest.key));
  }
  const ports = worldPorts(world);
  const { targets } = await ports.directory.trails();
  const trails = targets.flatMap((target) => [target, { ...target, arn: 'arn:second', name: 'second', ...other }]);
  const { result } = await verifyLogs(
    { ...world, threads: 0, trails: [world.writer.trail] },
    { ...ports, directory: { ...ports.directory, trails: async () => ({ targets: trails, problems: [] }) } },
  );
  expect(new Set(serious(result))).toEqual(new Set([kind]));
});

test('a trail that nobody has by that name: digests of others still say which files are theirs, and no time is a gap', async () => {
  const world = createWorld(keys);
  forge(world, 5);
  const ports = worldPorts(world);
  // A copy of a bucket: there is no CloudTrail that would know the name.
  const { targets } = await ports.directory.trails();
  const nobody = { name: undefined, arn: undefined, homeRegion: undefined };
  const places = targets.map((target): TrailTarget => ({ ...target, ...nobody }));
  const { result } = await verifyLogs(
    { ...world, threads: 0, trails: ['nope'] },
    { ...ports, directory: { ...ports.directory, trails: async () => ({ targets: places, problems: [] }) } },
  );
  expect(new Set(result.problems.map(({ kind }) => kind))).toEqual(new Set(['log-unreferenced', 'nothing-found']));
  expect(result.problems.filter(({ kind }) => kind === 'log-unreferenced')).toHaveLength(1);
});

test('what was asked for by name and has no chain is told beside what is proven', async () => {
  const world = createWorld(keys);
  const { trail, account, region } = world.writer;
  for (const asked of [
    { trails: [trail, 'nothing'] },
    // A trail of another account that has the same name.
    { trails: [account, '999999999999'].map((of) => `arn:aws:cloudtrail:${region}:${of}:trail/${trail}`) },
    { accounts: [account, '999999999999'] },
    { regions: [region, 'eu-west-9'] },
  ]) {
    expect((await verify(world, asked)).result).toMatchObject({ exitCode: 3, problems: [{ kind: 'nothing-found' }] });
  }
});

test('a range of which nothing is due, or only a second, is not proven by digests that are not there', async () => {
  const world = createWorld(keys);
  const now = begin + 16 * hour;
  expect((await verify(world, { from: begin + 15 * hour, to: now, now })).result).toMatchObject({ exitCode: 3 });
  world.chain.forEach((digest) => world.buckets.delete('trail-bucket', digest.key));
  const second = { from: begin + 5 * hour, to: begin + 5 * hour + 1000 };
  expect(serious((await verify(world, second)).result)).toEqual(['digests-deleted']);
});

test('in a range of a minute whose digest is gone the files of that minute are counted with it', async () => {
  const world = createWorld(keys);
  world.chain.forEach((digest) => world.buckets.delete('trail-bucket', digest.key));
  const from = begin + 5 * hour + 600_000;
  const { result } = await verify(world, { from, to: from + 60_000 });
  expect(serious(result)).toEqual(['digests-deleted']);
  expect(result.chains[0]?.logs).toMatchObject({ unreferenced: 0, uncovered: 1 });
});

test('with no time to settle the files of the last hour of a day are those of the digest of midnight', async () => {
  expect((await verify(createWorld(keys), { settle: 0 })).result).toMatchObject({ verdict: 'valid' });
});

test('log files of a trail without validation are not proven by another trail elsewhere', async () => {
  const world = createWorld(keys);
  put(world, logKey({ ...world.writer, prefix: 'bare' }, begin + 5 * hour, 'AAAABBBBCCCCDDDD'));
  const ports = worldPorts(world);
  const { targets } = await ports.directory.trails();
  const bare = { arn: 'arn:bare', name: 'bare', prefix: 'bare', validation: false };
  const trails = targets.flatMap((target) => [target, { ...target, ...bare }]);
  const { result } = await verifyLogs(
    { ...world, threads: 0 },
    { ...ports, directory: { ...ports.directory, trails: async () => ({ targets: trails, problems: [] }) } },
  );
  expect(result).toMatchObject({ exitCode: 3, problems: [{ kind: 'gap-validation-off' }] });
});

test('several regions are verified with the keys of each', async () => {
  const world = createWorld(keys);
  writeChain({ ...world.writer, region: 'us-east-1', key: keys[1] }, begin, 15);
  const asked: string[] = [];
  const ports = worldPorts(world, { regions: ['eu-west-1', 'us-east-1'] });
  const perRegion: VerifyPorts = {
    ...ports,
    keys: () => ({
      complete: true,
      keys: async (region) => {
        asked.push(region);
        const key = region === 'eu-west-1' ? keys[0] : keys[1];
        return [{ fingerprint: key.fingerprint, der: key.der }];
      },
    }),
  };
  const { result } = await verifyLogs(
    { ...world, threads: 0 },
    {
      ...perRegion,
      keys: (
        (source) => () =>
          source
      )(perRegion.keys({} as TrailTarget)),
    },
  );
  expect(result).toMatchObject({ verdict: 'valid', chains: [{ region: 'eu-west-1' }, { region: 'us-east-1' }] });
  expect(asked.sort()).toEqual(['eu-west-1', 'us-east-1']);
});

test('a region that the trail covers and that has no digest at all is a gap', async () => {
  const world = createWorld(keys);
  const { result } = await verify(world, {}, { regions: ['eu-west-1', 'eu-north-1'] });
  expect(result).toMatchObject({
    verdict: 'gap',
    chains: [
      { region: 'eu-north-1', verdict: 'gap' },
      { region: 'eu-west-1', verdict: 'valid' },
    ],
  });
});

test('keys that cannot be had make the chain incomplete, never invalid', async () => {
  const world = createWorld(keys);
  const ports = {
    ...worldPorts(world),
    keys: () => ({
      complete: true,
      keys: async () => new Unknown('access-denied', 'not allowed', 'cloudtrail:ListPublicKeys'),
    }),
  };
  const { result } = await verifyLogs({ ...world, threads: 0 }, ports);
  expect(result).toMatchObject({ verdict: 'incomplete', exitCode: 3 });
  expect(result.problems[0]?.detail).toContain('cloudtrail:ListPublicKeys');
});

test.for<[string, Record<string, string>, Record<string, string>]>([
  ['says a time before all', { digestStartTime: '0001-01-01T00:00:00Z', digestEndTime: '0001-01-01T01:00:00Z' }, {}],
  ['was made before all', {}, { 'backfill-generation-timestamp': '0001-01-01T00:00:00Z' }],
  ['was made after all', {}, { 'backfill-generation-timestamp': '+275760-09-13T00:00:00Z' }],
])('a digest signed with a key of the attacker that %s is forged all the same', async ([, times, metadata]) => {
  const world = createWorld(keys);
  const { start, logs, key } = world.chain[6]!;
  const change = (json: Record<string, unknown>): void => void Object.assign(json, times);
  writeHour({ ...world.writer, key: createSigningKey() }, { start, previous: world.chain[5], logs, change });
  Object.assign(world.buckets.get('trail-bucket', key).metadata, metadata);
  const ports = worldPorts(world);
  // AWS refuses a range that ends before it begins, and the SDK a date that is none.
  const source: PublicKeySource = {
    complete: true,
    keys: async (region, from, to) =>
      Math.max(0, from) < to && !Number.isNaN(new Date(to).getTime())
        ? await ports.keys({} as TrailTarget).keys(region, from, to)
        : new Unknown('call-failed', 'InvalidTimeRange'),
  };
  const { result } = await verifyLogs({ ...world, threads: 0 }, { ...ports, keys: () => source });
  expect(serious(result)).toEqual(['digest-unknown-key']);
});

test('an organisation: every member has its chain', async () => {
  const world = createWorld(keys, { organization: 'o-abc1234567' });
  writeChain({ ...world.writer, account: '444455556666' }, begin, 15);
  const { result } = await verify(world, {}, { members: new Map([['444455556666', {}]]) });
  expect(result).toMatchObject({
    verdict: 'valid',
    chains: [{ account: '111122223333' }, { account: '444455556666' }],
  });
});

test('a member that left within the range is explained, one that is a member still is not', async () => {
  const world = createWorld(keys, { organization: 'o-abc1234567' });
  writeChain({ ...world.writer, account: '444455556666' }, begin, 6);
  world.status = {};
  const left = await verify(world, {}, { members: new Map() });
  expect(serious(left.result)).toEqual(['gap-not-member']);
  expect(left.result.exitCode).toBe(3);
  const still = await verify(world, {}, { members: new Map([['444455556666', {}]]) });
  expect(serious(still.result)).toEqual(['gap-unexplained']);
});

test('a region that a member may not have enabled, and of which nothing is there, is not said to be missing', async () => {
  const world = createWorld(keys, { organization: 'o-abc1234567' });
  world.owner = '999988887777';
  const target = { regions: ['eu-west-1', 'ap-east-1'], members: new Map([['111122223333', {}]]) };
  const optIn = new Set(['ap-east-1']);
  const unsure = await verify(world, {}, { ...target, optIn });
  expect(unsure.result).toMatchObject({ exitCode: 3, problems: [{ kind: 'regions-unknown', detail: 'ap-east-1' }] });
  const known = new Map([['111122223333', ['eu-west-1']]]);
  expect((await verify(world, {}, { ...target, optIn, enabled: known })).result).toMatchObject({ exitCode: 0 });
  const enabled = new Map([['111122223333', ['eu-west-1', 'ap-east-1']]]);
  expect((await verify(world, {}, { ...target, optIn, enabled })).result).toMatchObject({ verdict: 'gap' });
});

test('log files without any digest, where nothing is known of a trail, are a gap', async () => {
  const world = createWorld(keys);
  world.chain.forEach((digest) => world.buckets.delete('trail-bucket', digest.key));
  const { result } = await verify(
    world,
    {},
    { name: undefined, homeRegion: undefined, arn: undefined, accounts: undefined, regions: undefined },
  );
  expect(result).toMatchObject({ verdict: 'gap', exitCode: 1, problems: [{ kind: 'gap-unexplained' }] });
});

test('where only trails that were not asked for write, the files of the last two hours are no gap', async () => {
  const world = createWorld(keys);
  const place = { name: undefined, homeRegion: undefined, arn: undefined, accounts: undefined, regions: undefined };
  put(world, logKey(world.writer, begin + 15 * hour + 300_000, 'AAAABBBBCCCCDDDD'));
  const { result } = await verify(world, { to: world.now, trails: ['nothing'] }, place);
  expect(serious(result)).toEqual(['nothing-found']);
});

test('log files of the last two hours and no digest are not proven, and no gap yet', async () => {
  const world = createWorld(keys);
  world.buckets.objects.get('trail-bucket')?.clear();
  put(world, logKey(world.writer, begin + 15 * hour + 300_000, 'AAAABBBBCCCCDDDD'));
  const place = { name: undefined, homeRegion: undefined, arn: undefined, accounts: undefined, regions: undefined };
  expect(serious((await verify(world, { to: world.now }, place)).result)).toEqual(['nothing-due']);
});

test('digests that CloudTrail delivered to a bucket that is gone were deleted with it', async () => {
  const world = createWorld(keys);
  world.buckets.objects.delete('trail-bucket');
  const { result } = await verify(world);
  expect(result).toMatchObject({ verdict: 'missing', exitCode: 1 });
  expect(new Set(serious(result))).toEqual(new Set(['listing-incomplete', 'digests-deleted']));
});

test('a region that has a folder and no digest of the range is not proven by others, where only the place is known', async () => {
  const world = createWorld(keys);
  writeChain({ ...world.writer, region: 'us-east-1' }, begin - 48 * hour, 15);
  const place = { name: undefined, homeRegion: undefined, arn: undefined, accounts: undefined, regions: undefined };
  const { result } = await verify(world, {}, place);
  expect(result).toMatchObject({ exitCode: 3, problems: [{ kind: 'nothing-found', chain: 'trail-bucket/111122223333/us-east-1' }] }); // prettier-ignore
  // Of a trail it is known which regions it covers.
  expect((await verify(world)).result).toMatchObject({ exitCode: 0 });
});

test('an empty place proves nothing: incomplete', async () => {
  const world = createWorld(keys);
  world.buckets.objects.get('trail-bucket')?.clear();
  const { result } = await verify(
    world,
    {},
    { name: undefined, homeRegion: undefined, arn: undefined, accounts: undefined, regions: undefined },
  );
  expect(result).toMatchObject({ verdict: 'incomplete', exitCode: 3, chains: [] });
});

test.for<[string, string[]]>([
  ['by name', ['nothing']],
  ['by ARN of another region', ['arn:aws:cloudtrail:us-east-1:111122223333:trail/audit_trail.main-1']],
])('a trail that is not there, %s, is a fault of usage', async ([, trails]) => {
  await expect(verify(createWorld(keys), { trails })).rejects.toMatchObject({ code: 'NO_TRAIL' });
});

test('a member or region that is not asked for is left out', async () => {
  const world = createWorld(keys);
  expect((await verify(world, { regions: ['us-east-1'] })).result).toMatchObject({ verdict: 'incomplete', chains: [] });
});

test.for<[string, string]>([
  ['deep nesting', '['.repeat(1_000_000)],
  ['a million objects', `{"logFiles":[${'{},'.repeat(2_100_000)}{}]}`],
  ['a digest of no end', `{"a":"${'a'.repeat(40 * 1024 * 1024)}"}`],
])('%s in a digest is refused in bounded time', async ([, text]) => {
  const world = createWorld(keys);
  world.buckets.get('trail-bucket', world.chain[6]!.key).body = gzipSync(text);
  const started = performance.now();
  const { result } = await verify(world);
  expect(result.exitCode).not.toBe(0);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a log file that inflates beyond the limit is incomplete and counted', async () => {
  const world = createWorld(keys);
  world.buckets.get('trail-bucket', world.chain[6]!.logs[0]!.key).body = gzipSync(new Uint8Array(5_000_000));
  const { result } = await verify(world, { limits: { ...defaultLimits, logBytes: 1_000_000 } });
  expect(result).toMatchObject({ verdict: 'incomplete', chains: [{ logs: { incomplete: 1, valid: 29 } }] });
});

test('thousands of forged files are counted, and only some are kept', async () => {
  const world = createWorld(keys);
  const key = world.chain[6]!.logs[0]!.key;
  for (let index = 0; index < 3000; index += 1) {
    world.buckets.put('trail-bucket', key.replace(/_[^_]+$/, `_${String(index).padStart(16, '0')}.json.gz`), {
      body: gzipSync(''),
      metadata: {},
    });
  }
  const { result } = await verify(world, { keepProblems: 10 });
  expect(result.problems).toHaveLength(10);
  expect(result.omitted).toEqual({ 'log-unreferenced': 2990 });
  expect(result.chains[0]?.logs.unreferenced).toBe(3000);
});

test('forged files of one minute after the other are told one by one', async () => {
  const world = createWorld(keys);
  for (let minute = 0; minute < 40; minute += 1) {
    put(world, logKey(world.writer, begin + 5 * hour + minute * 60_000, 'AAAABBBBCCCCDDDD'));
  }
  const { result } = await verify(world);
  expect(result.problems).toHaveLength(40);
  expect(result.chains[0]?.logs).toMatchObject({ unreferenced: 40, uncovered: 0 });
});

test('planted digests of thousands of trails that are none fill neither the memory nor the report', async () => {
  const world = createWorld(keys);
  const { key } = world.chain[6]!;
  for (let index = 0; index < 2000; index += 1) {
    const planted = key.replaceAll(world.writer.trail, `trail${index}`);
    world.buckets.put('trail-bucket', planted, { body: new Uint8Array(), metadata: {} });
  }
  const { result } = await verify(world);
  expect(result.chains).toHaveLength(100);
  expect(result.chains[0]).toMatchObject({ trail: world.writer.trail, digests: { valid: 10 } });
  expect(result.verdict).toBe('invalid');
  expect(result.problems).toContainEqual(expect.objectContaining({ kind: 'listing-incomplete' }));
});

test('progress ends with all that was checked', async () => {
  const seen: Progress[] = [];
  const world = createWorld(keys);
  await verifyLogs({ ...world, threads: 0 }, worldPorts(world), (state) => seen.push(state));
  expect(seen[0]).toMatchObject({ phase: 'checking', share: 0 });
  expect(seen.at(-1)).toMatchObject({ phase: 'done', logs: 30, share: 1 });
});

test('a store that fails in an unforeseen way ends the run: it is a bug, not a verdict', async () => {
  const world = createWorld(keys);
  const store = {
    ...bucketsStore(world.buckets),
    list: () => {
      throw new TypeError('a bug');
    },
  };
  await expect(verifyLogs({ ...world, threads: 0 }, { ...worldPorts(world), store: () => store })).rejects.toThrow(
    'a bug',
  );
});
