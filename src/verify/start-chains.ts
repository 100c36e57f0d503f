import { type Anchor, createChain, hour, type Stop } from '#src/domain/digest/chain.ts';
import { parseChainName } from '#src/domain/digest/object-key.ts';
import { type ChainRun, type ExpectedChain, type LocationRun, chainId } from './chain-run.ts';
import { createEarlierPlaces } from './earlier-places.ts';

/** The chains of a place that are expected: by the settings of trails, or because an earlier run knew them. */
export function startChains(run: LocationRun): Map<string, ChainRun> {
  const chains = new Map<string, ChainRun>();
  for (const expected of [...run.expected, ...anchored(run)]) {
    startChain(run, chains, expected);
  }
  return chains;
}

/** The chain of a trail, begun when it is met first. */
export function startChain(
  run: LocationRun,
  chains: Map<string, ChainRun>,
  { trail, homeRegion }: ExpectedChain,
): ChainRun {
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
    earlier: createEarlierPlaces(run, from),
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
  return [...run.anchors.keys()].flatMap((id) => {
    const { trail, homeRegion } = parseChainName(id) ?? {};
    if (trail === undefined || homeRegion === undefined) {
      return [];
    }
    return chainId(run, trail, homeRegion) === id && run.accepts(trail, homeRegion) ? [{ trail, homeRegion }] : [];
  });
}

/** The time from which every chain here names its log files. */
export function logsFrom(run: LocationRun, chains: ReadonlyMap<string, ChainRun>): number | undefined {
  const froms = [...chains.values()].map((chain) => chain.from).filter((from) => from !== undefined);
  return froms.length === 0 ? run.from : Math.max(...froms);
}

/** The earliest time that any chain here has to look at. */
export function earliestStart(run: LocationRun, chains: ReadonlyMap<string, ChainRun>): number | undefined {
  const froms = [...chains.values()].map((chain) => chain.from);
  if (run.from === undefined || froms.includes(undefined)) {
    return run.from;
  }
  return froms.length === 0 ? run.from : Math.min(...froms.filter((from) => from !== undefined));
}
