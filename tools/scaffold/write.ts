import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mistake of the person at the keyboard: shown without a stack. */
export class UsageError extends Error {}

/** Writes new files into a new folder. @throws UsageError when the folder is there already: nothing is overwritten. */
export function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  if (existsSync(folder)) throw new UsageError(`${folder} is there already`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Runs a command of one line of output; a usage error becomes one line and exit code 2. */
export function runScaffold(work: () => string): void {
  try {
    console.log(work());
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
