import type { Problem, Verdict } from '#src/domain/digest/problem.ts';
import type { Segment } from '#src/domain/digest/timeline.ts';

export interface Counts {
  readonly valid: number;
  readonly invalid: number;
  readonly missing: number;
  readonly incomplete: number;
}

/** One trail in one account and region. Times in milliseconds since the epoch. */
export interface ChainSummary {
  readonly id: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly account: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly organization: string | undefined;
  readonly verdict: Verdict;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly digests: Counts;
  readonly backfill: Counts;
  readonly logs: Counts & {
    /** Objects that no digest names. */
    readonly unreferenced: number;
    /** Objects of a time that no proven digest covers. */
    readonly uncovered: number;
  };
  /** Bytes of inflated log content that were hashed. */
  readonly bytes: number;
  readonly segments: readonly Segment[];
  /** The chain is whole up to here. */
  readonly provenUntil: number | undefined;
}

export interface VerifyResult {
  readonly tool: { readonly name: string; readonly version: string };
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1 | 3;
  /** The range that was asked for; undefined ends are those of what is there. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly now: number;
  readonly durationMs: number;
  readonly chains: readonly ChainSummary[];
  readonly problems: readonly Problem[];
  /** Problems that were counted and not kept, by kind: a bucket full of forged files has no end. */
  readonly omitted: Readonly<Record<string, number>>;
}

export interface Progress {
  readonly phase: 'discovering' | 'checking' | 'done';
  readonly digests: number;
  readonly logs: number;
  readonly bytes: number;
  readonly problems: number;
  readonly chains: number;
  /** Between 0 and 1, by time covered; undefined while it is not known. */
  readonly share: number | undefined;
  readonly elapsedMs: number;
  readonly remainingMs: number | undefined;
  /** Objects per second since the start. */
  readonly rate: number;
}
