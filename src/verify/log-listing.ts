import { dayFolder, logFolder, logKeyTime, type Location } from '#src/domain/digest/object-key.ts';
import { StoreError, type ObjectStore } from './ports.ts';

/** How far the time in a log file's name may lie after the end of the digest that names it. */
const ahead = 30 * 60_000;
const mostAhead = 20_000;

/**
 * The log objects of one region, listed alongside the digests: what a digest names is crossed off, what stays is
 * named by none. Holds the keys of a day or two, never of the range.
 */
export interface LogListing {
  /** Lists on to a time. */
  advance(to: number): Promise<void>;
  /** A digest names this key. */
  cross(key: string): void;
  /** The keys older than a time that no digest named; they are forgotten. */
  left(before: number): Iterable<{ readonly key: string; readonly time: number }>;
  /** Why the listing is not complete, when it is not. */
  failure(): string | undefined;
}

export function listLogs(store: ObjectStore, bucket: string, location: Location, from: number | undefined): LogListing {
  const folder = logFolder(location);
  const listed = store.list(bucket, folder, from === undefined ? undefined : `${folder}${dayFolder(from)}`);
  const keys = listed[Symbol.asyncIterator]();
  const pending = new Map<string, number>();
  const named = new Set<string>();
  let next: Promise<IteratorResult<string>> | undefined = pull();
  let ended = false;
  let failed: string | undefined;

  function pull(): Promise<IteratorResult<string>> {
    const result = keys.next();
    // It is awaited later; until then a failure must not end the process.
    result.catch(() => {});
    return result;
  }

  return {
    async advance(to) {
      const bound = to + ahead;
      try {
        while (!ended) {
          const result = await (next ?? keys.next());
          next = undefined;
          if (result.done === true) {
            ended = true;
            return;
          }
          const key = result.value;
          const time = logKeyTime(key);
          if (time !== undefined && time > bound) {
            next = Promise.resolve(result);
            return;
          }
          const name = key.slice(folder.length);
          if (time === undefined || (from !== undefined && time < from) || key.endsWith('/') || named.delete(name)) {
            continue;
          }
          pending.set(name, time);
        }
      } catch (error) {
        if (!(error instanceof StoreError)) {
          throw error;
        }
        ended = true;
        failed = error.message;
      }
    },
    cross(key) {
      if (!key.startsWith(folder)) {
        return;
      }
      const name = key.slice(folder.length);
      if (!pending.delete(name) && !ended && named.size < mostAhead) {
        named.add(name);
      }
    },
    *left(before) {
      for (const [name, time] of pending) {
        if (time < before) {
          pending.delete(name);
          yield { key: folder + name, time };
        }
      }
    },
    failure: () => failed,
  };
}
