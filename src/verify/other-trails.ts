import type { DigestKey } from '#src/domain/digest/object-key.ts';
import { addSegment, type Segment } from '#src/domain/digest/timeline.ts';
import type { LocationRun } from './chain-run.ts';
import { crossOff } from './check-logs.ts';
import type { DigestOutcome } from './check.ts';
import type { LogListing } from './log-listing.ts';
import { type Place, type Proof, proveDigest } from './prove.ts';

/**
 * Trails that write to the same place and were not asked for. Their digests are proven for one thing only: to know the
 * log files that are theirs. A trail that CloudTrail does not know and that has not one genuine digest claims nothing, so
 * nobody can hide a forged log file behind a forged digest.
 */
export interface OtherTrails {
  take(name: DigestKey, at: Place, outcome: DigestOutcome): Promise<void>;
  /** Why a log file of a time may be named by a digest that was not proven; undefined when it cannot. */
  mayName(time: number): string | undefined;
  /** One of them has a digest that was proven. */
  known(): boolean;
}

interface Trail {
  /** Times that its proven digests cover. */
  readonly proven: Segment[];
  /** The first digest that could not be read or proven, and why. */
  unread: string | undefined;
  /** A copy without signature, until the next digest repeats it. */
  held: { readonly at: Place; readonly outcome: Extract<DigestOutcome, { ok: true }> } | undefined;
}

const near = 5 * 60_000;

export function createOtherTrails(run: LocationRun, logs: LogListing): OtherTrails {
  const trails = new Map<string, Trail>(
    run.neighbours.map(({ trail, homeRegion }) => [
      `${trail}@${homeRegion}`,
      { proven: [], unread: 'no digest of this time is here', held: undefined },
    ]),
  );

  const takeProof = (trail: Trail, at: Place, proof: Proof): void => {
    if (proof.kind === 'proven') {
      crossOff(run, proof.logs, logs);
      addSegment(trail.proven, { from: proof.digest.start, to: proof.digest.end, state: 'whole' });
    } else if (proof.kind === 'unread') {
      trail.unread ??= `${at.key}: ${proof.detail}`;
    }
  };

  return {
    async take(name, at, outcome) {
      const id = `${name.trail}@${name.homeRegion}`;
      const trail = trails.get(id) ?? { proven: [], unread: undefined, held: undefined };
      trails.set(id, trail);
      const { held } = trail;
      const previous = outcome.ok ? outcome.document.previous : null;
      if (held !== undefined && previous?.key === held.at.key) {
        trail.held = undefined;
        takeProof(trail, held.at, await proveDigest(held.at, held.outcome, run.keys, true, previous.signature));
      }
      const proof = await proveDigest(at, outcome, run.keys, run.copied);
      if (proof.kind === 'unsigned') {
        trail.held = { at, outcome: proof.outcome };
      } else {
        takeProof(trail, at, proof);
      }
    },
    known: () => trails.values().some(({ proven }) => proven.length > 0),
    mayName(time) {
      for (const [id, { proven, unread }] of trails) {
        const covered = proven.some(({ from, to }) => time >= from - near && time < to + near);
        if (!covered && (proven.length > 0 || unread !== undefined)) {
          return `it may be that of trail ${id}${unread === undefined ? '' : `, of which ${unread}`}`;
        }
      }
      return undefined;
    },
  };
}
