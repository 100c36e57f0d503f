import { ACCOUNT_KIND, type World } from '#src/core/world.ts';
import { SNAPSHOT_VERSION } from '#src/scan/snapshot/header.ts';
import { writeSnapshot } from '#src/scan/snapshot/write.ts';

/** What can be made, each from a size: assets of all kinds, or so many accounts for one command. */
const makers: Readonly<Record<string, () => Promise<{ makeWorld: (size: number) => World }>>> = {
  assets: () => import('../worlds/assets.ts'),
  coverage: () => import('../worlds/coverage.ts'),
  alarms: () => import('../worlds/alarms.ts'),
};

/** Writes a snapshot of a made world: `node make-snapshot.ts WORLD SIZE FILE`. Prints how many assets it has. */
const [name, size, file] = process.argv.slice(2) as [string, string, string];
const { makeWorld } = await makers[name]!();
const world = makeWorld(Number(size));
const at = '2026-06-01T13:00:00.000Z';
const accounts = [...world.ofKind(ACCOUNT_KIND)];
const regions = new Set(accounts.flatMap(({ facts }) => facts['regions'] as readonly string[]));
await writeSnapshot(file, {
  world,
  calls: [],
  header: {
    format: 'surety-snapshot',
    version: SNAPSHOT_VERSION,
    tool: 'surety bench',
    scanId: '00000000-0000-4000-8000-000000000000',
    startedAt: at,
    finishedAt: at,
    accounts: accounts.map(({ id }) => id),
    refused: [],
    partition: 'aws',
    regions: [...regions].toSorted(),
    finished: true,
    calls: { total: 0, retried: 0, denied: 0, throttled: 0 },
  },
});
console.log(world.size);
