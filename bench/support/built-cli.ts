import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runWell } from './process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOME = join(ROOT, 'node_modules/.cache/surety-bench');
/** The example that a newcomer scans first. */
export const EXAMPLE = join(ROOT, 'examples/organization.snapshot');

/**
 * The entry of the built command line, built anew when a source is younger. In a folder of its own: a build of `dist`
 * while a bench runs would take the chunks away that it has not loaded yet.
 */
export async function builtCli(): Promise<string> {
  const entry = join(HOME, 'bin/surety.mjs');
  const bundle = join(HOME, 'dist/cli.mjs');
  if (timeOf(bundle) > newestSource(join(ROOT, 'src'))) return entry;
  mkdirSync(join(HOME, 'bin'), { recursive: true });
  // In a fresh clone the lists of rules and assets are not written yet.
  await runWell([join(ROOT, 'tools/generate.ts')], { cwd: ROOT });
  const rolldown = join(ROOT, 'node_modules/rolldown/bin/cli.mjs');
  await runWell([rolldown, '-c', 'rolldown.config.mjs', '-d', join(HOME, 'dist')], { cwd: ROOT });
  cpSync(join(ROOT, 'bin/surety.mjs'), entry);
  cpSync(join(ROOT, 'package.json'), join(HOME, 'package.json'));
  return entry;
}

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newestSource(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.filter((file) => file.endsWith('.ts')).map((file) => timeOf(join(folder, file))));
}
