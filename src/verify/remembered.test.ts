import { expect, test } from 'vitest';
import { writeChain, type Writer } from '#lab/digest-maker/chain.ts';
import { createSigningKey } from '#lab/digest-maker/key.ts';
import { worldPorts } from '#lab/digest-maker/ports.ts';
import { begin, createWorld, hour, type World } from '#lab/digest-maker/world.ts';
import type { Stop } from '#src/domain/digest/chain.ts';
import { defaultLimits } from './check.ts';
import type { TrailTarget } from './ports.ts';
import { verifyLogs, type VerifyOptions } from './verify-logs.ts';

/** What an earlier run remembered, and what became of it since. */

const keys = [createSigningKey(), createSigningKey()] as const;
/** Only the place is known, as with --bucket and --directory. */
const place = { name: undefined, homeRegion: undefined, arn: undefined, accounts: undefined, regions: undefined };

async function verify(world: World, options: Partial<VerifyOptions> = {}, target: Partial<TrailTarget> = {}) {
  return await verifyLogs(
    { ...world, threads: 0, limits: { ...defaultLimits, retries: 0 }, ...options },
    worldPorts(world, target),
  );
}

const kinds = (result: { problems: readonly { kind: string }[] }): string[] => result.problems.map(({ kind }) => kind);

/** Deletes all that a second trail, account or region had. */
function writeAndDelete(world: World, other: Partial<Writer>): () => void {
  const before = new Set(world.buckets.keys('trail-bucket'));
  writeChain({ ...world.writer, ...other }, begin, 15);
  const written = world.buckets.keys('trail-bucket').filter((key) => !before.has(key));
  return () => written.forEach((key) => world.buckets.delete('trail-bucket', key));
}

test.for<['denied' | 'archived' | 'throttled']>([['denied'], ['archived'], ['throttled']])(
  'a remembered digest that is %s now is incomplete, not deleted',
  async ([reason]) => {
    const world = createWorld(keys);
    const { anchors } = await verify(world, { to: begin + 8 * hour });
    const [anchor] = anchors.values();
    world.fault = (_, key) => (key === anchor?.key ? reason : undefined);
    const { result } = await verify(world, { anchors });
    expect(kinds(result)).toEqual(['digest-unreadable']);
    expect(result.exitCode).toBe(3);
  },
);

test('of a remembered trail all digests are gone, and all that is there is asked for: they are missing', async () => {
  const world = createWorld(keys);
  const remove = writeAndDelete(world, { trail: 'second' });
  const whole = { from: undefined, to: undefined };
  const { result, anchors } = await verify(world, whole, place);
  expect(result).toMatchObject({ exitCode: 0, chains: [{}, { trail: 'second' }] });
  remove();
  const again = await verify(world, { ...whole, anchors }, place);
  expect(kinds(again.result)).toEqual(['proven-digest-missing']);
  // Nothing was proven of it before its first fault: there is no digest that could be missed.
  const faulty = new Map([...anchors].map(([id, stop]): [string, Stop] => [id, id.includes('second') ? { end: begin } : stop])); // prettier-ignore
  expect(kinds((await verify(world, { ...whole, anchors: faulty }, place)).result)).toEqual(['nothing-found']);
});

test('log files beside a remembered trail of which no digest is left are a gap of a time', async () => {
  const world = createWorld(keys);
  const whole = { from: undefined, to: undefined };
  const { anchors } = await verify(world, whole, place);
  world.chain.forEach((digest) => world.buckets.delete('trail-bucket', digest.key));
  const { result } = await verify(world, { ...whole, anchors }, place);
  expect(kinds(result)).toEqual(['proven-digest-missing', 'gap-unexplained']);
  expect(result.problems[1]).toMatchObject({ from: begin + hour / 6, to: begin + 14 * hour + (hour * 5) / 6 });
});

test('all that a remembered region had is gone, where only the place is known', async () => {
  const world = createWorld(keys);
  const remove = writeAndDelete(world, { region: 'us-east-1' });
  const { anchors } = await verify(world, { to: begin + 8 * hour }, place);
  expect(anchors.size).toBe(2);
  remove();
  const { result } = await verify(world, { anchors }, place);
  expect(kinds(result)).toEqual(['proven-digest-missing', 'gap-unexplained']);
  expect(kinds((await verify(world, { anchors, regions: ['eu-west-1'] }, place)).result)).toEqual([]);
});

test('all that a remembered member had is gone since it left the organisation', async () => {
  const world = createWorld(keys, { organization: 'o-abc1234567' });
  const { account } = world.writer;
  const remove = writeAndDelete(world, { account: '444455556666' });
  const both = new Map([
    [account, {}],
    ['444455556666', {}],
  ]);
  const { anchors } = await verify(world, { to: begin + 8 * hour }, { members: both });
  expect(anchors.size).toBe(2);
  remove();
  const { result } = await verify(world, { anchors }, { members: new Map([[account, {}]]) });
  expect(kinds(result)).toEqual(['proven-digest-missing', 'gap-not-member']);
});

test('a remembered member that is asked for is told, where no trail of the organisation is left', async () => {
  const world = createWorld(keys, { organization: 'o-abc1234567' });
  const { anchors } = await verify(world);
  const ports = worldPorts(world, { organization: undefined, accounts: ['999988887777'], prefix: 'own' });
  const left = { ...ports, directory: { ...ports.directory, accounts: ['999988887777'] } };
  const asked = { ...world, threads: 0, anchors, accounts: [world.writer.account] };
  expect(kinds((await verifyLogs(asked, left)).result)).toEqual(['chain-not-visited', 'nothing-found']);
});
