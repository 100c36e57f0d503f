import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCli } from './built-cli.ts';

/** A file and all that it imports statically: what is loaded before anything runs. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
    loadedWith(join(dirname(file), path), seen);
  }
  return seen;
}

const folder = join(dirname(builtCli()), '../dist');

/** The names of what is loaded with a file, without their hashes. */
const namesWith = (file: string): string[] => [...loadedWith(file)].map(nameOf).toSorted();

const nameOf = (file: string): string => basename(file, '.mjs').replace(/-.{8}$/, '');

function chunk(name: string): string {
  const chunks = join(folder, 'chunks');
  const found = readdirSync(chunks).find((file) => nameOf(file) === name)!;
  return join(chunks, found);
}

// One import in the wrong chunk brings the validator of everything into `surety --help`: see docs/adr/0016.
test('the command line starts with its declarations alone', () => {
  const start = join(folder, 'cli.mjs');
  expect(namesWith(start)).toEqual(['cli', 'start']);
  const bytes = [...loadedWith(start)].reduce((sum, file) => sum + readFileSync(file).length, 0);
  expect(bytes).toBeLessThan(80_000);
});

test('verify-logs does without the rules', () => {
  const names = namesWith(chunk('verify-logs'));
  expect(names).toEqual(expect.arrayContaining(['common', 'zod']));
  expect(names).not.toContain('judge');
});

test('a scan of a snapshot does without what describes calls', () => {
  expect(namesWith(chunk('judge'))).not.toContain('operations');
});

test('a thread of verify-logs is one file', () => {
  expect(namesWith(join(folder, 'worker.mjs'))).toEqual(['worker']);
});
