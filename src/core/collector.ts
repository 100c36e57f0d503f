import type { AnyKind, AssetKind, FactOf, Identity } from './asset.ts';
import type { Operation, PagedOperation } from './operation.ts';
import type { Unknown } from './unknown.ts';
import type { Provenance } from './world.ts';

/** Where a call goes. */
export interface CallSite {
  readonly account: string;
  readonly region: string;
}

/** What a call told, and where that is written down. */
export interface Answer<O> {
  readonly value: O | undefined | Unknown;
  readonly provenance: Provenance;
}

/** A call whose answer is known for certain, so that a resumed scan need not repeat it. */
export interface SettledCall {
  /** Account, region, operation and input. */
  readonly key: string;
  readonly value: unknown;
  readonly provenance: Provenance;
}

/** The port to AWS. Makes each distinct call once; never throws for what AWS answers, only when the scan is aborted. */
export interface Caller {
  call<O>(operation: Operation<O>, input: object, site: CallSite): Promise<Answer<O>>;
}

/** What the whole scan knows. */
export interface Scope {
  /** The accounts that the scan has credentials for. */
  readonly accounts: readonly string[];
  /** `aws`, `aws-cn`, `aws-us-gov`, ... */
  readonly partition: string;
  /** Where calls go that no region is right for: the session's own region, else the partition's global one. */
  readonly defaultRegion: string;
  /** The regions that the user asked for; all enabled ones when absent. */
  readonly selectedRegions?: readonly string[];
  /** The enabled regions of an account that the scan covers; an element is unknown where the list could not be had. */
  readonly regions: (account: string) => Promise<readonly (string | Unknown)[]>;
  /** A fact of an account in the scan. */
  readonly accountFact: (account: string, name: string) => Promise<unknown>;
}

/** How a collector asks. It never throws for what AWS answers. */
export interface Observer {
  /** The answer, `undefined` where AWS says that there is none, or why it could not be had. */
  readonly observe: <O>(
    operation: Operation<O>,
    input: object,
    at?: Partial<CallSite>,
  ) => Promise<O | undefined | Unknown>;
  /** All pages of a list. What could not be read stands in it as an {@link Unknown} element. */
  readonly observeAll: <I, T>(
    operation: PagedOperation<I>,
    input: object,
    read: (item: I) => T,
    at?: Partial<CallSite>,
  ) => Promise<readonly (T | Unknown)[]>;
}

export interface CollectContext extends Observer {
  readonly self: Identity;
  readonly scope: Scope;
  /** Another fact of the same asset. */
  readonly fact: <T>(name: string) => Promise<T | undefined | Unknown>;
}

export interface FactCollector<T> {
  /** Every operation that `collect` may call: permissions and plans come from it. */
  readonly operations: readonly Operation[];
  readonly collect: (context: CollectContext) => Promise<T | undefined | Unknown>;
}

export interface LocateContext extends Observer {
  readonly scope: Scope;
  /** The account and region of the asset that names this one. */
  readonly from: CallSite;
}

export type Located = Identity | 'missing' | Unknown;

export interface Collector<K extends AnyKind = AnyKind> {
  readonly kind: K;
  /** Finds the asset behind an id: whose it is and where, or that there is none. */
  readonly locate: {
    readonly operations: readonly Operation[];
    find(id: string, context: LocateContext): Promise<Located>;
  };
  readonly facts: { readonly [F in keyof K['facts']]: FactCollector<FactOf<K, F>> };
}

/** Declares how a kind is read from AWS. A fact without a collector does not compile. */
export function defineCollector<K extends AssetKind>(collector: Collector<K>): Collector<K> {
  return collector;
}
