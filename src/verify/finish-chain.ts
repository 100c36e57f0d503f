import { endChain } from '#src/domain/digest/chain.ts';
import { digestFolder } from '#src/domain/digest/object-key.ts';
import { addSegment } from '#src/domain/digest/timeline.ts';
import { type ChainRun, type LocationRun, report, takeFindings } from './chain-run.ts';
import type { LogListing } from './log-listing.ts';
import type { StoreError } from './ports.ts';
import { settleHeld } from './take-digest.ts';

/** Ends a chain when its last digest was taken, or when the list of digests broke off. */
export async function finishChain(
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
  if (end === undefined && findings.length === 0) {
    report(run, chain, { kind: 'nothing-found', bucket: run.bucket, key: digestFolder(run.location) });
  }
  const lacks = findings.some(({ type }) => type === 'gap');
  if (run.to !== undefined && end !== undefined && end < run.to && !lacks) {
    report(run, chain, { kind: chain.chain.digests === 0 ? 'nothing-due' : 'not-due', from: end, to: run.to });
    addSegment(chain.chain.segments, { from: end, to: run.to, state: 'pending' });
  } else if (run.to !== undefined && due !== undefined && due < run.to) {
    addSegment(chain.chain.segments, { from: due, to: run.to, state: 'pending' });
  }
}
