import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { labAvailable, startLab } from '#lab/index.ts';
import { exampleOrganisation } from '#lab/scenarios/example-organisation.ts';
import { acquireWorld } from '#src/scan/acquire.ts';
import { writeSnapshot } from '#src/scan/snapshot/write.ts';

/**
 * Makes `examples/organization.snapshot`: builds the example organisation in the lab and reads it like any other. To be
 * run after asset kinds changed; the snapshot is kept in the repository, so that a newcomer needs neither AWS nor Python.
 */
async function makeExample(file: string): Promise<string> {
  const available = labAvailable();
  if (!available.ok) throw new Error(available.reason);
  const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
  const lab = await startLab({ regions, python: available.python });
  try {
    const { management, accounts } = await exampleOrganisation(lab);
    Object.assign(process.env, lab.env(management));
    const role = (id: string): { roleArn: string } => ({ roleArn: `arn:aws:iam::${id}:role/SuretyReadOnly` });
    const snapshot = await acquireWorld(
      {
        full: true,
        accounts: [{ id: management }, ...accounts.filter((id) => id !== management).map(role)],
        signal: new AbortController().signal,
      },
      [],
    );
    await writeSnapshot(file, snapshot);
    return `${file}: ${snapshot.world.size} assets, ${snapshot.header.calls.total} calls, ${snapshot.header.calls.denied} denied`;
  } finally {
    await lab.stop();
  }
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'examples');
  mkdirSync(folder, { recursive: true });
  console.log(await makeExample(join(folder, 'organization.snapshot')));
}
