import { setTimeout } from 'node:timers/promises';

/** Time, so that tests need not wait. Milliseconds. */
export interface Clock {
  now(): number;
  /** Rejects at once when the signal is given. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal }),
};

export interface Budget {
  /** Waits until the next call is within the rate. First come, first served; rejects when the scan is stopped. */
  acquire(signal?: AbortSignal): Promise<void>;
  /** Halves the rate after AWS refused a call for coming too fast. */
  throttled(): void;
  /** How many wait for their turn now. */
  readonly waiting: number;
  /** Calls per second at the moment. */
  readonly rate: number;
}

const RECOVERY_PER_SECOND = 1.05;
const SLOWEST = 0.2;
/** What the sums of fractions may be off: a wait shorter than the clock can tell would never end. */
const ROUNDING = 1e-9;

/**
 * A token bucket: `limit` calls per second, `burst` of them at once. Throttling halves the rate; it recovers by a
 * twentieth each second, so that a scan does not fall back into the same trap.
 */
export function createBudget(limit: number, burst: number, clock: Clock = systemClock): Budget {
  let rate = limit;
  let tokens = burst;
  let updated = clock.now();
  let waiting = 0;
  let queue: Promise<void> = Promise.resolve();

  const refill = (): number => {
    const seconds = (clock.now() - updated) / 1000;
    updated += seconds * 1000;
    tokens = Math.min(burst, tokens + seconds * rate);
    if (rate < limit) rate = Math.min(limit, rate * RECOVERY_PER_SECOND ** seconds);
    return tokens;
  };
  const take = async (signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    // Throttling may empty the bucket while we sleep: look again until a token is there.
    let missing = 1 - refill();
    while (missing > ROUNDING) {
      await clock.sleep((missing / rate) * 1000, signal);
      missing = 1 - refill();
    }
    tokens -= 1;
  };
  return {
    acquire(signal) {
      waiting++;
      const taken = queue.then(() => take(signal)).finally(() => waiting--);
      // One that gave up does not keep the others from their turn.
      queue = taken.catch(() => undefined);
      return taken;
    },
    throttled() {
      refill();
      rate = Math.max(SLOWEST, rate / 2);
      tokens = Math.min(tokens, 0);
    },
    get waiting() {
      return waiting;
    },
    get rate() {
      return rate;
    },
  };
}
