import { type Bucket, createBucket, type PublishedLimit } from './limits.ts';

/** What reached one limit of one account and region. */
export interface GroupStats {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  /** Absent where AWS publishes no limit. */
  readonly limit?: PublishedLimit;
  calls: number;
  throttled: number;
}

export interface Stats {
  readonly groups: readonly GroupStats[];
  readonly calls: number;
  readonly throttled: number;
  /** Calls that were answered before, word for word. */
  readonly repeated: number;
  /** `service:operation` of calls that the fake knows no answer to. */
  readonly unanswered: readonly string[];
}

export interface Ledger {
  /** Counts a call; false when it comes faster than AWS publishes. `now` in milliseconds. */
  admit(
    call: { account: string; region: string; service: string; limit: PublishedLimit | undefined; key: string },
    now: number,
  ): boolean;
  unanswered(name: string): void;
  stats(): Stats;
}

/** Counts calls and holds them to the limits. */
export function createLedger(): Ledger {
  const groups = new Map<string, { readonly one: GroupStats; readonly bucket: Bucket | undefined }>();
  const answered = new Set<string>();
  const unknown = new Set<string>();
  let repeated = 0;
  return {
    admit({ account, region, service, limit, key }, now) {
      const name = `${account} ${region} ${service} ${limit?.group ?? ''}`;
      const known = groups.get(name) ?? {
        one: { account, region, service, ...(limit && { limit }), calls: 0, throttled: 0 },
        bucket: limit && createBucket(limit),
      };
      groups.set(name, known);
      known.one.calls++;
      if (known.bucket?.take(now) === false) {
        known.one.throttled++;
        return false;
      }
      if (answered.has(key)) repeated++;
      answered.add(key);
      return true;
    },
    unanswered: (name) => unknown.add(name),
    stats() {
      const all = [...groups.values()].map(({ one }) => one);
      const sum = (of: (one: GroupStats) => number): number => all.reduce((total, one) => total + of(one), 0);
      return { groups: all, calls: sum((one) => one.calls), throttled: sum((one) => one.throttled), repeated, unanswered: [...unknown] }; // prettier-ignore
    },
  };
}
