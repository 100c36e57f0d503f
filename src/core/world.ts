import type { AnyKind, Identity, Link, LinkSource } from './asset.ts';
import { containsUnknown } from './guard.ts';
import { Unknown } from './unknown.ts';

/** Where a fact comes from. */
export interface Provenance {
  /** `s3:GetBucketVersioning` */
  readonly call: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601, UTC: when AWS answered. */
  readonly at: string;
  readonly requestId?: string;
}

/** An asset as it was observed. */
export interface AssetRecord extends Identity {
  readonly kind: string;
  /** Set when AWS said that no such asset exists: links to it read as `undefined`. */
  readonly missing?: true;
  /** Set when the asset could not be found out about at all: links to it read as this. */
  readonly unreadable?: Unknown;
  /** A present key with `undefined` means known to be absent; a key that is not there was not collected. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly provenance: Readonly<Record<string, readonly Provenance[]>>;
}

/** All assets of one scan. */
export interface World {
  /** The accounts that the scan covers. */
  readonly accounts: ReadonlySet<string>;
  get(kind: string, id: string): AssetRecord | undefined;
  ofKind(kind: string): Iterable<AssetRecord>;
  all(): Iterable<AssetRecord>;
  /** False when an {@link Unknown} stands anywhere in that fact. */
  isCertain(record: AssetRecord, fact: string): boolean;
  readonly size: number;
}

export interface MutableWorld extends World {
  put(record: AssetRecord): void;
}

export function createWorld(accounts: Iterable<string>): MutableWorld {
  const kinds = new Map<string, Map<string, AssetRecord>>();
  // Of a hundred thousand assets few hold an unknown: only those are remembered.
  const uncertain = new Map<AssetRecord, ReadonlySet<string>>();
  let size = 0;
  return {
    accounts: new Set(accounts),
    get: (kind, id) => kinds.get(kind)?.get(id),
    ofKind: (kind) => kinds.get(kind)?.values() ?? [],
    *all() {
      for (const records of kinds.values()) yield* records.values();
    },
    isCertain: (record, fact) => !uncertain.get(record)?.has(fact),
    get size() {
      return size;
    },
    put(record) {
      const records = kinds.get(record.kind) ?? new Map<string, AssetRecord>();
      kinds.set(record.kind, records);
      const before = records.get(record.id);
      if (before === undefined) size++;
      else uncertain.delete(before);
      records.set(record.id, record);
      const holes = Object.keys(record.facts).filter((name) => containsUnknown(record.facts[name]));
      if (holes.length > 0) uncertain.set(record, new Set(holes));
    },
  };
}

/** The kind whose asset id is the account's number and whose facts links may ask for. */
export const ACCOUNT_KIND = 'AWS::Account';

function linkSource(world: World, record: AssetRecord): LinkSource {
  // Why an asset could not be read is why each of its facts is unknown.
  const factOf: LinkSource['factOf'] = (kind, id, name) => {
    const other = world.get(kind, id);
    return other?.unreadable ?? other?.facts[name];
  };
  return {
    self: record,
    fact: (name) => record.facts[name],
    accountFact: (name) => factOf(ACCOUNT_KIND, record.account, name),
    factOf,
    isTold(kind, id, name) {
      const other = world.get(kind, id);
      return other !== undefined && (other.unreadable !== undefined || name in other.facts);
    },
    ofKind: (kind) => world.ofKind(kind),
  };
}

/** Whether this world tells what a link is computed from: a fact that was not collected is not a fact that is absent. */
export function isLinkTold(world: World, record: AssetRecord, { from, fromAccount }: Link): boolean {
  if (from.some((name) => !(name in record.facts))) return false;
  const owner = fromAccount.length === 0 ? undefined : world.get(ACCOUNT_KIND, record.account);
  // An account that is not part of the world is the link's own affair.
  return owner === undefined || owner.unreadable !== undefined || fromAccount.every((name) => name in owner.facts);
}

/** The ids that a link leads to; each element may be {@link Unknown}. */
export function linkTargets(world: World, record: AssetRecord, link: Link): readonly (string | Unknown)[] {
  const target = link.target(linkSource(world, record));
  if (target === undefined) return [];
  return typeof target === 'string' || target instanceof Unknown ? [target] : target;
}

/** The asset behind an id: its record, `undefined` when it is known to be missing, or why it is not in this world. */
export function resolve(world: World, kind: AnyKind, id: string): AssetRecord | undefined | Unknown {
  const record = world.get(kind.name, id);
  if (record) return record.missing ? undefined : (record.unreadable ?? record);
  const owner = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(id)?.[1];
  if (owner !== undefined && world.accounts.has(owner)) {
    return new Unknown('cut-short', `${kind.title} ${id} was not read before the scan ended`);
  }
  return new Unknown('other-account', `${kind.title} ${id} belongs to ${owner ?? 'an account'} outside this scan`);
}
