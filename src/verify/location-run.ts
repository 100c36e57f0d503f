import {
  addDigest,
  addUnproven,
  createChain,
  endChain,
  hour,
  unseenPredecessor,
  type Anchor,
  type Chain,
  type ChainFinding,
  type Predecessor,
} from '#src/domain/digest/chain.ts';
import type { LogReference, PreviousDigest } from '#src/domain/digest/document.ts';
import { explainGap, type Gap, type TrailHistory } from '#src/domain/digest/gap.ts';
import { dayFolder, digestFolder, parseDigestKey, type DigestKey, type Location } from '#src/domain/digest/object-key.ts';
import { problemKinds, type Problem, type ProblemKind } from '#src/domain/digest/problem.ts';
import { addSegment, flatten, type SegmentState } from '#src/domain/digest/timeline.ts';
import type { DigestOutcome } from './check.ts';
import type { EvidenceLine } from './evidence-lines.ts';
import type { KeyRing } from './keys.ts';
import { listLogs, type LogListing } from './log-listing.ts';
import type { Pool } from './pool.ts';
import { StoreError, type ObjectStore } from './ports.ts';
import { proveDigest, type Place, type Proof } from './prove.ts';
import { count, type Recorder, type Tally } from './recorder.ts';
import type { ChainSummary } from './result.ts';

/** A trail that is expected to have a chain in a place. */
export interface ExpectedChain {
  readonly trail: string;
  readonly homeRegion: string;
}

export interface LocationRun {
  readonly store: ObjectStore;
  readonly bucket: string;
  readonly location: Location;
  readonly expected: readonly ExpectedChain[];
  /** What CloudTrail says about a trail at a time. */
  readonly history: (trail: ExpectedChain, from: number, to: number) => Promise<TrailHistory>;
  /** Which other trails found in the place are verified too. */
  readonly accepts: (trail: string, homeRegion: string) => boolean;
  /** Another trail is known to write log files to the same place. */
  readonly shared: boolean;
  readonly allowedBuckets: ReadonlySet<string>;
  /** The objects are a copy on disk: metadata may be lost. */
  readonly copied: boolean;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly now: number;
  /** How long CloudTrail may take to deliver the digest of a time. */
  readonly settle: number;
  /** Where earlier runs stopped, by chain; those of other places are passed over. */
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly pool: Pool;
  readonly keys: KeyRing;
  readonly recorder: Recorder;
  readonly onEvidence: ((line: EvidenceLine) => void) | undefined;
  readonly onProgress: (step: { readonly digests?: number; readonly logs?: number; readonly bytes?: number; readonly at?: number }) => void;
}

export interface LocationResult {
  readonly chains: readonly ChainSummary[];
  readonly anchors: ReadonlyMap<string, Anchor>;
}

interface ChainRun {
  readonly id: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly from: number | undefined;
  readonly chain: Chain;
  readonly backfill: Chain;
  readonly tally: Tally;
  /** Proven digests, the newest last: one of them becomes the next run's anchor. */
  readonly proven: Anchor[];
  held: Held | undefined;
  moved: boolean;
}

/** A digest of a copy whose signature is not at hand, until its successor is read. */
interface Held {
  readonly at: Place;
  readonly name: DigestKey;
  readonly outcome: Extract<DigestOutcome, { ok: true }>;
}

const day = 24 * hour;
const logsPerJob = 16;
const readAhead = 16;
const longestWalk = 24 * 366;
const keptAnchors = 400;

