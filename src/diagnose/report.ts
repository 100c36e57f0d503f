import type { UnknownDetail } from '#src/core/finding.ts';
import type { Channel } from '#src/domain/delivery/channel.ts';
import type { Case, DiagnosedCause, Implied, Reported } from '#src/domain/delivery/diagnose.ts';

/** One place that a verdict is about, with what AWS reports there. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly reported: Reported;
}

/** What holds for one channel in all these places. */
export interface Verdict {
  readonly channel: Channel;
  readonly case: Case;
  readonly implied: Implied;
  readonly places: readonly Place[];
  readonly causes: readonly DiagnosedCause[];
  readonly remarks: readonly DiagnosedCause[];
  readonly unknowns: readonly UnknownDetail[];
  /** What to do, or what to wait for. */
  readonly next?: string;
}

export interface TrailDiagnosis {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Ordered by channel, within it the worst first. Empty where the trail is stopped everywhere. */
  readonly verdicts: readonly Verdict[];
  /** Set where nothing could be said of the trail. */
  readonly unknown?: UnknownDetail;
}

export type Counts = Readonly<Record<Case, number>>;

export interface DiagnosisReport {
  /** Of each trail, ordered by ARN. */
  readonly trails: readonly TrailDiagnosis[];
  /** Accounts whose trails could not be listed. */
  readonly unseen: readonly { readonly account: string; readonly unknown: UnknownDetail }[];
  /** Deliveries (trail, account, region and channel) by case. */
  readonly counts: Counts;
}
