import { type AnyKind, type AnyReads, type Identity, type Link, targetKind, type View } from './asset.ts';
import { guard } from './guard.ts';
import { Unknown } from './unknown.ts';
import { type AssetRecord, isLinkTold, linkTargets, resolve, type World } from './world.ts';

const notAvailable = new Unknown('not-available', 'this source does not tell it');

/** Told while a view is built: `certain` turns false when it holds an {@link Unknown} anywhere. */
export interface Certainty {
  certain: boolean;
}

/** Builds what a rule may see of an asset: identity, the declared facts, and views along the declared links. Plain data. */
export function buildView(
  world: World,
  kind: AnyKind,
  record: AssetRecord,
  reads: AnyReads,
  certainty: Certainty = { certain: true },
): Identity {
  const view: Record<string, unknown> = {
    id: record.id,
    name: record.name,
    account: record.account,
    region: record.region,
  };
  for (const name in reads) {
    const deeper = reads[name];
    const link = kind.links[name] as Link | undefined;
    if (link === undefined) {
      view[name] = name in record.facts ? record.facts[name] : (record.unreadable ?? notAvailable);
      if (!(name in record.facts) || !world.isCertain(record, name)) certainty.certain = false;
    } else {
      const targets = targetsOf(world, record, link);
      view[name] = followLink(world, targetKind(kind, link), targets, deeper, link.many, certainty);
    }
  }
  return view as unknown as Identity;
}

/** A view, and whether no {@link Unknown} stands in it. */
export interface BuiltView {
  readonly view: Identity;
  readonly isCertain: boolean;
}

/** Gives the view of an asset. */
export type Views = (kind: AnyKind, record: AssetRecord, reads: AnyReads) => BuiltView;

/**
 * Views of a world that does not change. Those of the last reads are kept where they are among `shared`: a family of rules asks
 * for the same, one rule after the other. Views of a large world's every asset would be too much to keep.
 */
export function createViews(world: World, shared: ReadonlySet<AnyReads> = new Set()): Views {
  const kept = new Map<AssetRecord, BuiltView>();
  let last: AnyReads | undefined;
  return (kind, record, reads) => {
    if (reads !== last) kept.clear();
    last = reads;
    const known = kept.get(record);
    if (known !== undefined) return known;
    const certainty = { certain: true };
    const view = buildView(world, kind, record, reads, certainty);
    const built = { view, isCertain: certainty.certain };
    if (shared.has(reads)) kept.set(record, built);
    return built;
  };
}

/**
 * The view for a command that judges in its own way: reading what is unknown throws `UnknownRead`. A view without holes is not
 * guarded, and so is read some twenty times faster.
 */
export function guardedView<K extends AnyKind, R extends AnyReads>(
  world: World,
  kind: K,
  record: AssetRecord,
  reads: R,
): View<K, R> {
  const certainty = { certain: true };
  const view = buildView(world, kind, record, reads, certainty) as View<K, R>;
  return certainty.certain ? view : guard(view);
}

function targetsOf(world: World, record: AssetRecord, link: Link): readonly (string | Unknown)[] {
  if (record.unreadable) return [record.unreadable];
  return isLinkTold(world, record, link) ? linkTargets(world, record, link) : [notAvailable];
}

function followLink(
  world: World,
  kind: AnyKind,
  targets: readonly (string | Unknown)[],
  reads: true | AnyReads | undefined,
  many: boolean,
  certainty: Certainty,
): unknown {
  const deeper = typeof reads === 'object' ? reads : {};
  const follow = (target: string | Unknown): unknown => {
    const found = target instanceof Unknown ? target : resolve(world, kind, target);
    if (found instanceof Unknown) certainty.certain = false;
    return found === undefined || found instanceof Unknown ? found : buildView(world, kind, found, deeper, certainty);
  };
  if (many) return targets.map(follow).filter((view) => view !== undefined);
  return targets[0] === undefined ? undefined : follow(targets[0]);
}

/** The record and the fact that a path of a view speaks about. */
export interface Place {
  readonly record: AssetRecord;
  readonly kind: AnyKind;
  readonly fact: string;
  /** How much of the path leads there: all paths that begin with it speak about the same fact. */
  readonly prefix: string;
}

/** Finds what a path speaks about: `bucket.versioning.mfaDelete` is `versioning` of the bucket. */
export function locateFact(world: World, kind: AnyKind, record: AssetRecord, path: string): Place | undefined {
  const segments = path.matchAll(/[^.[\]]+/g);
  let at = record;
  let atKind = kind;
  for (const { 0: name, index } of segments) {
    const link = atKind.links[name] as Link | undefined;
    const prefix = path.slice(0, index + name.length);
    if (link === undefined) return name in atKind.facts ? { record: at, kind: atKind, fact: name, prefix } : undefined;
    const nextKind = targetKind(atKind, link);
    // A list drops what is missing, as the view does, so that positions agree.
    const targets = linkTargets(world, at, link).filter(
      (id) => id instanceof Unknown || !link.many || resolve(world, nextKind, id) !== undefined,
    );
    const position = link.many ? segments.next().value : undefined;
    const target = targets[link.many ? Number(position?.[0] ?? -1) : 0];
    const next = typeof target === 'string' ? world.get(nextKind.name, target) : undefined;
    if (next === undefined) {
      const source = link.from[0];
      return source === undefined ? undefined : { record: at, kind: atKind, fact: source, prefix: path };
    }
    if (next.missing) return { record: next, kind: nextKind, fact: '', prefix: path };
    at = next;
    atKind = nextKind;
  }
  return undefined;
}
