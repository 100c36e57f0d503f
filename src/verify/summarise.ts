import type { Stop } from '#src/domain/digest/chain.ts';
import { flatten } from '#src/domain/digest/timeline.ts';
import type { ChainRun, LocationResult, LocationRun } from './chain-run.ts';
import type { ChainSummary } from './result.ts';

export function summarise(run: LocationRun, chains: ReadonlyMap<string, ChainRun>): LocationResult {
  const anchors = new Map<string, Stop>();
  const summaries: ChainSummary[] = [];
  for (const chain of chains.values()) {
    const anchor = chain.proven.findLast((digest) => digest.end <= chain.tally.firstFault);
    if (anchor !== undefined) {
      anchors.set(chain.id, anchor);
    } else if (chain.from !== undefined && chain.tally.firstFault < Number.POSITIVE_INFINITY) {
      anchors.set(chain.id, { end: chain.from });
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
      segments: from === undefined || to === undefined ? [] : flatten([...segments, ...chain.marks], from, to),
      provenUntil: anchor?.end,
    });
  }
  return { chains: summaries, anchors };
}
