import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a bench found: a table, and what has to be said with it. */
export interface BenchResult {
  readonly title: string;
  readonly rows: readonly Record<string, string>[];
  readonly notes: readonly string[];
}

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Names of the benches, by file: what exports `run`. Read, not imported: importing all would start with their weight. */
export function benchNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /^export (?:async )?function run\(/m.test(readFileSync(join(FOLDER, file), 'utf8')))
    .map((file) => basename(file, '.ts'))
    .toSorted();
}

export const benchFile = (name: string): string => join(FOLDER, `${name}.ts`);
