import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateModules } from './generate/modules.ts';

/** Writes `src/generated` from the folders of `source`. Files that are fresh are left alone. Returns one line that says what was done. */
export function generate(source: string): string {
  const target = join(source, 'generated');
  const modules = generateModules(source);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target)) {
    if (name.endsWith('.ts') && !modules.has(name)) rmSync(join(target, name));
  }
  let written = 0;
  for (const [name, text] of modules) {
    const file = join(target, name);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    // Tests that run at the same time see the old file or the new one, never half of it.
    const half = `${file}.${process.pid}.tmp`;
    writeFileSync(half, text);
    renameSync(half, file);
    written += 1;
  }
  return `src/generated: ${modules.size} modules, ${written} written`;
}

if (import.meta.main) {
  try {
    console.log(generate(join(import.meta.dirname, '..', 'src')));
  } catch (error) {
    console.error(`generate: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
