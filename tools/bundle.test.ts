import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

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

const folder = mkdtempSync(join(tmpdir(), 'surety-bundle-'));
beforeAll(() => {
  const rolldown = join(ROOT, 'node_modules/rolldown/bin/cli.mjs');
  const { status, stderr } = spawnSync(process.execPath, [rolldown, '-c', 'rolldown.config.mjs', '-d', folder], { cwd: ROOT, encoding: 'utf8' }); // prettier-ignore
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The names of what is loaded with a file, without their hashes. */
const namesWith = (file: string): string[] => [...loadedWith(file)].map(nameOf).toSorted();

const nameOf = (file: string): string => basename(file, '.mjs').replace(/-.{8}$/, '');

function chunk(name: string): string {
  const chunks = join(folder, 'chunks');
  return join(
    chunks,
    readdirSync(chunks).find((file) => nameOf(file) === name)!,
  );
}

// One import in the wrong chunk brings the validator of everything into `surety --help`: see docs/adr/0016.
test('the command line starts with its declarations alone', () => {
  const start = join(folder, 'cli.mjs');
  expect(namesWith(start)).toEqual(['cli', 'scripts', 'start']);
  const bytes = [...loadedWith(start)].reduce((sum, file) => sum + readFileSync(file).length, 0);
  expect(bytes).toBeLessThan(80_000);
});

test('verify-logs does without the rules', () => {
  const names = namesWith(chunk('verify-logs'));
  expect(names).toEqual(expect.arrayContaining(['common', 'zod']));
  expect(names).not.toContain('judge');
});

test('a thread of verify-logs is one file', () => {
  expect(namesWith(join(folder, 'worker.mjs'))).toEqual(['worker']);
});
