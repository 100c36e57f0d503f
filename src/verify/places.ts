import { UserError } from '#src/core/user-error.ts';
import type { Stop } from '#src/domain/digest/chain.ts';
import { type Location, placeName } from '#src/domain/digest/object-key.ts';
import { acceptsOf } from './asked-trails.ts';
import type { LocationRun } from './chain-run.ts';
import { discoverLocations } from './discover.ts';
import { createGate } from './job.ts';
import type { TrailTarget, VerifyPorts } from './ports.ts';
import type { Recorder } from './recorder.ts';
import { rememberedLocations } from './remembered.ts';
import { expectedHere, writesTo } from './trail-here.ts';
import { historyOf } from './trail-history.ts';

export const locationsAtOnce = 8;

export interface PlaceOptions {
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  /** Names or ARNs. */
  readonly trails?: readonly string[] | undefined;
  /** Buckets beside the trails' own that a digest may point to. */
  readonly allowBuckets?: readonly string[] | undefined;
  /** Chains are remembered: that no trail is left is a finding, not a mistake of who asked. */
  readonly mayBeNone?: boolean | undefined;
  /** Where earlier runs stopped, by chain. */
  readonly anchors?: ReadonlyMap<string, Stop> | undefined;
}

/** An account and region in a bucket, and what to verify there. */
export interface PlaceRun {
  readonly target: TrailTarget;
  /** All that lead here. */
  readonly targets: readonly TrailTarget[];
  readonly run: Pick<
    LocationRun,
    | 'store'
    | 'bucket'
    | 'location'
    | 'visits'
    | 'expected'
    | 'unknown'
    | 'history'
    | 'accepts'
    | 'shared'
    | 'neighbours'
    | 'allowedBuckets'
  >;
}

/** A place, and the trails that lead to it; the first of them says how it is read. */
interface Found {
  readonly target: TrailTarget;
  readonly location: Location;
  readonly here: Set<TrailTarget>;
}

/**
 * The places of all trails that were asked for, each once, although several trails may write to it.
 *
 * @throws UserError when no trail is as asked
 */
export async function findPlaces(
  options: PlaceOptions,
  ports: VerifyPorts,
  recorder: Recorder,
): Promise<readonly PlaceRun[]> {
  const { targets, problems } = await ports.directory.trails();
  for (const { account, region, detail, kind = 'trail-unreadable' } of problems) {
    // Where the accounts are named, nobody has to be asked which there are.
    if (kind !== 'members-unknown' || options.accounts === undefined) {
      recorder.report({ kind, chain: `${account}/${region}`, detail });
    }
  }
  const accepts = acceptsOf(options.trails);
  const wanted = targets.filter(
    (target) => target.name === undefined || accepts(target.name, target.homeRegion ?? '', target.arn),
  );
  if (wanted.length === 0 && problems.length === 0 && options.mayBeNone !== true) {
    throw noTrail(options.trails);
  }
  const found = await discoverPlaces(wanted, options, ports, recorder);
  addRemembered(found, wanted, options);
  const visits = (bucket: string, at: Location): boolean => found.has(idOf(bucket, at));
  return [...found.values()].map(({ target, location, here }) => {
    const writers = targets.filter((other) => other.bucket === target.bucket && writesTo(other, location));
    const trails = { location, here: [...here], wanted };
    return {
      target,
      targets: trails.here,
      run: {
        store: ports.store(target),
        bucket: target.bucket,
        location,
        visits,
        unknown: trails.here.every(({ arn }) => arn === undefined),
        expected: trails.here.flatMap((trail) => expectedHere(trail, location)),
        history: async (chain, from, to) => await historyOf(ports.directory, trails, chain, from, to),
        accepts: (trail: string, homeRegion: string) => accepts(trail, homeRegion, undefined),
        shared: writers.some(({ validation }) => validation === false),
        neighbours: writers
          .filter((other) => !wanted.includes(other))
          .flatMap((other) => expectedHere(other, location)),
        allowedBuckets: new Set([target.bucket, ...(options.allowBuckets ?? [])]),
      },
    };
  });
}

function noTrail(asked: readonly string[] | undefined): UserError {
  return new UserError(
    'NO_TRAIL',
    asked === undefined ? 'no trail was found' : `no trail is called ${asked.join(' or ')}`,
    'For a trail that is gone, name its place: --bucket NAME [--prefix PREFIX].',
  );
}

/** The accounts and regions of which something lies where the trails write, or should. */
async function discoverPlaces(
  wanted: readonly TrailTarget[],
  { accounts, regions }: PlaceOptions,
  ports: VerifyPorts,
  recorder: Recorder,
): Promise<Map<string, Found>> {
  const places = new Map<string, Found>();
  const gate = createGate(locationsAtOnce);
  const discover = async (target: TrailTarget): Promise<void> => {
    const found = await discoverLocations(ports.store(target), target, { accounts, regions });
    for (const problem of found.problems) {
      recorder.report(problem);
    }
    for (const location of found.locations) {
      const known = placeOf(places, target, location);
      if (target.arn === undefined && ports.store(known.target) !== ports.store(target)) {
        const chain = placeName(target.bucket, location);
        const detail = 'there are two copies of it, and one was looked at: name the folder of one';
        recorder.report({ kind: 'listing-incomplete', chain, bucket: target.bucket, detail });
      }
    }
  };
  await Promise.all(wanted.map((target) => gate(async () => await discover(target))));
  return places;
}

/** Adds what an earlier run knew and nothing leads to any more. */
function addRemembered(places: Map<string, Found>, wanted: readonly TrailTarget[], options: PlaceOptions): void {
  // What one copy has not is in another one.
  const discovered = new Set(places.keys());
  for (const target of wanted) {
    for (const location of rememberedLocations(target, options)) {
      if (!discovered.has(idOf(target.bucket, location))) {
        placeOf(places, target, location);
      }
    }
  }
}

/** The entry of a place, to which the trail is added. */
function placeOf(places: Map<string, Found>, target: TrailTarget, location: Location): Found {
  const id = idOf(target.bucket, location);
  const known = places.get(id) ?? { target, location, here: new Set() };
  places.set(id, known);
  known.here.add(target);
  return known;
}

function idOf(bucket: string, { prefix, organization, account, region }: Location): string {
  return JSON.stringify([bucket, prefix, organization, account, region]);
}
