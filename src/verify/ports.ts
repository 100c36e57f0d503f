import type { Unknown } from '#src/core/unknown.ts';
import type { TrailEvent, TrailHistory } from '#src/domain/digest/gap.ts';

/**
 * Why an object could not be read.
 *
 * - `missing`: the store is sure that it is not there
 * - `denied`, `archived`, `throttled`, `network`: it may be there; nothing is proven either way
 * - `refused`: the key leaves the place that may be read
 */
export type ReadFailure = 'missing' | 'denied' | 'archived' | 'throttled' | 'network' | 'refused';

export class StoreError extends Error {
  readonly reason: ReadFailure;

  constructor(reason: ReadFailure, detail: string) {
    super(detail);
    this.name = 'StoreError';
    this.reason = reason;
  }
}

export interface StoredObject {
  /** The bytes as stored, the caller's own: whole when the object is small, else a stream. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A thing that holds objects: S3, a directory, memory. Every method throws {@link StoreError} and nothing else. */
export interface ObjectStore {
  /** Keys under a prefix, ascending by UTF-8 bytes, after `startAfter`. */
  list(bucket: string, prefix: string, startAfter?: string): AsyncIterable<string>;
  /** What lies directly in a folder, in any order: keys of objects, and of the folders in it their prefixes, which end in a slash. */
  children(bucket: string, folder: string): AsyncIterable<string>;
  /** One try; who calls decides whether to try again. */
  get(bucket: string, key: string): Promise<StoredObject>;
  /** How a worker thread may open the same store; undefined keeps all reading on this thread. */
  readonly place?: StorePlace;
  /** Credentials that a worker needs with each batch of work. */
  credentials?(): Promise<Credentials | undefined>;
  close(): void;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

export type StorePlace =
  | {
      readonly kind: 's3';
      /** Tells stores of different credentials apart. */
      readonly id: string;
      /** Where to ask first; the bucket's own region is found out. */
      readonly region: string;
      /** An emulator or proxy; then buckets are addressed by path. */
      readonly endpoint?: string | undefined;
      /** Addresses with cryptography by FIPS 140. */
      readonly useFipsEndpoint?: boolean;
      /** Addresses that are reached by IPv6, too. */
      readonly useDualstackEndpoint?: boolean;
      /** A file of authorities to trust besides Node's. */
      readonly caBundle?: string | undefined;
      /** Open connections of one thread. */
      readonly sockets: number;
      /** Milliseconds without a byte until a request is given up and tried again. */
      readonly timeout: number;
    }
  | {
      readonly kind: 'directory';
      readonly id: string;
      readonly root: string;
      /** What the keys begin with before the path in the directory, with its slash: only a part was copied. */
      readonly under?: string | undefined;
    };

export interface PublicKey {
  readonly fingerprint: string;
  /** DER, PKCS#1 or SPKI. */
  readonly der: Uint8Array;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface PublicKeySource {
  /** All keys of a region whose validity touches the range (milliseconds), from all pages. Unknown when the call failed. */
  keys(region: string, from: number, to: number): Promise<readonly PublicKey[] | Unknown>;
  /** False when a key that is not here may still be a genuine one: keys from a file are never known to be all. */
  readonly complete: boolean;
}

/** A trail, or a place in a bucket where digests of unknown trails lie. */
export interface TrailTarget {
  /** Undefined when only a place is known. */
  readonly arn?: string | undefined;
  readonly name?: string | undefined;
  readonly homeRegion?: string | undefined;
  /** The trail's owner; undefined when only a place is known. */
  readonly account?: string | undefined;
  readonly bucket: string;
  readonly prefix: string;
  readonly organization?: string | undefined;
  /** Accounts to verify; undefined means all that have a folder in the place. */
  readonly accounts?: readonly string[] | undefined;
  /** Regions that the trail covers now; those that have a folder are verified too. Undefined when it is not known. */
  readonly regions?: readonly string[] | undefined;
  /** False when log file validation is off. */
  readonly validation?: boolean | undefined;
  /** What GetTrailStatus said, by account and region (`111122223333/eu-west-1`). */
  readonly status: ReadonlyMap<string, TrailHistory>;
  /** When accounts joined and left the organisation; undefined when that is not known. */
  readonly members?:
    | ReadonlyMap<string, { readonly from?: number | undefined; readonly until?: number | undefined }>
    | undefined;
  /** Regions that each account enables for itself: only where it did the trail writes digests for it. */
  readonly optIn?: ReadonlySet<string> | undefined;
  /** The regions that are enabled in an account, where it was asked. */
  readonly enabled?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Which of the sessions reads this trail. */
  readonly session: number;
}

export interface TrailProblem {
  readonly account: string;
  readonly region: string;
  readonly detail: string;
  /** `trail-unreadable` when left out. */
  readonly kind?: 'members-unknown';
}

export interface TrailDirectory {
  /** Whose trails are listed; undefined where a place is named instead. */
  readonly accounts?: readonly string[] | undefined;
  /** All trails to verify, each once, and what could not be asked. */
  trails(): Promise<{ readonly targets: readonly TrailTarget[]; readonly problems: readonly TrailProblem[] }>;
  /** Writes to the trail in a time, from the event history of its home region. */
  events(target: TrailTarget, from: number, to: number): Promise<readonly TrailEvent[] | Unknown>;
}

export interface VerifyPorts {
  readonly directory: TrailDirectory;
  readonly store: (target: TrailTarget) => ObjectStore;
  readonly keys: (target: TrailTarget) => PublicKeySource;
}
