import type { TrailEvent, TrailHistory } from '#src/domain/digest/gap.ts';
import { createBuckets, type Buckets, type Fault } from './bucket.ts';
import { writeChain, type Writer, type Written } from './chain.ts';
import type { SigningKey } from './key.ts';

/** A trail with fifteen hours of digests and log files, and what CloudTrail says of it: what cases tamper with. */

export const hour = 3_600_000;
export const begin = Date.parse('2026-11-19T20:00:00Z');

export interface World {
  readonly buckets: Buckets;
  readonly keys: SigningKey[];
  /** Where and what the trail is. */
  readonly writer: Writer;
  readonly chain: Written[];
  from: number;
  to: number;
  now: number;
  status: TrailHistory;
  events: readonly TrailEvent[] | undefined;
  validation: boolean | undefined;
  allowBuckets: string[];
  /** Only these trails are asked for. */
  trails?: readonly string[];
  /** The account that the trail belongs to, where it is not the writer's: that of a member of the organisation. */
  owner?: string;
  /** Another trail that is known to write to the same place, without digests. */
  shared: boolean;
  members: ReadonlyMap<string, { readonly from?: number; readonly until?: number }> | undefined;
  fault: (bucket: string, key: string) => Fault;
}

/** The kinds of key pairs are made once: a pair costs as much as a hundred signatures. */
export function createWorld(keys: readonly [SigningKey, SigningKey], overrides: Partial<Writer> = {}): World {
  const buckets = createBuckets();
  const writer: Writer = {
    buckets,
    bucket: 'trail-bucket',
    account: '111122223333',
    region: 'eu-west-1',
    trail: 'audit_trail.main-1',
    homeRegion: 'eu-west-1',
    key: keys[0],
    logsPerHour: 3,
    ...overrides,
  };
  // The range is hours 2 to 12: there is something before it and something after it.
  const chain = writeChain(writer, begin, 15);
  return {
    buckets,
    keys: [...keys],
    writer,
    chain,
    from: begin + 2 * hour,
    to: begin + 12 * hour,
    now: begin + 15 * hour + 600_000,
    status: {
      isLogging: true,
      startLoggingTime: begin - 100 * hour,
      latestDigestDeliveryTime: begin + 15 * hour + 300_000,
    },
    events: undefined,
    validation: true,
    allowBuckets: [],
    shared: false,
    members: undefined,
    fault: () => undefined,
  };
}
