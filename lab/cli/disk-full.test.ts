import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { healthyAccount } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { type Ended, surety } from './surety.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/organization.snapshot', import.meta.url));
const OLD = 'what was there before\n';

const folder = mkdtempSync(join(tmpdir(), 'surety-full-'));
const disk = join(folder, 'disk');
mkdirSync(disk);
/** A disk of two pages: one for the old file, one that a new one outgrows. It takes root, and a kernel that lets it. */
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk], { encoding: 'utf8' });
const missing =
  mounted.status === 0 ? undefined : (mounted.error?.message ?? mounted.stderr.trim().split('\n')[0] ?? 'no reason');
if (missing !== undefined) process.stderr.write(`skipped: a full disk: none can be made here: ${missing}\n`);

afterAll(() => {
  if (missing === undefined) spawnSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

describeWithLab(missing === undefined ? 'a full disk' : `a full disk (${missing})`, (lab) => {
  function expectOldFile({ code, stdout, stderr }: Ended, file: string): void {
    // A busy machine is slow enough for a line of progress before it.
    expect(stderr).toMatch(/^(?:Reading: .*\n)*error: .*(the disk is full|ENOSPC).*\n {2}\S.*\n$/);
    expect(stderr).toContain(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readFileSync(join(disk, file), 'utf8')).toBe(OLD);
    expect(readdirSync(disk)).toEqual([file]);
    rmSync(join(disk, file));
  }

  test.skipIf(missing !== undefined)('leaves the old report, and says so in one error', async () => {
    writeFileSync(join(disk, 'report.json'), OLD);
    const ran = await surety(['scan', '--from', EXAMPLE, '-o', join(disk, 'report.json')], { cwd: folder });
    expectOldFile(ran, 'report.json');
  });

  test.skipIf(missing !== undefined)('leaves the old snapshot, and says so in one error', async () => {
    const { account } = await healthyAccount(lab());
    writeFileSync(join(disk, 'world.snapshot'), OLD);
    const scan = ['scan', '-q', '--full', '--save', join(disk, 'world.snapshot')];
    expectOldFile(await surety(scan, { cwd: folder, env: lab().env(account) }), 'world.snapshot');
  });
});
