import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { UserError } from '#src/core/user-error.ts';
import type { Stop } from '#src/domain/digest/chain.ts';

/** What earlier runs proved: for each chain the newest digest up to which all was right, or where it began when none is. */

/** Within the years that a date in a key can say. */
const end = z.number().int().min(0).max(Date.UTC(9999, 0));
const anchor = z.object({
  bucket: z.string().max(255),
  key: z.string().max(1024),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().max(4096),
  end,
});
const schema = z.object({
  format: z.literal('surety-verify-state'),
  version: z.literal(1),
  chains: z.record(z.string(), z.union([anchor, z.strictObject({ end })])),
});

/** @throws UserError when the file is there and is no state. A file that is not there is an empty state. */
export function readState(file: string): ReadonlyMap<string, Stop> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return new Map();
    }
    throw new UserError(
      'STATE_UNREADABLE',
      `${file} cannot be read: ${(error as Error).message}`,
      'Check its permissions.',
    );
  }
  try {
    return new Map(Object.entries(schema.parse(JSON.parse(text)).chains));
  } catch {
    throw new UserError(
      'STATE_UNREADABLE',
      `${file} is not a state file of verify-logs`,
      'Name another file, or remove it to start afresh.',
    );
  }
}

function unwritable(file: string, error: Error): UserError {
  return new UserError(
    'STATE_UNWRITABLE',
    `${file} cannot be written: ${error.message}`,
    'Check the folder and its permissions.',
  );
}

/** Writes the state beside its place first, so that a run that is broken off leaves the old one. */
export function writeState(file: string, before: ReadonlyMap<string, Stop>, now: ReadonlyMap<string, Stop>): void {
  const chains: Record<string, Stop> = {};
  for (const [id, value] of [...before, ...now]) {
    const known = chains[id];
    // A run over an older range does not take the state back.
    if (known === undefined || value.end >= known.end) {
      chains[id] =
        value.key === undefined
          ? { end: value.end }
          : { bucket: value.bucket, key: value.key, hash: value.hash, signature: value.signature, end: value.end };
    }
  }
  // A name that nobody can have prepared: the folder may be one that others write to.
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(aside, `${JSON.stringify({ format: 'surety-verify-state', version: 1, chains }, undefined, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw unwritable(file, error as Error);
  }
}
