import type { AnyKind, AnyReads } from './asset.ts';
import type { Evidence } from './finding.ts';
import { locateFact, type Place } from './view.ts';
import type { AssetRecord, Provenance, World } from './world.ts';

/** Evidence lists stay readable: past this many paths the rest is counted. */
const MOST = 200;
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
  let place: Place | undefined;
  for (const [path, value] of seen) {
    // What an asset is called is no evidence.
    if (IDENTITY.test(path)) continue;
    if (evidence.length === MOST) {
      evidence.push({ path: `(${seen.size - MOST} more values)` });
      break;
    }
    // Neighbours mostly speak about the same fact: it is looked up once.
    if (place === undefined || !leadsTo(place, path)) place = locateFact(world, kind, record, path);
    evidence.push({ path, value: shorten(value), ...sourceOf(place, path) });
  }
  return evidence;
}

/** Evidence of a verdict whose single values were not traced: the facts that the rule declares to read. */
export function evidenceOfReads(world: World, kind: AnyKind, record: AssetRecord, reads: AnyReads): Evidence[] {
  const evidence: Evidence[] = [];
  for (const name in reads) {
    if (name in kind.facts) evidence.push({ path: name, ...source(world, kind, record, name) });
    else {
      for (const inner in reads[name] as AnyReads) {
        const path = kind.links[name]?.many ? `${name}[0].${inner}` : `${name}.${inner}`;
        const told = source(world, kind, record, path);
        if (told.call !== undefined) evidence.push({ path: `${name}.${inner}`, ...told });
      }
    }
  }
  return evidence;
}

function source(world: World, kind: AnyKind, record: AssetRecord, path: string): Omit<Evidence, 'path' | 'value'> {
  return sourceOf(locateFact(world, kind, record, path), path);
}

function leadsTo({ prefix }: Place, path: string): boolean {
  const next = path[prefix.length];
  return path.startsWith(prefix) && (next === undefined || next === '.' || next === '[');
}

function sourceOf(place: Place | undefined, path: string): Omit<Evidence, 'path' | 'value'> {
  const told = place && bestMatch(place.record.provenance[place.fact] ?? [], path);
  if (!told) return {};
  return {
    call: told.call,
    region: told.region,
    at: told.at,
    ...(told.requestId === undefined ? {} : { requestId: told.requestId }),
  };
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
  return typeof value === 'string' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}...` : value;
}
