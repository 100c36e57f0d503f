import { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import { parseArn, resourceName } from '#src/domain/aws/arn.ts';
import type { Stop } from '#src/domain/digest/chain.ts';
import type { TrailHistory } from '#src/domain/digest/gap.ts';
import { type Location, placeName } from '#src/domain/digest/object-key.ts';
import type { ExpectedChain, LocationRun } from './chain-run.ts';
import { discoverLocations } from './discover.ts';
import { createGate } from './job.ts';
import type { TrailTarget, VerifyPorts } from './ports.ts';
import type { Recorder } from './recorder.ts';
import { rememberedLocations } from './remembered.ts';

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
    const asked =
      options.trails === undefined ? 'no trail was found' : `no trail is called ${options.trails.join(' or ')}`;
    throw new UserError(
      'NO_TRAIL',
      asked,
      'For a trail that is gone, name its place: --bucket NAME [--prefix PREFIX].',
    );
  }
  const places = new Map<string, { target: TrailTarget; location: Location; here: Set<TrailTarget> }>();
  const gate = createGate(locationsAtOnce);
  await Promise.all(
    wanted.map((target) =>
      gate(async () => {
        const found = await discoverLocations(ports.store(target), target, {
          accounts: options.accounts,
          regions: options.regions,
        });
        for (const problem of found.problems) {
          recorder.report(problem);
        }
        for (const location of found.locations) {
          const id = idOf(target.bucket, location);
          const known = places.get(id) ?? { target, location, here: new Set() };
          if (target.arn === undefined && ports.store(known.target) !== ports.store(target)) {
            const chain = placeName(target.bucket, location);
            const detail = 'there are two copies of it, and one was looked at: name the folder of one';
            recorder.report({ kind: 'listing-incomplete', chain, bucket: target.bucket, detail });
          }
          places.set(id, known);
          known.here.add(target);
        }
      }),
    ),
  );
  const gone = new Map<string, { target: TrailTarget; location: Location; here: Set<TrailTarget> }>();
  for (const target of wanted) {
    for (const location of rememberedLocations(target, options, accepts)) {
      const id = idOf(target.bucket, location);
      // What one copy has not is in another one.
      if (!places.has(id)) {
        const known = gone.get(id) ?? { target, location, here: new Set() };
        gone.set(id, known);
        known.here.add(target);
      }
    }
  }
  return [...places.values(), ...gone.values()].map(({ target, location, here }) => {
    const writers = targets.filter((other) => other.bucket === target.bucket && writesTo(other, location));
    return {
      target,
      targets: [...here],
      run: {
        store: ports.store(target),
        bucket: target.bucket,
        location,
        visits: (bucket, at) => places.has(idOf(bucket, at)) || gone.has(idOf(bucket, at)),
        unknown: [...here].every(({ arn }) => arn === undefined),
        expected: [...here].flatMap((trail) => expectedHere(trail, location)),
        history: async (trail, from, to) => await historyOf(ports, [...here], wanted, trail, location, from, to),
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

function idOf(bucket: string, { prefix, organization, account, region }: Location): string {
  return JSON.stringify([bucket, prefix, organization, account, region]);
}

function writesTo(target: TrailTarget, { prefix, organization, account, region }: Location): boolean {
  return (
    target.prefix === prefix &&
    target.organization === organization &&
    target.accounts?.includes(account) !== false &&
    target.regions?.includes(region) !== false
  );
}

function expectedHere(target: TrailTarget, location: Location): readonly ExpectedChain[] {
  const { name, homeRegion } = target;
  if (name === undefined || homeRegion === undefined || target.validation === false) {
    return [];
  }
  // Who left the organisation is only looked at for what is there.
  const { members, account } = target;
  if (members !== undefined && !members.has(location.account) && location.account !== account) {
    return [];
  }
  // A folder that is left of another time holds no chain that must go on.
  return target.regions === undefined || target.regions.includes(location.region) ? [{ trail: name, homeRegion }] : [];
}

async function historyOf(
  ports: VerifyPorts,
  targets: readonly TrailTarget[],
  wanted: readonly TrailTarget[],
  chain: ExpectedChain,
  location: Location,
  from: number,
  to: number,
): Promise<TrailHistory> {
  const own = targets.find((target) => target.name === chain.trail && target.homeRegion === chain.homeRegion);
  const [any] = targets;
  if (any === undefined) {
    return {};
  }
  const asked = own ?? { ...any, arn: undefined, name: chain.trail, homeRegion: chain.homeRegion };
  const events = await ports.directory.events(asked, from, to).catch((error: unknown) => {
    return new Unknown('call-failed', error instanceof Error ? error.message : String(error));
  });
  const status = own?.status.get(`${location.account}/${location.region}`);
  const member = own?.members?.get(location.account);
  const left = own?.members !== undefined && member === undefined && location.account !== own.account;
  return {
    ...status,
    validationEnabled: own?.validation,
    events,
    memberFrom: member?.from,
    memberUntil: left ? 0 : member?.until,
    movedTo: own === undefined ? placeNow(wanted, chain, location) : undefined,
  };
}

/** Where a trail that is part of the run writes for this account and region. */
function placeNow(wanted: readonly TrailTarget[], chain: ExpectedChain, location: Location): string | undefined {
  const moved = wanted.find(
    (target) =>
      target.name === chain.trail &&
      target.homeRegion === chain.homeRegion &&
      expectedHere(target, location).length > 0 &&
      writesTo(target, { ...location, prefix: target.prefix }),
  );
  return moved === undefined ? undefined : `s3://${moved.bucket}/${moved.prefix}`;
}

export function acceptsOf(
  trails: readonly string[] | undefined,
): (name: string, homeRegion: string, arn: string | undefined) => boolean {
  if (trails === undefined || trails.length === 0) {
    return () => true;
  }
  const asked = trails.map((trail) => {
    const arn = parseArn(trail);
    return { text: trail, region: arn?.region, name: arn === undefined ? trail : resourceName(trail) };
  });
  return (name, homeRegion, arn) =>
    asked.some(
      (trail) =>
        trail.name === name &&
        (trail.region === undefined || ((arn === undefined || arn === trail.text) && trail.region === homeRegion)),
    );
}
