import { type Anchor, type Chain, type ChainFinding, hour, type Stop } from '#src/domain/digest/chain.ts';
import { type Gap, type TrailHistory, explainGap } from '#src/domain/digest/gap.ts';
import { chainName, type DigestKey, type Location } from '#src/domain/digest/object-key.ts';
import { type Problem, type ProblemKind, problemKinds } from '#src/domain/digest/problem.ts';
import { type Segment, type SegmentState, addSegment } from '#src/domain/digest/timeline.ts';
import type { DigestOutcome } from './check.ts';
import type { EarlierPlaces } from './earlier-places.ts';
import type { EvidenceLine } from './evidence/lines.ts';
import type { KeyRing } from './keys.ts';
import type { Pool } from './pool.ts';
import type { ObjectStore } from './ports.ts';
import type { Place } from './prove.ts';
import { type Recorder, type Tally, count } from './recorder.ts';
import type { ChainSummary } from './result.ts';

/** A trail that is expected to have a chain in a place. */
export interface ExpectedChain {
  readonly trail: string;
  readonly homeRegion: string;
}

export interface LocationRun {
  readonly store: ObjectStore;
  readonly bucket: string;
  readonly location: Location;
  readonly expected: readonly ExpectedChain[];
  /** Whether the run verifies a place, as this one or another one. */
  readonly visits: (bucket: string, location: Location) => boolean;
  /** Nobody says which trails write here: the place was named. */
  readonly unknown: boolean;
  /** What CloudTrail says about a trail at a time. */
  readonly history: (trail: ExpectedChain, from: number, to: number) => Promise<TrailHistory>;
  /** Which other trails found in the place are verified too. */
  readonly accepts: (trail: string, homeRegion: string) => boolean;
  /** A trail without validation is known to write log files to the same place. */
  readonly shared: boolean;
  /** Trails with validation that are known to write to the same place, and were not asked for. */
  readonly neighbours: readonly ExpectedChain[];
  readonly allowedBuckets: ReadonlySet<string>;
  /** The objects are a copy on disk: metadata may be lost. */
  readonly copied: boolean;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly now: number;
  /** How long CloudTrail may take to deliver the digest of a time. */
  readonly settle: number;
  /** Where earlier runs stopped, by chain; those of other places are passed over. */
  readonly anchors: ReadonlyMap<string, Stop>;
  readonly pool: Pool;
  readonly keys: KeyRing;
  readonly recorder: Recorder;
  readonly onEvidence: ((line: EvidenceLine) => void) | undefined;
  readonly onProgress: (step: {
    readonly digests?: number;
    readonly logs?: number;
    readonly bytes?: number;
    readonly at?: number;
  }) => void;
}

export interface LocationResult {
  readonly chains: readonly ChainSummary[];
  readonly anchors: ReadonlyMap<string, Stop>;
}

export interface ChainRun {
  readonly id: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly from: number | undefined;
  readonly chain: Chain;
  readonly backfill: Chain;
  readonly tally: Tally;
  /** Times of log files that are not as signed, or that nobody signed: their hours have proof all the same. */
  readonly marks: Segment[];
  /** Proven digests, the newest last: one of them becomes the next run's anchor. */
  readonly proven: Anchor[];
  /** Where the trail wrote before it moved. */
  readonly earlier: EarlierPlaces;
  held: Held | undefined;
  moved: boolean;
}

/** A digest of a copy whose signature is not at hand, until its successor is read. */
interface Held {
  readonly at: Place;
  readonly name: DigestKey;
  readonly outcome: Extract<DigestOutcome, { ok: true }>;
}

export async function takeFindings(
  run: LocationRun,
  chain: ChainRun,
  findings: readonly ChainFinding[],
  backfill: boolean,
): Promise<void> {
  for (const finding of findings) {
    if (finding.type === 'gap') {
      // Backfill digests come when there is something to make good: nothing is due in between.
      if (!backfill) {
        await takeGap(run, chain, finding);
      }
      continue;
    }
    if (backfill && finding.kind === 'chain-restarted') {
      continue;
    }
    const { type: _, ...problem } = finding;
    report(run, chain, problem);
    count(backfill ? chain.tally.backfill : chain.tally.digests, finding.kind, finding.count);
    if (finding.from !== undefined && finding.to !== undefined && problemKinds[finding.kind].class !== 'notice') {
      addSegment(chain.chain.segments, { from: finding.from, to: finding.to, state: stateOf(finding.kind) });
    }
  }
}

async function takeGap(run: LocationRun, chain: ChainRun, gap: Gap): Promise<void> {
  const history = await run.history(chain, gap.from, gap.to);
  const cause = explainGap(gap, history);
  run.onEvidence?.({ type: 'gap', chain: chain.id, from: gap.from, to: gap.to, history });
  const missing = Math.max(1, Math.round((gap.to - gap.from) / hour));
  report(run, chain, { kind: cause.kind, from: gap.from, to: gap.to, count: missing, detail: cause.detail });
  if (cause.kind === 'digests-deleted') {
    chain.tally.digests.missing += missing;
  }
  addSegment(chain.chain.segments, { from: gap.from, to: gap.to, state: stateOf(cause.kind) });
}

export function writeDigest(
  run: LocationRun,
  chain: ChainRun,
  at: Place,
  outcome: DigestOutcome,
  role: Extract<EvidenceLine, { type: 'digest' }>['role'],
  proof: string,
): void {
  if (run.onEvidence === undefined || !outcome.ok || outcome.content === undefined) {
    return;
  }
  run.onEvidence({
    type: 'digest',
    chain: chain.id,
    ...at,
    role,
    content: Buffer.from(outcome.content).toString('base64'),
    signature: outcome.signature,
    algorithm: outcome.algorithm,
    generated: outcome.generated,
    proof,
  });
}

export function report(run: LocationRun, chain: ChainRun, problem: Omit<Problem, 'chain'>): void {
  run.recorder.report({ ...problem, chain: chain.id });
}

export async function safely(outcome: Promise<DigestOutcome>): Promise<DigestOutcome> {
  return await outcome.catch((error: unknown): DigestOutcome => {
    return { ok: false, kind: 'digest-unreadable', detail: error instanceof Error ? error.message : String(error) };
  });
}

export function stateOf(kind: ProblemKind): SegmentState {
  const states = {
    invalid: 'broken',
    missing: 'missing',
    gap: 'gap',
    explained: 'explained',
    incomplete: 'incomplete',
    notice: 'whole',
  } as const;
  return states[problemKinds[kind].class];
}

export function tailEnd(run: LocationRun): number {
  return run.to === undefined ? Number.POSITIVE_INFINITY : run.to + run.settle + hour;
}

export function chainId(run: LocationRun, trail: string, homeRegion: string): string {
  return chainName(run.bucket, { ...run.location, trail, homeRegion });
}
