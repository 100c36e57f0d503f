import { type Chain, type Predecessor, addDigest, hour, unseenPredecessor } from '#src/domain/digest/chain.ts';
import type { LogReference, PreviousDigest } from '#src/domain/digest/document.ts';
import { parseDigestKey } from '#src/domain/digest/object-key.ts';
import { addSegment } from '#src/domain/digest/timeline.ts';
import { type ChainRun, type LocationRun, report, safely, takeFindings, writeDigest } from './chain-run.ts';
import { checkLogs, crossOff } from './check-logs.ts';
import type { LogListing } from './log-listing.ts';
import { type Place, type Proof, proveDigest } from './prove.ts';
import { count } from './recorder.ts';

const longestWalk = 24 * 366;

/**
 * Follows the pointer to a predecessor that the listing did not give: the one before the range, the one in the bucket
 * or prefix that the trail had before, or one that was deleted. Only within the buckets that were allowed.
 */
export async function walkBack(
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
  let before: readonly LogReference[] = [];
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
      // The name of a log file may say a time after the end of the digest that names it.
      before = proof.logs;
      crossOff(run, before, logs);
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
    await chain.earlier.add(at, proof.digest.end);
    chain.earlier.cross([...before, ...proof.logs]);
    before = [];
    await checkLogs(
      run,
      chain,
      { key: at.key, from: proof.digest.start, to: proof.digest.end },
      proof.logs,
      background,
    );
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
  // Nothing is due between backfill digests: of theirs, the name says whether it is one of the range.
  const ended = backfill ? (parseDigestKey(named.key)?.end ?? digest.start) : digest.start;
  const hole = until !== undefined && ended > until + 1000;
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
    writeDigest(run, chain, at, signed, 'predecessor', 'proven');
    return proof;
  }
  if (proof.kind === 'missing') {
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
export function unproven(run: LocationRun, chain: ChainRun, links: Chain, at: Place, end: number): void {
  const from = links.until;
  if (from !== undefined) {
    addSegment(links.segments, { from, to: end, state: 'incomplete' });
    links.until = end;
  }
  const backfill = links === chain.backfill;
  run.onEvidence?.({ type: 'unproven', chain: chain.id, ...at, backfill, end, state: 'incomplete' });
}
