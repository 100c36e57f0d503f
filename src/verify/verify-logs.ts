import { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import type { Anchor } from '#src/domain/digest/chain.ts';
import type { TrailHistory } from '#src/domain/digest/gap.ts';
import type { Location } from '#src/domain/digest/object-key.ts';
import { exitCodeOf } from '#src/domain/digest/problem.ts';
import { VERSION } from '#src/version.ts';
import { defaultLimits, type Limits } from './check.ts';
import { discoverLocations } from './discover.ts';
import type { EvidenceLine } from './evidence/lines.ts';
import { createGate } from './job.ts';
import { createKeyRing, type KeyRing } from './keys.ts';
import type { ExpectedChain } from './chain-run.ts';
import { runLocation } from './location-run.ts';
import { createPool } from './pool.ts';
import type { ObjectStore, TrailTarget, VerifyPorts } from './ports.ts';
import { createMeter, type Meter } from './meter.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import type { ChainSummary, Progress, VerifyResult } from './result.ts';

export interface VerifyOptions {
  /** Milliseconds since the epoch; undefined takes all that is there, whose ends cannot be judged. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly now: number;
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  /** Names or ARNs. */
  readonly trails?: readonly string[] | undefined;
  /** Buckets beside the trails' own that a digest may point to. */
  readonly allowBuckets?: readonly string[] | undefined;
  /** The objects are a copy on disk. */
  readonly copied?: boolean | undefined;
  readonly threads: number;
  readonly limits?: Limits | undefined;
  /** Milliseconds that CloudTrail may take to deliver a digest; 2 hours. */
  readonly settle?: number | undefined;
  /** Problems of one kind and chain that are kept; the rest is counted. */
  readonly keepProblems?: number | undefined;
  /** Where earlier runs stopped. */
  readonly anchors?: ReadonlyMap<string, Anchor> | undefined;
  readonly onEvidence?: ((line: EvidenceLine) => void) | undefined;
  /** Milliseconds of a clock that only measures. */
  readonly tick?: () => number;
}

export interface Verified {
  readonly result: VerifyResult;
  /** Where this run stopped: the newest digest of each chain up to which all is proven. */
  readonly anchors: ReadonlyMap<string, Anchor>;
}

const locationsAtOnce = 8;
const objectsPerThread = 192;
const twoHours = 2 * 3_600_000;

/**
 * Proves the log chains of all trails that the directory names, all accounts and regions side by side. Reads only.
 *
 * @throws UserError when nothing matches what was asked for.
 */
export async function verifyLogs(
  options: VerifyOptions,
  ports: VerifyPorts,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Verified> {
  const tick = options.tick ?? (() => performance.now());
  const meter = createMeter(tick, onProgress);
  const recorder = createRecorder(options.keepProblems ?? 500, (problem) => {
    meter.problem();
    options.onEvidence?.({ type: 'problem', problem });
  });
  const settle = options.settle ?? twoHours;
  const tool = { name: 'surety', version: VERSION };
  options.onEvidence?.({
    type: 'header',
    format: 'surety-evidence',
    version: 1,
    tool,
    now: options.now,
    settle,
    from: options.from,
    to: options.to,
  });
  const limits = options.limits ?? defaultLimits;
  const keepContent = options.onEvidence !== undefined;
  const pool = createPool({ threads: options.threads, limits, keepContent, depth: objectsPerThread });
  const chains: ChainSummary[] = [];
  const anchors = new Map<string, Anchor>();
  const rings = new Map<unknown, KeyRing>();
  try {
    const places = await findPlaces(options, ports, recorder);
    meter.places(places.length);
    const gate = createGate(locationsAtOnce);
    await Promise.all(
      places.map((place) =>
        gate(async () => {
          const source = ports.keys(place.target);
          const keys = rings.get(source) ?? createKeyRing(source, options.from ?? 0, options.to ?? options.now);
          rings.set(source, keys);
          const done = await runLocation({
            ...place.run,
            from: options.from,
            to: options.to,
            now: options.now,
            settle,
            copied: options.copied === true,
            anchors: options.anchors ?? new Map(),
            pool,
            keys,
            recorder,
            onEvidence: options.onEvidence,
            onProgress: stepOf(meter, options),
          });
          meter.placeDone(done.chains.length);
          chains.push(...done.chains);
          for (const [id, anchor] of done.anchors) {
            anchors.set(id, anchor);
          }
        }),
      ),
    );
  } finally {
    await pool.close();
  }
  meter.end();
  for (const ring of rings.values()) {
    for (const key of ring.used()) {
      options.onEvidence?.({ type: 'key', fingerprint: key.fingerprint, der: Buffer.from(key.der).toString('base64') });
    }
  }
  chains.sort((a, b) => (a.id < b.id ? -1 : 1));
  const verdict = chains.length === 0 && recorder.verdict() === 'valid' ? 'incomplete' : recorder.verdict();
  const result: VerifyResult = {
    tool,
    verdict,
    exitCode: exitCodeOf(verdict),
    from: options.from,
    to: options.to,
    now: options.now,
    durationMs: Math.round(meter.elapsed()),
    chains,
    problems: recorder.problems,
    omitted: recorder.omitted,
  };
  options.onEvidence?.({ type: 'summary', chains, verdict });
  return { result, anchors };
}

interface PlaceRun {
  readonly target: TrailTarget;
  readonly run: {
    readonly store: ObjectStore;
    readonly bucket: string;
    readonly location: Location;
    readonly expected: readonly ExpectedChain[];
    readonly history: (trail: ExpectedChain, from: number, to: number) => Promise<TrailHistory>;
    readonly accepts: (trail: string, homeRegion: string) => boolean;
    readonly shared: boolean;
    readonly allowedBuckets: ReadonlySet<string>;
  };
}

async function findPlaces(
  options: VerifyOptions,
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
  if (wanted.length === 0 && problems.length === 0) {
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
          const id = JSON.stringify([
            target.bucket,
            location.prefix,
            location.organization,
            location.account,
            location.region,
          ]);
          const known = places.get(id) ?? { target, location, here: new Set() };
          places.set(id, known);
          known.here.add(target);
        }
      }),
    ),
  );
  return [...places.values()].map(({ target, location, here }) => ({
    target,
    run: {
      store: ports.store(target),
      bucket: target.bucket,
      location,
      expected: [...here].flatMap((trail) => expectedHere(trail, location)),
      history: async (trail, from, to) => await historyOf(ports, [...here], trail, location, from, to),
      accepts: (trail: string, homeRegion: string) => accepts(trail, homeRegion, undefined),
      shared: targets.some(
        (other) =>
          other.bucket === target.bucket &&
          other.prefix === target.prefix &&
          other.organization === location.organization &&
          (other.validation === false || !wanted.includes(other)),
      ),
      allowedBuckets: new Set([target.bucket, ...(options.allowBuckets ?? [])]),
    },
  }));
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
  };
}

function acceptsOf(
  trails: readonly string[] | undefined,
): (name: string, homeRegion: string, arn: string | undefined) => boolean {
  if (trails === undefined || trails.length === 0) {
    return () => true;
  }
  const asked = trails.map((trail) => {
    const parts = trail.startsWith('arn:') ? trail.split(':') : [];
    return { text: trail, region: parts[3], name: parts.length > 0 ? trail.slice(trail.lastIndexOf('/') + 1) : trail };
  });
  return (name, homeRegion, arn) =>
    asked.some(
      (trail) =>
        trail.name === name &&
        (trail.region === undefined || ((arn === undefined || arn === trail.text) && trail.region === homeRegion)),
    );
}

function stepOf(meter: Meter, options: VerifyOptions): Parameters<typeof runLocation>[0]['onProgress'] {
  let share = 0;
  return (step) => {
    meter.step(step.digests ?? 0, step.logs ?? 0, step.bytes ?? 0);
    if (step.at !== undefined && options.from !== undefined && options.to !== undefined && options.to > options.from) {
      const reached = Math.min(1, Math.max(0, (step.at - options.from) / (options.to - options.from)));
      meter.advance(Math.max(0, reached - share));
      share = Math.max(share, reached);
    }
  };
}
