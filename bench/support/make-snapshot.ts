import { ACCOUNT_KIND } from '#src/core/world.ts';
import { SNAPSHOT_VERSION } from '#src/scan/snapshot/header.ts';
import { writeSnapshot } from '#src/scan/snapshot/write.ts';
import { makeWorld, NOW } from '../world-maker.ts';

/** Writes a snapshot of a made world: `node make-snapshot.ts ASSETS FILE`. Prints how many assets it has. */
const [assets, file] = process.argv.slice(2) as [string, string];
const world = makeWorld(Number(assets));
const at = new Date(NOW).toISOString();
const accounts = [...world.ofKind(ACCOUNT_KIND)].map(({ id }) => id);
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
    accounts,
    refused: [],
    partition: 'aws',
    regions: ['eu-west-1', 'us-east-1'],
    finished: true,
    calls: { total: 0, retried: 0, denied: 0, throttled: 0 },
  },
});
console.log(world.size);
