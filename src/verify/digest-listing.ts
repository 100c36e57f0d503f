import { hour } from '#src/domain/digest/chain.ts';
import { type DigestKey, dayFolder, digestFolder, parseDigestKey, placeName } from '#src/domain/digest/object-key.ts';
import { type ChainRun, type LocationRun, chainId, tailEnd } from './chain-run.ts';
import type { Place } from './prove.ts';

const day = 24 * hour;

export interface ListedDigest {
  readonly name: DigestKey;
  readonly at: Place;
}

/**
 * The digests of a place that bear on the range, of all trails, in order of time. Objects among them that are no
 * digests are reported.
 *
 * @param earliest the time that the first of the chains begins at; undefined when all that is there is asked for
 */
export async function* listDigests(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  earliest: number | undefined,
): AsyncGenerator<ListedDigest> {
  const folder = digestFolder(run.location);
  const after = earliest === undefined ? undefined : `${folder}${dayFolder(earliest)}`;
  const last = run.to === undefined ? Number.POSITIVE_INFINITY : run.to + day;
  for await (const key of run.store.list(run.bucket, folder, after)) {
    const name = parseDigestKey(key);
    if (name === undefined || digestFolder(name) !== folder) {
      if (!key.endsWith('/')) {
        const chain = placeName(run.bucket, run.location);
        run.recorder.report({ kind: 'object-unexpected', chain, bucket: run.bucket, key });
      }
      continue;
    }
    if (Math.floor(name.end / day) * day > last) {
      return;
    }
    const from = beginOf(run, chains, name, earliest);
    if ((from === undefined || name.end > from) && name.end <= (name.backfill ? last : tailEnd(run))) {
      yield { name, at: { bucket: run.bucket, key } };
    }
  }
}

/** Digests that end by this time say nothing that is asked for. */
function beginOf(
  run: LocationRun,
  chains: ReadonlyMap<string, ChainRun>,
  { trail, homeRegion }: DigestKey,
  earliest: number | undefined,
): number | undefined {
  if (run.accepts(trail, homeRegion)) {
    return chains.get(chainId(run, trail, homeRegion))?.from ?? run.from;
  }
  return earliest === undefined ? undefined : earliest - hour;
}