/** Verifies all chains of one account and region in one place, in order of time, and the log objects beside them. */
export async function runLocation(run: LocationRun): Promise<LocationResult> {
  const chains = new Map<string, ChainRun>();
  const background = new Set<Promise<void>>();
  for (const expected of run.expected) {
    startChain(run, chains, expected);
  }
  for (const expected of anchored(run)) {
    startChain(run, chains, expected);
  }
  const earliest = startOf(run, chains);
  const logs = listLogs(run.store, run.bucket, run.location, logsFrom(run, chains));
  const others = new Set<string>();
  const queue: { name: DigestKey; at: Place; outcome: Promise<DigestOutcome> }[] = [];
  let today = '';
  let failure: string | undefined;

  const step = async (): Promise<void> => {
    const first = queue.shift();
    if (first === undefined) {
      return;
    }
    const { name, at } = first;
    const outcome = await first.outcome;
    await logs.advance(name.end);
    const folder = dayFolder(name.end);
    if (folder !== today) {
      today = folder;
      // All trails of the days before are through, with a day's grace for what a backfill digest names later.
      reportLeft(run, chains, logs, others, Math.floor(name.end / day) * day - run.settle);
    }
    const chain = startChain(run, chains, name);
    await takeDigest(run, chain, name, at, outcome, logs, background);
  };

  try {
    const folder = digestFolder(run.location);
    const after = earliest === undefined ? undefined : `${folder}${dayFolder(earliest)}`;
    const last = run.to === undefined ? Number.POSITIVE_INFINITY : run.to + day;
    for await (const key of run.store.list(run.bucket, folder, after)) {
      const name = parseDigestKey(key);
      if (name === undefined) {
        if (!key.endsWith('/')) {
          run.recorder.report({ kind: 'object-unexpected', chain: placeName(run), bucket: run.bucket, key });
        }
        continue;
      }
      if (Math.floor(name.end / day) * day > last) {
        break;
      }
      if (!run.accepts(name.trail, name.homeRegion)) {
        others.add(name.trail);
        continue;
      }
      const from = chains.get(chainId(run, name.trail, name.homeRegion))?.from ?? run.from;
      if ((from !== undefined && name.end <= from) || name.end > (name.backfill ? last : tailEnd(run))) {
        continue;
      }
      await run.pool.room();
      const at = { bucket: run.bucket, key };
      const outcome = safely(run.pool.digest(run.store, at));
      queue.push({ name, at, outcome });
      if (queue.length >= readAhead) {
        await step();
      }
    }
  } catch (error) {
    if (!(error instanceof StoreError)) {
      throw error;
    }
    failure = error.message;
  }
  while (queue.length > 0) {
    await step();
  }
  for (const chain of chains.values()) {
    await finishChain(run, chain, failure, logs, background);
  }
  if (chains.size === 0 && failure !== undefined) {
    run.recorder.report({ kind: 'listing-incomplete', chain: placeName(run), bucket: run.bucket, key: digestFolder(run.location), detail: failure });
  }
  if (failure === undefined) {
    await logs.advance(run.to ?? Number.POSITIVE_INFINITY);
    if (chains.size === 0) {
      reportBare(run, logs);
    }
    reportLeft(run, chains, logs, others, Number.POSITIVE_INFINITY);
  }
  while (background.size > 0) {
    await Promise.all(background);
  }
  const logFailure = logs.failure();
  if (logFailure !== undefined) {
    for (const chain of chains.values()) {
      report(run, chain, { kind: 'listing-incomplete', bucket: run.bucket, detail: `log files: ${logFailure}` });
    }
  }
  return summarise(run, chains);
}

function startChain(
  run: LocationRun,
  chains: Map<string, ChainRun>,
  { trail, homeRegion }: ExpectedChain,
): ChainRun {
  const id = chainId(run, trail, homeRegion);
  const known = chains.get(id);
  if (known !== undefined) {
    return known;
  }
  const anchor = run.anchors.get(id);
  // What was proven is not proven again, but for the last hours: the log files of their end were not due yet.
  const from = anchor === undefined || run.from === undefined ? run.from : Math.max(anchor.end - run.settle, Math.min(run.from, anchor.end - run.settle));
  const started: ChainRun = {
    id,
    trail,
    homeRegion,
    from,
    chain: createChain(from, anchor),
    backfill: createChain(undefined),
    tally: run.recorder.tally(id),
    proven: [],
    held: undefined,
    moved: false,
  };
  chains.set(id, started);
  run.onEvidence?.({ type: 'chain', id, from });
  return started;
}

/** The chains of this place that an earlier run knew: one whose digests are all gone is still expected. */
function anchored(run: LocationRun): readonly ExpectedChain[] {
  const head = `${placeName(run)}/`;
  return [...run.anchors.keys()]
    .filter((id) => id.startsWith(head) && !id.slice(head.length).includes('/') && id.includes('@'))
    .map((id) => ({ trail: id.slice(head.length, id.lastIndexOf('@')), homeRegion: id.slice(id.lastIndexOf('@') + 1) }))
    .filter(({ trail, homeRegion }) => run.accepts(trail, homeRegion));
}

