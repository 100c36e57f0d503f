import type { LogReference } from '#src/domain/digest/document.ts';
import { parseDigestKey, placeName } from '#src/domain/digest/object-key.ts';
import type { ChainRun, LocationRun } from './chain-run.ts';
import { isLogName, listLogs, type LogListing } from './log-listing.ts';
import type { Place } from './prove.ts';

/**
 * The log objects beside the digests that a trail wrote before it moved. Other trails may write there, and nobody reads
 * their digests: what no digest of this chain names is undecided. Places that the run visits anyway are left to it.
 */
export interface EarlierPlaces {
  /** A digest of the chain lies elsewhere. */
  add(at: Place, end: number): Promise<void>;
  /** A digest of the chain names these. */
  cross(logs: readonly LogReference[]): void;
  /** No more digests come. */
  end(run: LocationRun, chain: ChainRun): Promise<void>;
}

interface Earlier {
  readonly bucket: string;
  readonly logs: LogListing;
  end: number;
}

export function createEarlierPlaces(run: LocationRun, from: number | undefined): EarlierPlaces {
  const earlier = new Map<string, Earlier>();
  return {
    async add({ bucket, key }, end) {
      const location = parseDigestKey(key);
      if (location === undefined || run.visits(bucket, location)) {
        return;
      }
      const id = placeName(bucket, location);
      const known = earlier.get(id) ?? { bucket, logs: listLogs(run.store, bucket, location, from, run.to), end };
      earlier.set(id, known);
      known.end = Math.max(known.end, end);
      await known.logs.advance(known.end);
    },
    cross(references) {
      for (const { bucket, logs } of earlier.values()) {
        references.filter((log) => log.bucket === bucket).forEach((log) => logs.cross(log.key));
      }
    },
    async end({ recorder }, { id, tally }) {
      for (const { bucket, logs, end } of earlier.values()) {
        const dated = [...logs.left(end)];
        const undated = (await logs.undated()).filter(isLogName);
        for (const { key, time } of [...dated, ...undated.map((name) => ({ key: name, time: from }))]) {
          const detail = 'the trail wrote there before it moved; name that place with --bucket to verify all of it';
          recorder.report({ kind: 'log-undecided', chain: id, bucket, key, from: time, to: time, detail });
          tally.logs.incomplete += 1;
        }
        const failure = logs.failure();
        if (failure !== undefined) {
          recorder.report({ kind: 'listing-incomplete', chain: id, bucket, detail: `log files: ${failure}` });
        }
      }
    },
  };
}
