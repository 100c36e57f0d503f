import type { z } from 'zod';
import { UserError } from '#src/core/user-error.ts';
import { readBounded } from './read-bounded.ts';

/** Tens of thousands of exceptions have less. */
const MOST_BYTES = 16 * 1024 ** 2;

/**
 * Reads and parses a file; `undefined` when it does not exist and nobody asked for it by name. Its schema, which knows all rules, and the
 * parser are loaded where there is something to parse: most runs have no file.
 */
export async function readYamlFile<T>(
  file: string,
  schema: () => Promise<z.ZodType<T>>,
  hint: string,
  required: boolean,
): Promise<T | undefined> {
  let bytes: Buffer | undefined;
  try {
    bytes = readBounded(file, MOST_BYTES);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !required) return undefined;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new UserError('CONFIG_NOT_READ', `${file} ${what}`, 'Check the path.');
  }
  if (bytes === undefined) throw new UserError('CONFIG_NOT_READ', `${file} has more than 16 MB`, 'Check the path.');
  const { parseYaml } = await import('./parse-yaml.ts');
  return parseYaml(bytes.toString('utf8'), file, await schema(), hint);
}
