import type { Verdict } from '#src/domain/digest/problem.ts';

export interface EvidenceReport {
  readonly exitCode: 0 | 1;
  /** What the bundle says of itself. */
  readonly tool: string;
  readonly verdict: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly sha256: string;
  readonly digests: number;
  readonly logs: number;
  readonly problems: number;
  /** How many problems of each kind it names. */
  readonly kinds: Readonly<Record<string, number>>;
  /**
   * Of each chain what the problems that the bundle names come to, worth something only where there are no `faults`, and the
   * times that its digests cover without a hole, in milliseconds since the epoch.
   */
  readonly chains: readonly {
    readonly id: string;
    readonly verdict: Verdict;
    readonly spans: readonly { readonly from: number; readonly to: number }[];
  }[];
  readonly keys: readonly { readonly fingerprint: string; readonly trusted: boolean }[];
  /** What does not hold: the bundle is not what a run of the tool wrote. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}
