import type { Stop } from '#src/domain/digest/chain.ts';
import { exitCodeOf } from '#src/domain/digest/problem.ts';
import { VERSION } from '#src/version.ts';
import { defaultLimits, type Limits } from './check.ts';
import type { EvidenceLine } from './evidence/lines.ts';
import { createGate } from './job.ts';
import { createKeyRing, type KeyRing } from './keys.ts';
import { runLocation } from './location-run.ts';
import { createPool } from './pool.ts';
import { findPlaces, locationsAtOnce, type PlaceOptions, type PlaceRun } from './places.ts';
import type { VerifyPorts } from './ports.ts';
import { createMeter, type Meter } from './meter.ts';
import { createRecorder } from './recorder.ts';
import { reportUnmet, unvisited } from './unmet.ts';
import type { ChainSummary, Progress, VerifyResult } from './result.ts';

export interface VerifyOptions extends PlaceOptions {
  /** Milliseconds since the epoch; undefined takes all that is there, whose ends cannot be judged. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly now: number;
  /** The objects are a copy on disk. */
  readonly copied?: boolean | undefined;
  readonly threads: number;
  readonly limits?: Limits | undefined;
  /** Milliseconds that CloudTrail may take to deliver a digest; 2 hours. */
  readonly settle?: number | undefined;
  /** Problems of one kind and chain that are kept; the rest is counted. */
  readonly keepProblems?: number | undefined;
  readonly onEvidence?: ((line: EvidenceLine) => void) | undefined;
  /** Milliseconds of a clock that only measures. */
  readonly tick?: () => number;
}

export interface Verified {
  readonly result: VerifyResult;
  /** Where this run stopped: the newest digest of each chain up to which all is proven. */
  readonly anchors: ReadonlyMap<string, Stop>;
}

const objectsPerThread = 192;
const twoHours = 2 * 3_600_000;

/**
 * Proves the log chains of all trails that the directory names, all accounts and regions side by side. Reads only.
 *
 * @param opening ports that are still being opened: the threads start meanwhile
 * @throws UserError when nothing matches what was asked for, and what kept the ports from being opened.
 */
export async function verifyLogs(
  options: VerifyOptions,
  opening: VerifyPorts | Promise<VerifyPorts>,
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
  const anchors = new Map<string, Stop>();
  const rings = new Map<unknown, KeyRing>();
  let places: readonly PlaceRun[];
  try {
    const ports = await opening;
    const { accounts } = ports.directory;
    places = await findPlaces({ ...options, mayBeNone: unvisited(options, accounts, []).length > 0 }, ports, recorder);
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
    for (const chain of unvisited(options, accounts, chains)) {
      recorder.report({ kind: 'chain-not-visited', chain });
    }
  } finally {
    await pool.close();
  }
  meter.end();
  reportUnmet(options, places, chains, recorder);
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
