import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILDS = join(ROOT, 'node_modules/.cache/surety-built');
/** What a build is made of; the lists of rules and assets follow from the rest. */
const SOURCES = ['src', 'bin', 'tools/lean-builtins.ts', 'rolldown.config.mjs', 'package.json'];
const KEPT_MS = 3_600_000;

/**
 * The entry of the command line, built from the sources as they are now: what people run, in half the time that the
 * sources take. In a folder of its own: a build of `dist` meanwhile would take the chunks away that it has not loaded yet.
 *
 * @throws Error when it cannot be built
 */
export function builtCli(): string {
  const home = join(BUILDS, stampOf(SOURCES));
  const entry = join(home, 'bin/surety.mjs');
  if (existsSync(entry)) return entry;
  mkdirSync(BUILDS, { recursive: true });
  const made = mkdtempSync(join(BUILDS, 'making-'));
  // In a fresh clone the lists of rules and assets are not written yet.
  run('tools/generate.ts');
  run('node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.mjs', '-d', join(made, 'dist'));
  for (const name of ['bin', 'package.json']) cpSync(join(ROOT, name), join(made, name), { recursive: true });
  try {
    renameSync(made, home);
  } catch (error) {
    rmSync(made, { recursive: true });
    // Another process was faster.
    if (!existsSync(entry)) throw error;
  }
  forgetOld();
  return entry;
}

function run(...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0]}: ${stderr}`);
}

/** Names a state of files: the time of the youngest, and how many they are. */
function stampOf(paths: readonly string[]): string {
  const files = paths.flatMap(filesIn).filter((file) => !file.includes('/generated/'));
  return `${Math.max(...files.map(timeOf))}-${files.length}`;
}

function filesIn(path: string): string[] {
  const place = join(ROOT, path);
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Nobody runs a build of an hour ago any more. */
function forgetOld(): void {
  const old = readdirSync(BUILDS).filter((name) => Date.now() - timeOf(join(BUILDS, name)) > KEPT_MS);
  for (const name of old) rmSync(join(BUILDS, name), { recursive: true, force: true });
}
