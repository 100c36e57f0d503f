import type { UnknownReason } from './unknown.ts';

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** `pass`, `fail` and `not-applicable` come from rules, the others from the engine. */
export const outcomes = ['pass', 'fail', 'not-applicable', 'unknown', 'unsupported-source', 'rule-error'] as const;
export type Outcome = (typeof outcomes)[number];

/** The asset that a finding speaks about, as reports show it. */
export interface AssetReference {
  /** CloudFormation type name: `AWS::CloudTrail::Trail`. */
  readonly kind: string;
  /** ARN where the asset has one. */
  readonly id: string;
  readonly name: string;
  /** Twelve digits, or empty when the owner is not known. */
  readonly account: string;
  /** `global` for what has no region. */
  readonly region: string;
}

/** One thing that was read to reach the verdict. */
export interface Evidence {
  /** `trail.bucket.versioning.mfaDelete` */
  readonly path: string;
  /** As it was read; `null` is what is known to be absent. Not there where only the fact as a whole was relied on. */
  readonly value?: unknown;
  /** `s3:GetBucketVersioning`; absent for what no call told (a template, a derived value). */
  readonly call?: string;
  /** The account that was asked, where it is another than the asset's. */
  readonly account?: string;
  readonly region?: string;
  /** ISO 8601, UTC. */
  readonly at?: string;
  readonly requestId?: string;
}

/** Why a delivery channel fails, from the cause catalogue in `domain/delivery`. */
export interface Cause {
  readonly id: string;
  readonly channel: string;
  readonly message: string;
  /** The document that blocks: `bucket policy of arn:aws:s3:::logs`. */
  readonly document?: string;
  /** Index and Sid of the statement: `#1 (DenyUnencrypted)`. */
  readonly statement?: string;
  /** `certain`: follows from documented semantics; `likely`: AWS does not document it. */
  readonly confidence?: 'certain' | 'likely';
  /** True when this cause alone would stop the delivery. */
  readonly blocks?: boolean;
  /** What to change, in one sentence. */
  readonly repair?: string;
}

/** What kept a verdict from being reached. */
export interface UnknownDetail {
  readonly path: string;
  readonly reason: UnknownReason;
  /** The missing IAM action, where permission is what is missing. */
  readonly action?: string;
  readonly detail: string;
}

/** The exception that covers a finding; the finding keeps its outcome. */
export interface AppliedException {
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  readonly approver?: string;
  /** ISO date; the exception holds until the end of that day, UTC. */
  readonly expires: string;
}

/** `CIS-3.0` and `3.1`: a control of a framework, by ids. */
export interface ControlReference {
  readonly framework: string;
  readonly control: string;
}

/** One verdict. Its identity is rule + account + asset id + key and never the text. */
export interface Finding {
  /** Stable identity: hex, 32 characters, of rule, account, asset id and key. */
  readonly id: string;
  readonly rule: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly asset: AssetReference;
  /** Tells several verdicts of one rule on one asset apart: a delivery channel, a document. */
  readonly key?: string;
  readonly messageId?: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly causes?: readonly Cause[];
  readonly unknowns?: readonly UnknownDetail[];
  readonly exception?: AppliedException;
  readonly controls?: readonly ControlReference[];
}

/** Counts of a whole scan; `excepted` findings are counted there and not under their outcome. */
export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly unsupportedSource: number;
  readonly ruleError: number;
  readonly excepted: number;
  /** Failures that no exception covers, by severity. */
  readonly failBySeverity: Readonly<Record<Severity, number>>;
}

/** What is known about a scan when its first finding is written. Times are ISO 8601, UTC. */
export interface ScanHeader {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The clock that the rules saw. */
  readonly now: string;
  /** `live`, or `snapshot` with the file's name. */
  readonly source: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** False when any call was denied, throttled, cut off or not made. */
  readonly complete: boolean;
  readonly calls: {
    readonly total: number;
    readonly retried: number;
    readonly denied: number;
    readonly throttled: number;
  };
}
