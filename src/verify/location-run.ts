import {
  addDigest,
  addUnproven,
  type Anchor,
  createChain,
  endChain,
  hour,
  type Stop,
} from '#src/domain/digest/chain.ts';
import { type DigestKey, dayFolder, digestFolder, parseDigestKey, placeName } from '#src/domain/digest/object-key.ts';
import { addSegment } from '#src/domain/digest/timeline.ts';
import {
  type ChainRun,
  type ExpectedChain,
  type LocationResult,
  type LocationRun,
  chainId,
  report,
  safely,
  tailEnd,
  takeFindings,
  writeDigest,
} from './chain-run.ts';
import { checkLogs, crossOff } from './check-logs.ts';
import type { DigestOutcome } from './check.ts';
import { type LogListing, listLogs } from './log-listing.ts';
import { StoreError } from './ports.ts';
import { createOtherTrails } from './other-trails.ts';
import { type Place, type Proof, proveDigest } from './prove.ts';
import { count } from './recorder.ts';
import { summarise } from './summarise.ts';
import { createUnreferenced } from './unreferenced.ts';
import { walkBack } from './walk-back.ts';

const day = 24 * hour;

const readAhead = 16;

const grace = 2 * hour;

const keptAnchors = 400;

/** Trails in one place. CloudTrail allows five in a region; whoever may write to the bucket may invent more. */
const mostChains = 100;

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
  if (chains.size > 0) {
    run.keys.prepare(run.location.region);
  }
  const earliest = startOf(run, chains);
  const logs = listLogs(run.store, run.bucket, run.location, logsFrom(run, chains), run.to);
  const others = createOtherTrails(run, logs);
  const unreferenced = createUnreferenced(run, chains, logs, others);
  const queue: { name: DigestKey; at: Place; outcome: Promise<DigestOutcome> }[] = [];
  let today = '';
  let failure: StoreError | undefined;
  let crowded = false;

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
      // All trails of the days before are through, but for the digest that ends at midnight or soon after.
      unreferenced.report(Math.floor(name.end / day) * day - Math.max(run.settle, grace));
    }
    if (!run.accepts(name.trail, name.homeRegion)) {
      await others.take(name, at, outcome);
      return;
    }
    if (chains.size >= mostChains && !chains.has(chainId(run, name.trail, name.homeRegion))) {
      crowded = true;
      return;
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
      if (name === undefined || digestFolder(name) !== folder) {
        if (!key.endsWith('/')) {
          run.recorder.report({
            kind: 'object-unexpected',
            chain: placeName(run.bucket, run.location),
            bucket: run.bucket,
            key,
          });
        }
        continue;
      }
      if (Math.floor(name.end / day) * day > last) {
        break;
      }
      const from = run.accepts(name.trail, name.homeRegion)
        ? (chains.get(chainId(run, name.trail, name.homeRegion))?.from ?? run.from)
        : earliest === undefined
          ? undefined
          : earliest - hour;
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
    failure = error;
  }
  while (queue.length > 0) {
    await step();
  }
  for (const chain of chains.values()) {
    await finishChain(run, chain, failure, logs, background);
  }
  if (crowded) {
    run.recorder.report({
      kind: 'listing-incomplete',
      chain: placeName(run.bucket, run.location),
      bucket: run.bucket,
      key: digestFolder(run.location),
      detail: `digests of more than ${mostChains} trails: those of the others were not looked at`,
    });
  }
  if (chains.size === 0 && failure !== undefined) {
    run.recorder.report({
      kind: 'listing-incomplete',
      chain: placeName(run.bucket, run.location),
      bucket: run.bucket,
      key: digestFolder(run.location),
      detail: failure.message,
    });
  }
  if (failure === undefined) {
    await logs.advance(run.to ?? Number.POSITIVE_INFINITY);
    await unreferenced.end();
  }
  while (background.size > 0) {
    await Promise.all(background);
  }
  const logFailure = logs.failure();
  if (logFailure !== undefined) {
    for (const chain of chains.size === 0
      ? [placeName(run.bucket, run.location)]
      : [...chains.values()].map(({ id }) => id)) {
      run.recorder.report({
        kind: 'listing-incomplete',
        chain,
        bucket: run.bucket,
        detail: `log files: ${logFailure}`,
      });
    }
  }
  return summarise(run, chains);
}

