import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Unknown, type UnknownReason } from '#src/core/unknown.ts';
import { createWorld } from '#src/core/world.ts';
import { SNAPSHOT_VERSION, type SnapshotHeader } from './header.ts';
import { readSnapshot } from './read.ts';
import { writeSnapshot } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-snapshot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header: SnapshotHeader = {
  format: 'surety-snapshot',
  version: SNAPSHOT_VERSION,
  tool: 'surety test',
  scanId: 'id',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:01:00.000Z',
  accounts: ['111111111111'],
  refused: [],
  partition: 'aws',
  regions: ['eu-west-1'],
  finished: true,
  calls: { total: 1, retried: 0, denied: 0, throttled: 0 },
};

const reason = fc.constantFrom<UnknownReason>(
  'access-denied',
  'throttled',
  'call-failed',
  'other-account',
  'cut-short',
);
const unknown = fc
  .tuple(
    reason,
    fc.string({ unit: 'grapheme' }),
    fc.option(fc.string(), { nil: undefined }),
    fc.constantFrom(undefined, 'eu-west-1'),
  )
  .map(([why, detail, action, region]) => new Unknown(why, detail, action, region));

/** Facts as collectors make them: JSON, with unknowns at any depth; absent only as a whole. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }), fc.boolean(), fc.integer(), unknown,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string().filter((key) => key !== '__proto__' && !key.startsWith('$')), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})); // prettier-ignore

const provenance = { call: 's3:X', account: '111111111111', region: 'eu-west-1', at: '2026-01-01T00:00:00.000Z' };
const record = fc.record({
  id: fc.string({ unit: 'grapheme', minLength: 1 }),
  facts: fc.dictionary(
    // No kind names a fact like a property that every object has, and strict equality trips over `constructor`.
    fc.string({ minLength: 1 }).filter((key) => !(key in {})),
    fc.option(value, { nil: undefined }),
    { maxKeys: 4, noNullPrototype: true },
  ),
});

describe('a snapshot', () => {
  test('gives back every record that was written, unknowns, absences and all', async () => {
    const path = join(folder, 'round.snapshot');
    const property = fc.asyncProperty(fc.array(record, { maxLength: 5 }), async (records) => {
      const world = createWorld(header.accounts);
      for (const { id, facts } of records) {
        const identity = { kind: 'X', id, name: id, account: '111111111111', region: 'eu-west-1' };
        const told = Object.fromEntries(Object.keys(facts).map((name) => [name, [provenance]]));
        world.put({ ...identity, facts, provenance: told });
      }
      const calls = [{ key: 'a', value: { list: [1] }, provenance }, { key: 'b', value: undefined, provenance }]; // prettier-ignore
      await writeSnapshot(path, { header, world, calls });
      const read = await readSnapshot(path, new Map());
      expect([...read.world.all()]).toStrictEqual([...world.all()]);
      expect(read.header).toEqual(header);
      expect(read.calls).toEqual(calls);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  test('of the same world is the same file', async () => {
    const world = createWorld([]);
    const paths = ['one', 'two'].map((name) => join(folder, name));
    for (const path of paths) await writeSnapshot(path, { header, world, calls: [] });
    expect(readFileSync(paths[0]!).equals(readFileSync(paths[1]!))).toBe(true);
  });

  test('that does not fit on the disk leaves the old one', async () => {
    const world = createWorld([]);
    const path = join(folder, 'kept');
    writeFileSync(path, 'old');
    // A world that fails half-way stands for a disk that does: the file is put in place only when it is whole.
    const all = (): never => {
      throw new Error('ENOSPC');
    };
    const broken = { ...world, all };
    await expect(writeSnapshot(path, { header, world: broken, calls: [] })).rejects.toMatchObject({
      code: 'SNAPSHOT_NOT_WRITTEN',
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
