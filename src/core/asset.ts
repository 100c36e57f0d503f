import type { z } from 'zod';
import { Unknown } from './unknown.ts';

/** The facts of a kind: each the smallest thing that one call, or one template, can tell. `optional()` means "may be known to be absent". */
export type Facts = Record<string, z.ZodType>;

/** What a link function may look at: the asset's own facts, read without guard, so each may be an {@link Unknown}. */
export interface LinkSource {
  readonly self: Identity;
  /** The value of a fact of this asset, `undefined` when absent or not collected. */
  readonly fact: (name: string) => unknown;
  /** The value of a fact of the account that owns this asset. */
  readonly accountFact: (name: string) => unknown;
  /** The value of a fact of any asset of this world, `undefined` where there is none. */
  readonly factOf: (kind: string, id: string, name: string) => unknown;
  /** Whether this world tells that fact: one that it does not tell is not one that is absent. */
  readonly isTold: (kind: string, id: string, name: string) => boolean;
  /** All assets of a kind in this world. */
  readonly ofKind: (kind: string) => Iterable<Identity>;
}

/** Ids of the assets at the other end. An element, or the whole, may be {@link Unknown}. */
export type LinkTarget = string | undefined | Unknown | readonly (string | Unknown)[];

export interface Link<K = AnyKind | 'self', Many extends boolean = boolean> {
  readonly to: K;
  readonly many: Many;
  /** Facts that the target is computed from: the planner adds them to what is collected. */
  readonly from: readonly string[];
  /** Facts of the owning account that the target is computed from. */
  readonly fromAccount: readonly string[];
  readonly target: (source: LinkSource) => LinkTarget;
  /** False where it leads to nothing that other links of the account do not list: what it misses is told there. */
  readonly lists?: false;
}

export interface AssetKind<
  Name extends string = string,
  F extends Facts = Facts,
  L extends Record<string, Link> = Record<string, Link>,
> {
  /** The CloudFormation type name where one exists. */
  readonly name: Name;
  readonly title: string;
  readonly facts: F;
  readonly links: L;
}

/** Any kind, for code that treats all kinds alike. */
// oxlint-disable-next-line typescript/no-explicit-any -- variance: a kind is used both as producer and as consumer of its facts
export type AnyKind = AssetKind<string, any, any>;

export interface Identity {
  /** ARN where the asset has one, else the name that AWS identifies it by. */
  readonly id: string;
  readonly name: string;
  /** The account that owns it: twelve digits. */
  readonly account: string;
  readonly region: string;
}

interface LinkDefinition {
  from?: readonly string[];
  fromAccount?: readonly string[];
  target: (source: LinkSource) => LinkTarget;
  lists?: false;
}

/** A link to at most one asset. No target, or a target that is known not to exist, reads as `undefined`. */
export function one<K extends AnyKind | 'self'>(to: K, definition: LinkDefinition): Link<K, false> {
  return { to, many: false, from: [], fromAccount: [], ...definition };
}

/** A link to any number of assets. */
export function many<K extends AnyKind | 'self'>(to: K, definition: LinkDefinition): Link<K, true> {
  return { to, many: true, from: [], fromAccount: [], ...definition };
}

/** Declares a kind of asset. Facts carry a schema, so that snapshots are validated at the door. */
export function defineAssetKind<
  const Name extends string,
  F extends Facts,
  // oxlint-disable-next-line typescript/ban-types -- no links
  L extends Record<string, Link> = {},
>(kind: { name: Name; title: string; facts: F; links?: L }): AssetKind<Name, F, L> {
  return { links: {} as L, ...kind };
}

export type FactOf<K extends AnyKind, F extends keyof K['facts']> = z.output<K['facts'][F]>;

/** The kind at the other end of a link. */
export type Target<K extends AnyKind, L extends keyof K['links']> = K['links'][L]['to'] extends AnyKind
  ? K['links'][L]['to']
  : K;

/** What a rule says that it reads: facts, and along links the facts of other assets. */
export type Reads<K extends AnyKind> = { readonly [F in keyof K['facts']]?: true } & {
  readonly [L in keyof K['links']]?: Reads<Target<K, L>>;
};

/** The same, without the types: for planning and for building views. */
export interface AnyReads {
  readonly [name: string]: true | AnyReads | undefined;
}

/** What a rule gets: identity, the declared facts, and views along the declared links. */
export type View<K extends AnyKind, R> = Identity & {
  readonly [F in keyof R & keyof K['facts']]: FactOf<K, F>;
} & {
  readonly [L in keyof R & keyof K['links']]: K['links'][L]['many'] extends true
    ? readonly View<Target<K, L>, R[L]>[]
    : View<Target<K, L>, R[L]> | undefined;
};

/** The kind that a link of `kind` leads to. */
export function targetKind(kind: AnyKind, link: Link): AnyKind {
  return link.to === 'self' ? kind : link.to;
}

/** A link's target computed from one fact: absent and unknown facts stay what they are. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows the fact's type, the link does not
export function fromFact<T>(
  fact: string,
  target: (value: T, self: Identity) => string | undefined | readonly (string | Unknown)[],
): LinkDefinition {
  return {
    from: [fact],
    target({ self, fact: read }) {
      const value = read(fact);
      if (value === undefined || value instanceof Unknown) return value;
      return target(value as T, self);
    },
  };
}
