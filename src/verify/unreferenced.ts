import { hour, hours } from '#src/domain/digest/chain.ts';
import { placeName } from '#src/domain/digest/object-key.ts';
import { addSegment } from '#src/domain/digest/timeline.ts';
import { type ChainRun, type LocationRun, tailEnd } from './chain-run.ts';
import { isLogName, type LogListing } from './log-listing.ts';
import type { OtherTrails } from './other-trails.ts';

/** Log objects that no digest names, as the listing of one place comes on. */
export interface Unreferenced {
  /** All digests before this time were taken: what they did not name is reported. */
  report(before: number): void;
  /** No more digests come. */
  end(): Promise<void>;
}

export function createUnreferenced(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  logs: LogListing,
  others: OtherTrails,
): Unreferenced {
  const early: number[] = [];

  // Those of a time without proof are the gap's, and are counted there.
  const report = (before: number): void => {
    const covered = coveredUntil(chains);
    const limit = Math.min(
      before,
      run.to ?? Number.POSITIVE_INFINITY,
      (run.to === undefined ? covered : Math.max(covered, Math.min(run.now, tailEnd(run)))) - run.settle,
    );
    const begin = run.from === undefined ? coveredFrom(chains) : Number.NEGATIVE_INFINITY;
    for (const { key, time } of logs.left(limit)) {
      const uncovered = chains.values().find((chain) => unprovenAt(chain, time));
      if (time < begin) {
        early.push(time);
      } else if (uncovered !== undefined) {
        uncovered.tally.logs.uncovered += 1;
      } else {
        reportOne(run, chains, others, key, time);
      }
    }
  };

  return {
    report,
    async end() {
      if (chains.size === 0) {
        reportBare(run, chains, logs, others);
      }
      report(Number.POSITIVE_INFINITY);
      if (run.from === undefined) {
        reportGap(run, chains, early, early.at(0) ?? Number.NaN, coveredFrom(chains));
      }
      if (run.to === undefined) {
        const late = [...logs.left(Number.POSITIVE_INFINITY)].map(({ time }) => time);
        const covered = coveredUntil(chains);
        // A copy ends somewhere: the last hours may be those of digests that were not delivered yet.
        if (late.some((time) => time > covered + hour + run.settle)) {
          reportGap(run, chains, late, covered, late.reduce((a, b) => Math.max(a, b), covered)); // prettier-ignore
        }
      }
      await reportUndated(run, chains, logs);
    },
  };
}

function reportOne(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  others: OtherTrails,
  key: string,
  time: number,
): void {
  const [first] = chains.values();
  const detail = run.shared ? undefined : others.mayName(time);
  const undecided = detail === undefined ? 'log-unreferenced' : 'log-undecided';
  const kind = run.shared ? 'log-unreferenced-shared' : undecided;
  const chain = first?.id ?? placeName(run.bucket, run.location);
  run.recorder.report({ kind, chain, bucket: run.bucket, key, from: time, to: time, detail });
  if (kind !== 'log-unreferenced-shared') {
    // Whose file it is is not known: no chain of the place is remembered beyond it.
    for (const { tally } of chains.values()) {
      tally.firstFault = Math.min(tally.firstFault, time);
    }
  }
  if (first !== undefined && kind === 'log-undecided') {
    first.tally.logs.incomplete += 1;
  }
  if (first !== undefined && kind === 'log-unreferenced') {
    first.tally.logs.unreferenced += 1;
    addSegment(first.marks, { from: time, to: time + 60_000, state: 'broken' });
  }
}

/** All that is there was asked for, and log files lie before the first digest or after the last one. */
function reportGap(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  times: readonly number[],
  begin: number,
  end: number,
): void {
  const [first] = chains.values();
  if (first === undefined || times.length === 0) {
    return;
  }
  // Of a chain that is remembered, and of which no digest is left, neither is known.
  const from = Number.isFinite(begin) ? begin : times.reduce((a, b) => Math.min(a, b));
  const to = Number.isFinite(end) ? end : times.reduce((a, b) => Math.max(a, b));
  const shared = run.shared;
  first.tally.logs.uncovered += times.length;
  run.recorder.report({
    kind: shared ? 'log-unreferenced-shared' : 'gap-unexplained',
    chain: first.id,
    bucket: run.bucket,
    from,
    to,
    count: hours(from, to),
    detail: `${times.length} log files, and no digest`,
  });
}

/** Log files and no digest of any trail that was asked for: all of them were deleted, or validation was never on. */
function reportBare(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  logs: LogListing,
  others: OtherTrails,
): void {
  const to = run.to ?? Number.POSITIVE_INFINITY;
  const due = Math.min(to, run.now - run.settle);
  if (others.known()) {
    // There are digests of other trails: what they do not name is told file by file.
    for (const { key, time } of logs.left(due)) reportOne(run, chains, others, key, time);
    return;
  }
  const times = [...logs.left(due)].map(({ time }) => time);
  const [first] = times;
  const place = { chain: placeName(run.bucket, run.location), bucket: run.bucket };
  if (first !== undefined) {
    run.recorder.report({
      ...place,
      kind: run.shared ? 'gap-validation-off' : 'gap-unexplained',
      from: run.from ?? first,
      to: run.to ?? times.reduce((a, b) => Math.max(a, b), first),
      detail: `${times.length} log files, and no digest at all`,
    });
  } else if ([...logs.left(to)].length > 0) {
    run.recorder.report({ ...place, kind: 'nothing-due', from: due, to: run.to });
  } else if (run.unknown) {
    // It has a folder here, and nobody says that no trail covers it any more.
    run.recorder.report({ ...place, kind: 'nothing-found', from: run.from, to: run.to });
  }
}

/** Objects in the folder of log files that are of no day: what reads the folder for log files reads them too. */
async function reportUndated(run: LocationRun, chains: ReadonlyMap<string, ChainRun>, logs: LogListing): Promise<void> {
  const [first] = chains.values();
  for (const key of await logs.undated()) {
    const isLog = isLogName(key);
    if (isLog && first !== undefined) {
      first.tally.logs.unreferenced += 1;
    }
    const chain = first?.id ?? placeName(run.bucket, run.location);
    run.recorder.report({ kind: isLog ? 'log-unreferenced' : 'object-unexpected', chain, bucket: run.bucket, key });
  }
}

function coveredUntil(chains: ReadonlyMap<string, ChainRun>): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...chains.values().map(({ chain }) => chain.until ?? Number.NEGATIVE_INFINITY)); // prettier-ignore
}

function coveredFrom(chains: ReadonlyMap<string, ChainRun>): number {
  return Math.min(Number.POSITIVE_INFINITY, ...chains.values().map(({ chain }) => chain.segments[0]?.from ?? Number.POSITIVE_INFINITY)); // prettier-ignore
}

function unprovenAt(chain: ChainRun, time: number): boolean {
  return chain.chain.segments.some(({ from, to, state }) => {
    // Up to what is not due yet the digests are here, unless the chain ends there.
    const near = state === 'pending' && from < (chain.chain.until ?? from) ? 0 : 5 * 60_000;
    return state !== 'whole' && time >= from - near && time < to + near;
  });
}
