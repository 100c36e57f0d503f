/** Why a value could not be observed. The engine turns it into an `unknown` outcome; it is never a pass or a fail. */
export type UnknownReason =
  | 'access-denied'
  | 'throttled'
  | 'call-failed'
  | 'region-not-enabled'
  | 'other-account'
  | 'known-after-apply'
  | 'unresolved-reference'
  | 'invalid-document'
  | 'cut-short'
  /** The source of this world (a template, a plan) cannot tell this fact: the verdict is `unsupported-source`. */
  | 'not-available';

/** Stands for regions whose names could not be read. */
export const UNKNOWN_REGIONS = '(unknown regions)';

/** Stands where a value should be when it could not be observed, at any depth of a fact. */
export class Unknown {
  readonly reason: UnknownReason;
  /** One sentence for a person: what was tried and what came back. */
  readonly detail: string;
  /** The IAM action that is missing, when the reason is `access-denied` (`s3:GetBucketPolicy`). */
  readonly action: string | undefined;
  /** Of a hole in a list: the one region that what it hides can bear on. Without it, it may be about any region. */
  readonly region: string | undefined;

  constructor(reason: UnknownReason, detail = '', action?: string, region?: string) {
    this.reason = reason;
    this.detail = detail;
    this.action = action;
    this.region = region;
  }
}

/**
 * Thrown by a guarded view when a rule reads an {@link Unknown}; only the engine catches it. Not an `Error`: it is a
 * way out of a rule, thrown thousands of times in a scan, and the stack trace of an `Error` costs more than all else.
 */
export class UnknownRead {
  readonly path: string;
  readonly unknown: Unknown;

  constructor(path: string, unknown: Unknown) {
    this.path = path;
    this.unknown = unknown;
  }

  get message(): string {
    return `${this.path} is unknown: ${this.unknown.reason}`;
  }
}
