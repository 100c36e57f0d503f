import type { Patience } from '#src/aws/caller.ts';
import type { SessionOptions } from '#src/aws/sessions.ts';
import type { AnyKind } from '#src/core/asset.ts';
import { containsUnknown } from '#src/core/guard.ts';
import type { World } from '#src/core/world.ts';
import { kinds } from '#src/generated/kinds.ts';
import type { Need } from './plan.ts';
import { readSnapshot, type Snapshot } from './snapshot/read.ts';

/** What a person sees while it works. */
export interface Progress {
  readonly accounts: number;
  readonly found: number;
  readonly done: number;
  readonly calls: number;
  readonly throttled: number;
  readonly denied: number;
}

export interface AcquireOptions extends SessionOptions, Patience {
  /** Read this snapshot instead of AWS. */
  readonly from?: string;
  /** Go on from this unfinished snapshot. */
  readonly resume?: string;
  readonly regions?: readonly string[];
  /** Read all that can be read, whatever the needs: the snapshot then serves every command. */
  readonly full?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

const kindsByName: ReadonlyMap<string, AnyKind> = new Map(kinds.map((kind) => [kind.name, kind]));

/** A world to judge: from a snapshot, or read from AWS as far as the needs ask for it. */
export async function acquireWorld(options: AcquireOptions, needs: readonly Need[]): Promise<Snapshot> {
  if (options.from !== undefined) return readSnapshot(options.from, kindsByName);
  const earlier = options.resume === undefined ? undefined : await readSnapshot(options.resume, kindsByName);
  // What reads AWS is loaded where AWS is read: it is half of the program.
  const { readAccounts } = await import('./read-accounts.ts');
  return readAccounts(options, needs, earlier);
}

/** True when nothing in the world is unknown. */
export function isComplete(world: World): boolean {
  for (const record of world.all()) {
    if (record.unreadable !== undefined || containsUnknown(record.facts)) return false;
  }
  return true;
}
