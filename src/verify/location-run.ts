import { hour } from '#src/domain/digest/chain.ts';
import { dayFolder, digestFolder, placeName } from '#src/domain/digest/object-key.ts';
import { type ChainRun, type LocationResult, type LocationRun, chainId, safely } from './chain-run.ts';
import type { DigestOutcome } from './check.ts';
import { type ListedDigest, listDigests } from './digest-listing.ts';
import { finishChain } from './finish-chain.ts';
import { listLogs } from './log-listing.ts';
import { StoreError } from './ports.ts';
import { createOtherTrails } from './other-trails.ts';
import { earliestStart, logsFrom, startChain, startChains } from './start-chains.ts';
import { summarise } from './summarise.ts';
import { takeDigest } from './take-digest.ts';
import { createUnreferenced } from './unreferenced.ts';

const day = 24 * hour;

const readAhead = 16;

const grace = 2 * hour;

/** Trails in one place. CloudTrail allows five in a region; whoever may write to the bucket may invent more. */
const mostChains = 100;

/** Verifies all chains of one account and region in one place, in order of time, and the log objects beside them. */
export async function runLocation(run: LocationRun): Promise<LocationResult> {
  const chains = startChains(run);
  if (chains.size > 0) {
    run.keys.prepare(run.location.region);
  }
  const earliest = earliestStart(run, chains);
  const logs = listLogs(run.store, run.bucket, run.location, logsFrom(run, chains), run.to);
  const others = createOtherTrails(run, logs);
  const unreferenced = createUnreferenced(run, chains, logs, others);
  const background = new Set<Promise<void>>();
  const queue: (ListedDigest & { readonly outcome: Promise<DigestOutcome> })[] = [];
  let today = '';
  let crowded = false;
  let failure: StoreError | undefined;

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
    } else if (chains.size >= mostChains && !chains.has(chainId(run, name.trail, name.homeRegion))) {
      crowded = true;
    } else {
      await takeDigest(run, startChain(run, chains, name), { name, at, outcome }, logs, background);
    }
  };

  try {
    for await (const listed of listDigests(run, chains, earliest)) {
      await run.pool.room();
      queue.push({ ...listed, outcome: safely(run.pool.digest(run.store, listed.at)) });
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
    reportUnlisted(run, `digests of more than ${mostChains} trails: those of the others were not looked at`);
  }
  if (chains.size === 0 && failure !== undefined) {
    reportUnlisted(run, failure.message);
  }
  if (failure === undefined) {
    await logs.advance(run.to ?? Number.POSITIVE_INFINITY);
    await unreferenced.end();
  }
  for (const chain of chains.values()) {
    await chain.earlier.end(run, chain);
  }
  while (background.size > 0) {
    await Promise.all(background);
  }
  const logFailure = logs.failure();
  if (logFailure !== undefined) {
    reportUnlistedLogs(run, chains, logFailure);
  }
  return summarise(run, chains);
}

/** Digests of the place that nobody looked at, of whatever trail. */
function reportUnlisted(run: LocationRun, detail: string): void {
  const chain = placeName(run.bucket, run.location);
  run.recorder.report({
    kind: 'listing-incomplete',
    chain,
    bucket: run.bucket,
    key: digestFolder(run.location),
    detail,
  });
}

/** Log files lie in one place for all chains: none of them is proven whole. */
function reportUnlistedLogs(run: LocationRun, chains: ReadonlyMap<string, ChainRun>, why: string): void {
  const ids = chains.size === 0 ? [placeName(run.bucket, run.location)] : [...chains.values()].map(({ id }) => id);
  for (const chain of ids) {
    run.recorder.report({ kind: 'listing-incomplete', chain, bucket: run.bucket, detail: `log files: ${why}` });
  }
}
