import { dayFolder, type KeyTime, logFolder, logKeyTimes, type Location } from '#src/domain/digest/object-key.ts';
import { StoreError, type ObjectStore } from './ports.ts';

/** How far the time in a log file's name may lie after the end of the digest that names it. */
const ahead = 30 * 60_000;
const mostAhead = 20_000;
/** Keys that wait to be named. More are no log files of a day, and would fill the memory. */
const mostPending = 500_000;
/** Of those that look like log files, and of the others. */
const mostUndated = 1000;

export function isLogName(key: string): boolean {
  return /\.(?:json|gz)$/i.test(key);
}

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
  /** Keys outside the folders of days: they are of no time, and no digest names them. */
  undated(): Promise<readonly string[]>;
  /** Why the listing is not complete, when it is not. */
  failure(): string | undefined;
}

export function listLogs(
  store: ObjectStore,
  bucket: string,
  location: Location,
  from: number | undefined,
  to: number | undefined,
): LogListing {
  const folder = logFolder(location);
  const listed = store.list(bucket, folder, from === undefined ? undefined : `${folder}${dayFolder(from)}`);
  const keys = listed[Symbol.asyncIterator]();
  const pending = new Map<string, number>();
  const named = new Set<string>();
  const undated = { logs: new Set<string>(), others: new Set<string>() };
  const timeOf = logKeyTimes(location);
  let next: Promise<IteratorResult<string>> | undefined = pull();
  let ended = false;
  let failed: string | undefined;

  function isBefore(time: KeyTime | undefined): boolean {
    return time !== undefined && from !== undefined && time.to < from;
  }

  function pull(): Promise<IteratorResult<string>> {
    const result = keys.next();
    // It is awaited later; until then a failure must not end the process.
    result.catch(() => {});
    return result;
  }

  /** What lies in the folder of a year or month and not in that of a day, at whatever depth. */
  async function* outsideDays(path: string): AsyncGenerator<string> {
    for await (const key of store.children(bucket, path)) {
      if (!key.endsWith('/')) {
        yield key;
      } else if (!isCalendar(key.slice(folder.length))) {
        yield* store.list(bucket, key);
      }
    }
  }

  function isCalendar(path: string): boolean {
    return /^\d{4}\/(?:(?:0[1-9]|1[0-2])\/)?$/.test(path) || timeOf(`${folder}${path}x`) !== undefined;
  }

  function keepUndated(key: string): void {
    const kept = isLogName(key) ? undated.logs : undated.others;
    if (kept.size < mostUndated && !key.endsWith('/')) {
      kept.add(key);
    }
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
          const time = timeOf(key);
          if (time !== undefined && time.from > bound) {
            next = Promise.resolve(result);
            return;
          }
          const name = key.slice(folder.length);
          if (key.endsWith('/') || named.delete(name) || isBefore(time)) {
            continue;
          }
          if (pending.size >= mostPending) {
            ended = true;
            failed = `more than ${mostPending} objects that no digest names`;
            return;
          }
          if (time !== undefined) {
            pending.set(name, from === undefined ? time.from : Math.max(time.from, from));
          } else {
            keepUndated(key);
          }
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
      if (!pending.delete(name) && !ended && named.size < mostAhead && !isBefore(timeOf(key))) {
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
    async undated() {
      // Those that sort before the first day and after the last one, and beside the days; in between they were seen.
      const lists = [
        ...(from === undefined ? [] : [store.list(bucket, folder)]),
        ...(ended ? [] : [store.list(bucket, folder, `${folder}:`)]),
        ...[...calendarFolders(from, to)].map((path) => outsideDays(folder + path)),
      ];
      for (const list of lists) {
        try {
          for await (const key of list) {
            if (timeOf(key) !== undefined || undated.logs.size >= mostUndated) {
              break;
            }
            keepUndated(key);
          }
        } catch (error) {
          if (!(error instanceof StoreError)) {
            throw error;
          }
          failed = error.message;
        }
      }
      return [...undated.logs, ...undated.others];
    },
    failure: () => failed,
  };
}

/** The folders of the years and months in which a range begins and ends, and the one that holds them. */
function calendarFolders(from: number | undefined, to: number | undefined): ReadonlySet<string> {
  const days = [from, to].filter((time) => time !== undefined).map(dayFolder);
  return new Set(days.flatMap((day) => ['', day.slice(0, 5), day.slice(0, 8)]));
}