/** The time from which every chain here names its log files. */
function logsFrom(run: LocationRun, chains: ReadonlyMap<string, ChainRun>): number | undefined {
  const froms = [...chains.values()].map((chain) => chain.from).filter((from) => from !== undefined);
  return froms.length === 0 ? run.from : Math.max(...froms);
}

/** The earliest time that any chain here has to look at. */
function startOf(run: LocationRun, chains: ReadonlyMap<string, ChainRun>): number | undefined {
  const froms = [...chains.values()].map((chain) => chain.from);
  if (run.from === undefined || froms.includes(undefined)) {
    return run.from;
  }
  return froms.length === 0 ? run.from : Math.min(...froms.filter((from) => from !== undefined));
}

async function takeDigest(
  run: LocationRun,
  chain: ChainRun,
  name: DigestKey,
  at: Place,
  outcome: DigestOutcome,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<void> {
  run.onProgress({ digests: 1, at: name.end });
  if (chain.held !== undefined && !name.backfill) {
    await settleHeld(run, chain, outcome, logs, background);
  }
  const proof = await proveDigest(at, outcome, run.keys, run.copied);
  // A digest that begins after the range is read for the files that it names, and proves nothing of its own.
  if (!name.backfill && run.to !== undefined && name.end > run.to && (proof.kind !== 'proven' || proof.digest.start >= run.to)) {
    if (name.end - hour >= run.to || proof.kind === 'proven') {
      if (proof.kind === 'proven') {
        crossOff(run, proof.logs, logs);
      }
      return;
    }
  }
  if (proof.kind === 'unsigned') {
    chain.held = { at, name, outcome: proof.outcome };
    return;
  }
  await takeProof(run, chain, name, at, outcome, proof, logs, background);
}

async function settleHeld(
  run: LocationRun,
  chain: ChainRun,
  successor: DigestOutcome | undefined,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<void> {
  const held = chain.held;
  if (held === undefined) {
    return;
  }
  chain.held = undefined;
  const previous = successor?.ok === true ? successor.document.previous : null;
  if (previous?.key !== held.at.key) {
    const detail = 'no signature is beside the copy, and no next digest repeats it';
    const unsigned: Proof = { kind: 'unread', problem: 'digest-unsigned', detail };
    await takeProof(run, chain, held.name, held.at, held.outcome, unsigned, logs, background);
    return;
  }
  const proof = await proveDigest(held.at, held.outcome, run.keys, true, previous.signature);
  if (proof.kind === 'proven') {
    report(run, chain, { kind: 'signature-from-successor', ...held.at, from: proof.digest.start, to: proof.digest.end });
  }
  const signed = { ...held.outcome, signature: previous.signature };
  await takeProof(run, chain, held.name, held.at, signed, proof, logs, background);
}

async function takeProof(
  run: LocationRun,
  chain: ChainRun,
  name: DigestKey,
  at: Place,
  outcome: DigestOutcome,
  proof: Proof,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<void> {
  const counts = name.backfill ? chain.tally.backfill : chain.tally.digests;
  const links = name.backfill ? chain.backfill : chain.chain;
  if (proof.kind === 'broken' || proof.kind === 'unread') {
    const state = proof.kind === 'broken' ? 'broken' : 'incomplete';
    report(run, chain, { kind: proof.problem, ...at, from: name.end - hour, to: name.end, detail: proof.detail });
    count(counts, proof.problem);
    run.onEvidence?.({ type: 'unproven', chain: chain.id, ...at, end: name.end, state });
    await takeFindings(run, chain, addUnproven(links, { ...at, end: name.end }, state), name.backfill);
    return;
  }
  if (proof.kind !== 'proven') {
    // It was listed and is gone now: deleted while this runs, and its successor will name it.
    return;
  }
  writeDigest(run, chain, at, outcome, name.backfill ? 'backfill' : 'chain', 'proven');
  const predecessor = await walkBack(run, chain, links, proof.digest, name.backfill, logs, background);
  await takeFindings(run, chain, addDigest(links, proof.digest, predecessor), name.backfill);
  counts.valid += 1;
  if (!name.backfill) {
    chain.proven.push({ ...at, hash: proof.digest.hash, signature: proof.digest.signature, end: proof.digest.end });
    if (chain.proven.length > keptAnchors) {
      chain.proven.shift();
    }
  }
  crossOff(run, proof.logs, logs);
  await checkLogs(run, chain, { key: at.key, from: proof.digest.start, to: proof.digest.end }, proof.logs, background);
}

/**
 * Follows the pointer to a predecessor that the listing did not give: the one before the range, the one in the bucket
 * or prefix that the trail had before, or one that was deleted. Only within the buckets that were allowed.
 */
async function walkBack(
  run: LocationRun,
  chain: ChainRun,
  links: Chain,
  digest: Extract<Proof, { kind: 'proven' }>['digest'],
  backfill: boolean,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<Predecessor | undefined> {
  const found: { proof: Extract<Proof, { kind: 'proven' }>; at: Place }[] = [];
  let current = digest;
  let last: Predecessor | undefined;
  for (let walked = 0; walked < longestWalk; walked += 1) {
    const named = unseenPredecessor(links, current);
    if (named === undefined) {
      last = undefined;
      break;
    }
    const proof = await readPredecessor(run, chain, links, current, named, backfill);
    if ('kind' in proof && proof.kind !== 'proven') {
      last = proof.kind === 'missing' ? { kind: 'missing', end: parseDigestKey(named.key)?.end } : { kind: 'reported' };
      break;
    }
    const inRange = links.until !== undefined && proof.digest.end > links.until + 1000;
    // An order that turns round would walk for ever.
    if (!inRange || backfill || proof.digest.end > current.start + hour || proof.digest.start >= current.start) {
      last = { kind: 'proven', digest: proof.digest };
      break;
    }
    found.push({ proof, at: { bucket: named.bucket, key: named.key } });
    current = proof.digest;
  }
  for (const { proof, at } of found.reverse()) {
    if (!chain.moved) {
      chain.moved = true;
      report(run, chain, { kind: 'chain-moved', ...at, from: proof.digest.start, to: proof.digest.end });
    }
    await takeFindings(run, chain, addDigest(links, proof.digest, last), backfill);
    chain.tally.digests.valid += 1;
    crossOff(run, proof.logs, logs);
    await checkLogs(run, chain, { key: at.key, from: proof.digest.start, to: proof.digest.end }, proof.logs, background);
    last = undefined;
  }
  return last;
}

type PredecessorProof = Extract<Proof, { kind: 'proven' | 'missing' }> | { readonly kind: 'reported' };

async function readPredecessor(
  run: LocationRun,
  chain: ChainRun,
  links: Chain,
  digest: Place & { readonly start: number },
  named: PreviousDigest,
  backfill: boolean,
): Promise<PredecessorProof> {
  const at = { bucket: named.bucket, key: named.key };
  const until = links.until;
  const hole = until !== undefined && digest.start > until + 1000;
  if (!run.allowedBuckets.has(named.bucket)) {
    if (hole) {
      const detail = `${digest.key} names a predecessor there; allow it with --allow-bucket ${named.bucket}`;
      report(run, chain, { kind: 'pointer-refused', ...at, from: until, to: digest.start, detail });
      unproven(run, chain, links, at, digest.start);
    }
    return { kind: 'reported' };
  }
  await run.pool.room();
  const outcome = await safely(run.pool.digest(run.store, at));
  const signature = run.copied && outcome.ok && outcome.signature === undefined ? named.signature : undefined;
  const proof = await proveDigest(at, outcome, run.keys, run.copied, signature);
  if (proof.kind === 'proven') {
    const signed = outcome.ok ? { ...outcome, signature: proof.digest.signature } : outcome;
    writeDigest(run, chain, at, signed, backfill ? 'backfill' : 'predecessor', 'proven');
    return proof;
  }
  if (proof.kind === 'missing') {
    if (hole) {
      count(backfill ? chain.tally.backfill : chain.tally.digests, 'digest-missing', Math.max(1, Math.round((digest.start - until) / hour)));
    }
    return proof;
  }
  if (hole && proof.kind !== 'unsigned') {
    report(run, chain, { kind: proof.problem, ...at, from: until, to: digest.start, detail: proof.detail });
    count(backfill ? chain.tally.backfill : chain.tally.digests, proof.problem);
    unproven(run, chain, links, at, digest.start);
  } else if (proof.kind === 'unread') {
    const detail = `the predecessor of the first digest: ${proof.detail}`;
    report(run, chain, { kind: proof.problem, ...at, from: digest.start, to: digest.start, detail });
  } else if (proof.kind === 'broken') {
    report(run, chain, { kind: proof.problem, ...at, from: digest.start, to: digest.start, detail: proof.detail });
  }
  return { kind: 'reported' };
}

/** Accounts for the time up to a digest whose predecessors cannot be followed. */
function unproven(run: LocationRun, chain: ChainRun, links: Chain, at: Place, end: number): void {
  const from = links.until;
  if (from !== undefined) {
    addSegment(links.segments, { from, to: end, state: 'incomplete' });
    links.until = end;
  }
  run.onEvidence?.({ type: 'unproven', chain: chain.id, ...at, end, state: 'incomplete' });
}

function crossOff(run: LocationRun, references: readonly LogReference[], logs: LogListing): void {
  for (const log of references) {
    if (log.bucket === run.bucket) {
      logs.cross(log.key);
    }
  }
}

async function checkLogs(
  run: LocationRun,
  chain: ChainRun,
  of: { readonly key: string; readonly from: number; readonly to: number },
  references: readonly LogReference[],
  background: Set<Promise<void>>,
): Promise<void> {
  const allowed: LogReference[] = [];
  const hashes = new Map<string, string>();
  for (const log of references) {
    const known = hashes.get(log.key);
    if (known !== undefined && known !== log.hash) {
      fault(run, chain, of, log, 'log-conflict', `named twice in ${of.key}`);
    } else if (!run.allowedBuckets.has(log.bucket)) {
      fault(run, chain, of, log, 'pointer-refused', `allow it with --allow-bucket ${log.bucket}`);
    } else if (known === undefined) {
      allowed.push(log);
    }
    hashes.set(log.key, log.hash);
  }
  let open = Math.ceil(allowed.length / logsPerJob);
  let valid = 0;
  const done = (): void => {
    open -= 1;
    if (open === 0) {
      run.onEvidence?.({ type: 'logs', chain: chain.id, key: of.key, valid, faulty: references.length - valid });
    }
  };
  for (let at = 0; at < allowed.length; at += logsPerJob) {
    await run.pool.room();
    const part = allowed.slice(at, at + logsPerJob);
    const work = checkPart(run, chain, of, part).then((count) => {
      valid += count;
      background.delete(work);
      done();
    });
    background.add(work);
  }
}

async function checkPart(
  run: LocationRun,
  chain: ChainRun,
  of: { readonly key: string; readonly from: number; readonly to: number },
  part: readonly LogReference[],
): Promise<number> {
  try {
    const result = await run.pool.logs(run.store, part);
    chain.tally.logs.valid += result.valid;
    chain.tally.bytes += result.bytes;
    for (const found of result.faults) {
      const log = part[found.index];
      if (log !== undefined) {
        fault(run, chain, of, log, found.kind, found.detail);
      }
    }
    run.onProgress({ logs: part.length, bytes: result.bytes });
    return result.valid;
  } catch (error) {
    for (const log of part) {
      fault(run, chain, of, log, 'worker-failed', error instanceof Error ? error.message : String(error));
    }
    return 0;
  }
}

function fault(
  run: LocationRun,
  chain: ChainRun,
  of: { readonly key: string; readonly from: number; readonly to: number },
  log: LogReference,
  kind: ProblemKind,
  detail: string,
): void {
  report(run, chain, { kind, bucket: log.bucket, key: log.key, from: of.from, to: of.to, detail });
  count(chain.tally.logs, kind);
  addSegment(chain.chain.segments, { from: of.from, to: of.to, state: stateOf(kind) });
}

async function finishChain(
  run: LocationRun,
  chain: ChainRun,
  failure: string | undefined,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<void> {
  await settleHeld(run, chain, undefined, logs, background);
  if (failure !== undefined) {
    const { until } = chain.chain;
    report(run, chain, { kind: 'listing-incomplete', bucket: run.bucket, key: digestFolder(run.location), from: until, to: run.to, detail: failure });
    if (until !== undefined && run.to !== undefined) {
      addSegment(chain.chain.segments, { from: until, to: run.to, state: 'incomplete' });
    }
    return;
  }
  const due = run.to === undefined ? undefined : Math.min(run.to, run.now - run.settle);
  await takeFindings(run, chain, endChain(chain.chain, due), false);
  const end = chain.chain.until;
  if (run.to !== undefined && end !== undefined && end < run.to && (due === undefined || end >= due - 1000)) {
    report(run, chain, { kind: 'not-due', from: end, to: run.to });
    addSegment(chain.chain.segments, { from: end, to: run.to, state: 'pending' });
  } else if (run.to !== undefined && due !== undefined && due < run.to) {
    addSegment(chain.chain.segments, { from: due, to: run.to, state: 'pending' });
  }
}

async function takeFindings(run: LocationRun, chain: ChainRun, findings: readonly ChainFinding[], backfill: boolean): Promise<void> {
  for (const finding of findings) {
    if (finding.type === 'gap') {
      // Backfill digests come when there is something to make good: nothing is due in between.
      if (!backfill) {
        await takeGap(run, chain, finding);
      }
      continue;
    }
    if (backfill && finding.kind === 'chain-restarted') {
      continue;
    }
    const { type: _, ...problem } = finding;
    report(run, chain, problem);
    if (finding.kind !== 'digest-missing' && finding.kind !== 'chain-restarted') {
      count(backfill ? chain.tally.backfill : chain.tally.digests, finding.kind);
    }
    if (finding.from !== undefined && finding.to !== undefined && problemKinds[finding.kind].class !== 'notice') {
      addSegment(chain.chain.segments, { from: finding.from, to: finding.to, state: stateOf(finding.kind) });
    }
  }
}

async function takeGap(run: LocationRun, chain: ChainRun, gap: Gap): Promise<void> {
  const history = await run.history(chain, gap.from, gap.to);
  const cause = explainGap(gap, history);
  run.onEvidence?.({ type: 'gap', chain: chain.id, from: gap.from, to: gap.to, history });
  const missing = Math.max(1, Math.round((gap.to - gap.from) / hour));
  report(run, chain, { kind: cause.kind, from: gap.from, to: gap.to, count: missing, detail: cause.detail });
  if (cause.kind === 'digests-deleted') {
    chain.tally.digests.missing += missing;
  }
  addSegment(chain.chain.segments, { from: gap.from, to: gap.to, state: stateOf(cause.kind) });
}

/** Log objects that no digest names. Those of a time without proof are the gap's, and are counted there. */
function reportLeft(run: LocationRun, chains: ReadonlyMap<string, ChainRun>, logs: LogListing, others: ReadonlySet<string>, before: number): void {
  const ends = [...chains.values()].map((chain) => chain.chain.until ?? Number.NEGATIVE_INFINITY);
  const covered = Math.max(...ends, Number.NEGATIVE_INFINITY);
  const limit = Math.min(before, run.to ?? Number.POSITIVE_INFINITY, (run.to === undefined ? covered : Math.max(covered, Math.min(run.now, tailEnd(run)))) - run.settle);
  const [first] = chains.values();
  for (const { key, time } of logs.left(limit)) {
    const uncovered = chains.values().find((chain) => unprovenAt(chain, time));
    if (uncovered !== undefined) {
      uncovered.tally.logs.uncovered += 1;
      continue;
    }
    const shared = run.shared || others.size > 0;
    const kind = shared ? 'log-unreferenced-shared' : 'log-unreferenced';
    if (first !== undefined) {
      first.tally.logs.unreferenced += shared ? 0 : 1;
    }
    const problem: Problem = { kind, chain: first?.id ?? placeName(run), bucket: run.bucket, key, from: time, to: time };
    run.recorder.report(problem);
    if (!shared && first !== undefined) {
      addSegment(first.chain.segments, { from: time, to: time + 60_000, state: 'broken' });
    }
  }
}

/** Log files and no digest of any trail: all of them were deleted, or validation was never on. */
function reportBare(run: LocationRun, logs: LogListing): void {
  const times = [...logs.left(run.to ?? Number.POSITIVE_INFINITY)].map(({ time }) => time);
  const [first] = times;
  if (first !== undefined) {
    const last = times.reduce((a, b) => Math.max(a, b), first);
    const detail = `${times.length} log files, and no digest at all`;
    run.recorder.report({ kind: 'gap-unexplained', chain: placeName(run), bucket: run.bucket, from: run.from ?? first, to: run.to ?? last, detail });
  }
}

function unprovenAt(chain: ChainRun, time: number): boolean {
  const near = 5 * 60_000;
  return chain.chain.segments.some(
    (segment) =>
      segment.state !== 'whole' && segment.to - segment.from > 60_000 && time >= segment.from - near && time < segment.to + near,
  );
}

function summarise(run: LocationRun, chains: ReadonlyMap<string, ChainRun>): LocationResult {
  const anchors = new Map<string, Anchor>();
  const summaries: ChainSummary[] = [];
  for (const chain of chains.values()) {
    const anchor = chain.proven.findLast((digest) => digest.end <= chain.tally.firstFault);
    if (anchor !== undefined) {
      anchors.set(chain.id, anchor);
    }
    const { segments } = chain.chain;
    const from = chain.from ?? segments[0]?.from;
    const to = run.to ?? chain.chain.until;
    summaries.push({
      id: chain.id,
      trail: chain.trail,
      homeRegion: chain.homeRegion,
      account: run.location.account,
      region: run.location.region,
      bucket: run.bucket,
      prefix: run.location.prefix,
      organization: run.location.organization,
      verdict: chain.tally.verdict,
      from,
      to,
      digests: chain.tally.digests,
      backfill: chain.tally.backfill,
      logs: chain.tally.logs,
      bytes: chain.tally.bytes,
      segments: from === undefined || to === undefined ? [] : flatten(segments, from, to),
      provenUntil: anchor?.end,
    });
  }
  return { chains: summaries, anchors };
}

function writeDigest(
  run: LocationRun,
  chain: ChainRun,
  at: Place,
  outcome: DigestOutcome,
  role: Extract<EvidenceLine, { type: 'digest' }>['role'],
  proof: string,
): void {
  if (run.onEvidence === undefined || !outcome.ok || outcome.content === undefined) {
    return;
  }
  run.onEvidence({
    type: 'digest',
    chain: chain.id,
    ...at,
    role,
    content: Buffer.from(outcome.content).toString('base64'),
    signature: outcome.signature,
    algorithm: outcome.algorithm,
    generated: outcome.generated,
    proof,
  });
}

function report(run: LocationRun, chain: ChainRun, problem: Omit<Problem, 'chain'>): void {
  run.recorder.report({ ...problem, chain: chain.id });
}

async function safely(outcome: Promise<DigestOutcome>): Promise<DigestOutcome> {
  return await outcome.catch((error: unknown): DigestOutcome => {
    return { ok: false, kind: 'digest-unreadable', detail: error instanceof Error ? error.message : String(error) };
  });
}

function stateOf(kind: ProblemKind): SegmentState {
  const states = { invalid: 'broken', missing: 'missing', gap: 'gap', explained: 'explained', incomplete: 'incomplete', notice: 'whole' } as const;
  return states[problemKinds[kind].class];
}

function tailEnd(run: LocationRun): number {
  return run.to === undefined ? Number.POSITIVE_INFINITY : run.to + run.settle + hour;
}

function chainId(run: LocationRun, trail: string, homeRegion: string): string {
  return `${placeName(run)}/${trail}@${homeRegion}`;
}

/** Account and region, and where they lie: the same region may be verified in two buckets. */
function placeName(run: LocationRun): string {
  const { prefix, organization, account, region } = run.location;
  return `${run.bucket}/${prefix === '' ? '' : `${prefix}/`}${organization === undefined ? '' : `${organization}/`}${account}/${region}`;
}
