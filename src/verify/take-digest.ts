import { addDigest, addUnproven, hour } from '#src/domain/digest/chain.ts';
import type { DigestKey } from '#src/domain/digest/object-key.ts';
import { type ChainRun, type LocationRun, report, takeFindings, writeDigest } from './chain-run.ts';
import { checkLogs, crossOff } from './check-logs.ts';
import type { DigestOutcome } from './check.ts';
import type { ListedDigest } from './digest-listing.ts';
import type { LogListing } from './log-listing.ts';
import { type Proof, proveDigest } from './prove.ts';
import { count } from './recorder.ts';
import { walkBack } from './walk-back.ts';

const keptAnchors = 400;

/** A digest that was listed, and what reading it gave. */
export interface ReadDigest extends ListedDigest {
  readonly outcome: DigestOutcome;
}

/** Takes the next digest of a chain, in order of time: its proof, its links, and the log files that it names. */
export async function takeDigest(
  run: LocationRun,
  chain: ChainRun,
  listed: ReadDigest,
  logs: LogListing,
  background: Set<Promise<void>>,
): Promise<void> {
  const { name, at, outcome } = listed;
  run.onProgress({ digests: 1, at: name.end });
  if (chain.held !== undefined && !name.backfill) {
    await settleHeld(run, chain, outcome, logs, background);
  }
  const proof = await proveDigest(at, outcome, run.keys, run.copied);
  if (beginsAfterRange(run, name, proof)) {
    // It is read for the files that it names, and proves nothing of its own.
    if (proof.kind === 'proven') {
      crossOff(run, proof.logs, logs);
    }
    return;
  }
  if (proof.kind === 'unsigned') {
    chain.held = { at, name, outcome: proof.outcome };
    return;
  }
  await takeProof(run, chain, listed, proof, logs, background);
}

/** By its own word where it is proven, else by its name: the hour before its end. */
function beginsAfterRange({ to }: LocationRun, { backfill, end }: DigestKey, proof: Proof): boolean {
  if (backfill || to === undefined || end <= to) {
    return false;
  }
  return (proof.kind === 'proven' ? proof.digest.start : end - hour) >= to;
}

/**
 * Settles a digest whose signature was not at hand: its successor repeats it. Without a successor it stays unsigned.
 */
export async function settleHeld(
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
    await takeProof(run, chain, held, unsigned, logs, background);
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
  const signed = { ...held, outcome: { ...held.outcome, signature: previous.signature } };
  await takeProof(run, chain, signed, proof, logs, background);
}

async function takeProof(
  run: LocationRun,
  chain: ChainRun,
  { name, at, outcome }: ReadDigest,
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
  chain.earlier.cross(proof.logs);
  await checkLogs(run, chain, { key: at.key, from: proof.digest.start, to: proof.digest.end }, proof.logs, background);
}
