import type { DigestKey } from '#src/domain/digest/object-key.ts';
import type { LocationRun } from './chain-run.ts';
import { crossOff } from './check-logs.ts';
import type { DigestOutcome } from './check.ts';
import type { LogListing } from './log-listing.ts';
import { type Place, proveDigest } from './prove.ts';

/**
 * Trails that write to the same place and were not asked for. Their digests are proven for one thing only: to know the
 * log files that are theirs. A digest that is not genuine claims nothing, so nobody can hide a forged log file behind
 * one.
 */
export interface OtherTrails {
  take(name: DigestKey, at: Place, outcome: DigestOutcome): Promise<void>;
  /** Digests that could not be read or proven: log files may be theirs. By trail, the first one and why. */
  /** Tells once of each such digest, when a log file was found that may be its. */
  report(chain: string): void;
  readonly unread: ReadonlyMap<string, Place & { readonly detail: string }>;
}

export function createOtherTrails(run: LocationRun, logs: LogListing): OtherTrails {
  const unread = new Map<string, Place & { detail: string }>();
  /** Copies without signature, by trail, until the next digest repeats it. */
  const held = new Map<string, { at: Place; outcome: Extract<DigestOutcome, { ok: true }> }>();

  const settle = async (trail: string, successor: DigestOutcome): Promise<void> => {
    const before = held.get(trail);
    const previous = successor.ok ? successor.document.previous : null;
    held.delete(trail);
    if (before !== undefined && previous?.key === before.at.key) {
      const proof = await proveDigest(before.at, before.outcome, run.keys, true, previous.signature);
      if (proof.kind === 'proven') {
        crossOff(run, proof.logs, logs);
        unread.delete(trail);
      }
    }
  };

  const told = new Set<string>();
  return {
    unread,
    report(chain) {
      for (const [trail, { bucket, key, detail }] of unread) {
        if (!told.has(trail)) {
          told.add(trail);
          const of = `of trail ${trail}, which was not asked for and may name log files that nobody else does`;
          run.recorder.report({ kind: 'digest-unreadable', chain, bucket, key, detail: `${of}: ${detail}` });
        }
      }
    },
    async take(name, at, outcome) {
      await settle(name.trail, outcome);
      const proof = await proveDigest(at, outcome, run.keys, run.copied);
      if (proof.kind === 'proven') {
        crossOff(run, proof.logs, logs);
      } else if (proof.kind === 'unsigned') {
        held.set(name.trail, { at, outcome: proof.outcome });
        unread.set(name.trail, { ...at, detail: 'no signature is beside the copy' });
      } else if (proof.kind === 'unread' && !unread.has(name.trail)) {
        unread.set(name.trail, { ...at, detail: proof.detail });
      }
    },
  };
}
