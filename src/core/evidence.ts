import { type AnyKind, type AnyReads, type Link, targetKind } from './asset.ts';
import type { Evidence, UnknownDetail } from './finding.ts';
import { locateFact, type Place } from './view.ts';
import { type AssetRecord, linkTargets, type Provenance, type World } from './world.ts';

/** Evidence lists stay readable: past this many paths the rest is counted. */
const MOST = 40;
const MOST_CALLS = 40;
const LONGEST_VALUE = 300;
const IDENTITY = /(?:^|\.)(?:id|name|account|region)$/;

/** Turns the paths that a rule looked at into evidence with the call that told each. */
export function evidenceOf(
  world: World,
  kind: AnyKind,
  record: AssetRecord,
  seen: ReadonlyMap<string, unknown>,
): Evidence[] {
  const evidence: Evidence[] = [];
  // Most paths speak about a fact that another path spoke about: it is looked up once.
  const places: Place[] = [];
  for (const [path, value] of seen) {
    // What an asset is called is no evidence.
    if (IDENTITY.test(path)) continue;
    if (evidence.length === MOST) {
      evidence.push({ path: `(${seen.size - MOST} more values)` });
      break;
    }
    let place = places.findLast((known) => leadsTo(known, path));
    if (place === undefined) {
      place = locateFact(world, kind, record, path);
      if (place !== undefined) places.push(place);
    }
    evidence.push({ path, value: shorten(value), ...sourceOf(place, path, record.account) });
  }
  return evidence;
}

/**
 * Evidence of a verdict whose single values were not traced: every call that told a fact which the rule declares to
 * read, along links too. A fact that came of a call in each region names each.
 */
export function evidenceOfReads(world: World, kind: AnyKind, record: AssetRecord, reads: AnyReads): Evidence[] {
  const evidence: Evidence[] = [];
  let more = 0;
  const said = new Set<string>();
  const add = (path: string, told: readonly Provenance[]): void => {
    // A fact that is read itself may also be what several links that lead nowhere come from.
    if (said.has(path)) return;
    said.add(path);
    const calls = told.length === 0 ? [undefined] : distinct(told);
    for (const call of calls) {
      if (evidence.length === MOST_CALLS) more++;
      else evidence.push(call === undefined ? { path } : { path, ...asSource(call, record.account) });
    }
  };
  const walk = (at: AssetRecord, atKind: AnyKind, wanted: AnyReads, prefix: string): void => {
    for (const name in wanted) {
      const link = atKind.links[name] as Link | undefined;
      if (link === undefined) {
        add(prefix + name, at.provenance[name] ?? []);
        continue;
      }
      const deeper = wanted[name];
      const nextKind = targetKind(atKind, link);
      const targets = linkTargets(world, at, link);
      // That there is nothing at the other end was read as well.
      if (targets.length === 0) for (const fact of link.from) add(prefix + fact, at.provenance[fact] ?? []);
      for (const [index, target] of targets.entries()) {
        const next = typeof target === 'string' ? world.get(nextKind.name, target) : undefined;
        if (next === undefined || next === at) continue;
        const path = `${prefix}${name}${link.many ? `[${index}]` : ''}`;
        if (next.missing) add(path, next.provenance[''] ?? []);
        else walk(next, nextKind, typeof deeper === 'object' ? deeper : {}, `${path}.`);
      }
    }
  };
  walk(record, kind, reads, '');
  return more === 0 ? evidence : [...evidence, { path: `(${more} more calls)` }];
}

function distinct(calls: readonly Provenance[]): readonly Provenance[] {
  if (calls.length === 1) return calls;
  const known = distinctCalls.get(calls);
  if (known !== undefined) return known;
  const found = [...new Map(calls.map((call) => [`${call.call} ${call.account} ${call.region}`, call])).values()];
  if (calls.length >= MANY_CALLS) distinctCalls.set(calls, found);
  return found;
}

/** A fact of all regions is told by dozens of calls, and rule after rule asks which. Short lists are not worth the memory. */
const MANY_CALLS = 8;
const distinctCalls = new WeakMap<readonly Provenance[], readonly Provenance[]>();

/** Where what could not be read was asked for. */
export function evidenceOfUnknown(
  world: World,
  kind: AnyKind,
  record: AssetRecord,
  { path, detail }: UnknownDetail,
): Evidence {
  // The detail names the region that refused, which the path of a whole list does not.
  return { path, ...sourceOf(locateFact(world, kind, record, path), `${path} ${detail}`, record.account) };
}

function leadsTo({ prefix }: Place, path: string): boolean {
  const next = path[prefix.length];
  return path.startsWith(prefix) && (next === undefined || next === '.' || next === '[');
}

function sourceOf(place: Place | undefined, path: string, owner: string): Omit<Evidence, 'path' | 'value'> {
  const told = place && bestMatch(place.record.provenance[place.fact] ?? [], path);
  return told ? asSource(told, owner) : {};
}

function asSource(
  { call, account, region, at, requestId }: Provenance,
  owner: string,
): Omit<Evidence, 'path' | 'value'> {
  const asked = account === owner ? {} : { account };
  return { call, ...asked, region, at, ...(requestId === undefined ? {} : { requestId }) };
}

/** A fact may come of many calls, one a region: the one whose account and region the path names tells this value. */
function bestMatch(calls: readonly Provenance[], path: string): Provenance | undefined {
  let best: Provenance | undefined;
  let bestScore = -1;
  for (const call of calls) {
    const score = (path.includes(call.region) ? 2 : 0) + (path.includes(call.account) ? 1 : 0);
    // Of equals the later: a fact's own call comes after those that told where to ask.
    if (score >= bestScore) [best, bestScore] = [call, score];
  }
  return best;
}

function shorten(value: unknown): unknown {
  // JSON would drop it, and what is known to be absent would look like what nobody read.
  if (value === undefined) return null;
  return typeof value === 'string' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}...` : value;
}
