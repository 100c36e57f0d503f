import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** A file and all that it imports statically: what is loaded before anything runs. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
    loadedWith(join(dirname(file), path), seen);
  }
  return seen;
}

// One import in the wrong chunk brings the validator of everything into `surety --help`: see docs/adr/0016.
test('the command line starts with its declarations alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-bundle-'));
  try {
    const rolldown = join(ROOT, 'node_modules/rolldown/bin/cli.mjs');
    const { status, stderr } = spawnSync(process.execPath, [rolldown, '-c', 'rolldown.config.mjs', '-d', folder], { cwd: ROOT, encoding: 'utf8' }); // prettier-ignore
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const files = [...loadedWith(join(folder, 'cli.mjs'))];
    expect(files.map((file) => basename(file).replace(/-[^-]*$/, '')).filter((name) => name !== 'cli.mjs').toSorted()).toEqual(['scripts', 'start']); // prettier-ignore
    const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(bytes).toBeLessThan(80_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
