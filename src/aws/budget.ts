import { setTimeout } from 'node:timers/promises';
import { createQueue } from './queue.ts';

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
  /**
   * Waits until the next call is within the rate. First come, first served; rejects when the scan is stopped.
   *
   * @param ready what else a call waits for, once its turn has come and before it is counted: calls that were counted one by one
   *   and then waited together would all go at once
   */
  acquire(signal?: AbortSignal, ready?: () => Promise<void>): Promise<void>;
  /** Waits until one more attempt of a call that has had its turn is within the rate: it has what the first in line may wait for. */
  acquireAgain(signal?: AbortSignal): Promise<void>;
  /**
   * Halves the rate after AWS refused a call for coming too fast.
   *
   * @param sentAfter the `cuts` when the call was sent: those that were on their way together are refused together, and
   *   say one thing, not many
   */
  throttled(sentAfter: number): void;
  /** How often the rate was halved. */
  readonly cuts: number;
  /** Seconds that those who wait now will take. */
  readonly behind: number;
  /** Calls per second at the moment. */
  readonly rate: number;
}

interface Waiter {
  readonly signal: AbortSignal | undefined;
  readonly ready: (() => Promise<void>) | undefined;
  readonly go: () => void;
  readonly giveUp: (reason: unknown) => void;
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
  let cuts = 0;
  let tokens = burst;
  let updated = clock.now();
  const line = createQueue<Waiter>();
  let isServing = false;

  const refill = (): number => {
    const seconds = (clock.now() - updated) / 1000;
    updated += seconds * 1000;
    tokens = Math.min(burst, tokens + seconds * rate);
    if (rate < limit) rate = Math.min(limit, rate * RECOVERY_PER_SECOND ** seconds);
    return tokens;
  };
  const wait = async (signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    // Throttling may empty the bucket while we sleep: look again until a token is there.
    let missing = 1 - refill();
    while (missing > ROUNDING) {
      await clock.sleep((missing / rate) * 1000, signal);
      missing = 1 - refill();
    }
  };
  const take = (): void => {
    refill();
    tokens--;
  };
  /** One after the other, so that a fleet's thousands of calls cost a place in the line each and no more. */
  const serve = async (): Promise<void> => {
    isServing = true;
    for (let waiter = line.take(); waiter !== undefined; waiter = line.take()) {
      const { signal, ready, go, giveUp } = waiter;
      try {
        await wait(signal);
        await ready?.();
        take();
        go();
      } catch (error) {
        // One that gives up does not keep the others from their turn.
        giveUp(error);
      }
    }
    isServing = false;
  };
  return {
    acquire(signal, ready) {
      const { promise, resolve: go, reject: giveUp } = Promise.withResolvers<void>();
      line.add({ signal, ready, go, giveUp });
      if (!isServing) void serve();
      return promise;
    },
    async acquireAgain(signal) {
      await wait(signal);
      take();
    },
    throttled(sentAfter) {
      refill();
      tokens = Math.min(tokens, 0);
      if (sentAfter < cuts) return;
      rate = Math.max(SLOWEST, rate / 2);
      cuts++;
    },
    get cuts() {
      return cuts;
    },
    get behind() {
      return (line.size + (isServing ? 1 : 0)) / rate;
    },
    get rate() {
      return rate;
    },
  };
}
