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

/** A call as it was asked: parameters as they came over the wire. */
export interface AskedCall {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
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
  admit(call: AskedCall, limit: PublishedLimit | undefined, now: number): boolean;
  unanswered(name: string): void;
  stats(): Stats;
  /** Every distinct call that was answered. */
  calls(): readonly AskedCall[];
}

/** Counts calls and holds them to the limits. */
export function createLedger(): Ledger {
  const groups = new Map<string, { readonly one: GroupStats; readonly bucket: Bucket | undefined }>();
  const answered = new Map<string, AskedCall>();
  const unknown = new Set<string>();
  let repeated = 0;
  return {
    admit(call, limit, now) {
      const { account, region, service, operation, params } = call;
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
      const key = [account, region, service, operation, JSON.stringify(params)].join(' ');
      if (answered.has(key)) repeated++;
      answered.set(key, { account, region, service, operation, params });
      return true;
    },
    unanswered: (name) => unknown.add(name),
    calls: () => [...answered.values()],
    stats() {
      const all = [...groups.values()].map(({ one }) => one);
      const sum = (of: (one: GroupStats) => number): number => all.reduce((total, one) => total + of(one), 0);
      return { groups: all, calls: sum((one) => one.calls), throttled: sum((one) => one.throttled), repeated, unanswered: [...unknown] }; // prettier-ignore
    },
  };
}
