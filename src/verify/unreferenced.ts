import type { Problem } from '#src/domain/digest/problem.ts';
import { addSegment } from '#src/domain/digest/timeline.ts';
import { type ChainRun, type LocationRun, placeName, tailEnd } from './chain-run.ts';
import type { LogListing } from './log-listing.ts';

/** Log objects that no digest names. Those of a time without proof are the gap's, and are counted there. */
export function reportLeft(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  logs: LogListing,
  others: ReadonlySet<string>,
  before: number,
): void {
  const ends = [...chains.values()].map((chain) => chain.chain.until ?? Number.NEGATIVE_INFINITY);
  const covered = Math.max(...ends, Number.NEGATIVE_INFINITY);
  const limit = Math.min(
    before,
    run.to ?? Number.POSITIVE_INFINITY,
    (run.to === undefined ? covered : Math.max(covered, Math.min(run.now, tailEnd(run)))) - run.settle,
  );
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
    const problem: Problem = {
      kind,
      chain: first?.id ?? placeName(run),
      bucket: run.bucket,
      key,
      from: time,
      to: time,
    };
    run.recorder.report(problem);
    if (!shared && first !== undefined) {
      addSegment(first.chain.segments, { from: time, to: time + 60_000, state: 'broken' });
    }
  }
}

/** Log files and no digest of any trail: all of them were deleted, or validation was never on. */
export function reportBare(run: LocationRun, logs: LogListing): void {
  const times = [...logs.left(run.to ?? Number.POSITIVE_INFINITY)].map(({ time }) => time);
  const [first] = times;
  if (first !== undefined) {
    const last = times.reduce((a, b) => Math.max(a, b), first);
    const detail = `${times.length} log files, and no digest at all`;
    run.recorder.report({
      kind: 'gap-unexplained',
      chain: placeName(run),
      bucket: run.bucket,
      from: run.from ?? first,
      to: run.to ?? last,
      detail,
    });
  }
}

function unprovenAt(chain: ChainRun, time: number): boolean {
  const near = 5 * 60_000;
  return chain.chain.segments.some(
    (segment) =>
      segment.state !== 'whole' &&
      segment.to - segment.from > 60_000 &&
      time >= segment.from - near &&
      time < segment.to + near,
  );
}