function startChain(run: LocationRun, chains: Map<string, ChainRun>, { trail, homeRegion }: ExpectedChain): ChainRun {
  const id = chainId(run, trail, homeRegion);
  const known = chains.get(id);
  if (known !== undefined) {
    return known;
  }
  const { anchor, from } = beginOf(run, run.anchors.get(id));
  const started: ChainRun = {
    id,
    trail,
    homeRegion,
    from,
    chain: createChain(from, anchor),
    backfill: createChain(from),
    tally: run.recorder.tally(id),
    marks: [],
    proven: [],
    held: undefined,
    moved: false,
  };
  chains.set(id, started);
  run.onEvidence?.({ type: 'chain', id, from });
  return started;
}

/** Where a chain begins: at the range, or where an earlier run stopped. */
function beginOf(run: LocationRun, stop: Stop | undefined): { from: number | undefined; anchor?: Anchor } {
  if (stop === undefined || run.from === undefined) {
    return stop?.key === undefined ? { from: run.from } : { from: run.from, anchor: stop };
  }
  if (stop.key === undefined) {
    return { from: Math.min(run.from, stop.end) };
  }
  // A range before what is remembered says nothing about it. Nothing is remembered of the future.
  if (run.to !== undefined && stop.end > run.to && stop.end <= run.now) {
    return { from: run.from };
  }
  // What was proven is not proven again, but for the last hours: the log files of their end were not due yet.
  return { from: stop.end - Math.max(run.settle, hour), anchor: stop };
}

/** The chains of this place that an earlier run knew: one whose digests are all gone is still expected. */
function anchored(run: LocationRun): readonly ExpectedChain[] {
  const head = `${placeName(run.bucket, run.location)}/`;
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
  if (
    !name.backfill &&
    run.to !== undefined &&
    name.end > run.to &&
    (proof.kind !== 'proven' || proof.digest.start >= run.to)
  ) {
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
    report(run, chain, {
      kind: 'signature-from-successor',
      ...held.at,
      from: proof.digest.start,
      to: proof.digest.end,
    });
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
    run.onEvidence?.({ type: 'unproven', chain: chain.id, ...at, backfill: name.backfill, end: name.end, state });
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

async function finishChain(
  run: LocationRun,
  chain: ChainRun,
  failure: StoreError | undefined,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<void> {
  await settleHeld(run, chain, undefined, logs, background);
  if (failure !== undefined) {
    const { until } = chain.chain;
    report(run, chain, {
      kind: 'listing-incomplete',
      bucket: run.bucket,
      key: digestFolder(run.location),
      from: until,
      to: run.to,
      detail: failure.message,
    });
    if (until !== undefined && run.to !== undefined) {
      addSegment(chain.chain.segments, { from: until, to: run.to, state: 'incomplete' });
    }
    // A bucket that is not there holds no digests.
    if (failure.reason !== 'missing') {
      return;
    }
  }
  const due = run.to === undefined ? undefined : Math.min(run.to, run.now - run.settle);
  const findings = endChain(chain.chain, due);
  await takeFindings(run, chain, findings, false);
  const end = chain.chain.until;
  const lacks = findings.some(({ type }) => type === 'gap');
  if (run.to !== undefined && end !== undefined && end < run.to && !lacks) {
    report(run, chain, { kind: chain.chain.digests === 0 ? 'nothing-due' : 'not-due', from: end, to: run.to });
    addSegment(chain.chain.segments, { from: end, to: run.to, state: 'pending' });
  } else if (run.to !== undefined && due !== undefined && due < run.to) {
    addSegment(chain.chain.segments, { from: due, to: run.to, state: 'pending' });
  }
}
