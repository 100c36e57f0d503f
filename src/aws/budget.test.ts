import { describe, expect, test } from 'vitest';
import { type Clock, createBudget, systemClock } from './budget.ts';

/** A clock that jumps to the end of each sleep. */
function fakeClock(): Clock & { time: number } {
  const clock = {
    time: 0,
    now: () => clock.time,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      // Whoever was let go before goes first.
      await Promise.resolve();
      clock.time += milliseconds;
    },
  };
  return clock;
}

async function acquired(calls: number, limit: number, burst: number): Promise<number[]> {
  const clock = fakeClock();
  const budget = createBudget(limit, burst, clock);
  const times: number[] = [];
  for (let call = 0; call < calls; call++) {
    await budget.acquire();
    times.push(Math.round(clock.time));
  }
  return times;
}

describe('a rate budget', () => {
  test('lets the burst go at once and then one call each interval', async () => {
    expect(await acquired(6, 10, 3)).toEqual([0, 0, 0, 100, 200, 300]);
  });

  test('never lets more than limit and burst go in any second', async () => {
    const times = await acquired(200, 9, 9);
    for (const start of times) {
      expect(times.filter((time) => time >= start && time < start + 1000).length).toBeLessThanOrEqual(9 + 9);
    }
  });

  test('serves in the order of asking', async () => {
    const budget = createBudget(10, 1, fakeClock());
    const order: number[] = [];
    await Promise.all([1, 2, 3].map(async (name) => budget.acquire().then(() => order.push(name))));
    expect(order).toEqual([1, 2, 3]);
  });

  test('is halved by throttling, waits, and recovers slowly up to the limit', async () => {
    const clock = fakeClock();
    const budget = createBudget(10, 10, clock);
    budget.throttled(budget.cuts);
    expect(budget.rate).toBe(5);
    await budget.acquire();
    expect(clock.time).toBeGreaterThanOrEqual(199);
    clock.time += 5_000;
    await budget.acquire();
    expect(budget.rate).toBeGreaterThan(6);
    expect(budget.rate).toBeLessThan(7);
    clock.time += 60_000;
    await budget.acquire();
    expect(budget.rate).toBe(10);
  });

  test('is halved once by calls that were on their way together, and again by a later one', () => {
    const budget = createBudget(16, 16, fakeClock());
    const { cuts } = budget;
    for (let call = 0; call < 8; call++) budget.throttled(cuts);
    expect(budget.rate).toBe(8);
    budget.throttled(budget.cuts);
    expect(budget.rate).toBe(4);
  });

  test('never stands still, however often it is throttled', async () => {
    const clock = fakeClock();
    const budget = createBudget(10, 10, clock);
    for (let i = 0; i < 50; i++) budget.throttled(budget.cuts);
    await budget.acquire();
    expect(clock.time).toBeLessThanOrEqual(5_001);
  });

  test('counts a call when it goes, not while it waits for something else: they never go in a bunch', async () => {
    const clock = fakeClock();
    const budget = createBudget(10, 3, clock);
    const { promise, resolve } = Promise.withResolvers<void>();
    const times: number[] = [];
    const calls = Array.from({ length: 6 }, () => budget.acquire(undefined, () => promise).then(() => times.push(clock.time))); // prettier-ignore
    clock.time = 5_000;
    resolve();
    await Promise.all(calls);
    expect(times.map(Math.round)).toEqual([5_000, 5_000, 5_000, 5_100, 5_200, 5_300]);
  });

  test('lets another attempt go although the first in line waits for something else', async () => {
    const budget = createBudget(10, 2, fakeClock());
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = budget.acquire(undefined, () => promise);
    await budget.acquireAgain();
    resolve();
    await first;
    expect(budget.behind).toBe(0);
  });

  test('tells how long those who wait will take', () => {
    const budget = createBudget(10, 1, fakeClock());
    for (let call = 0; call < 5; call++) void budget.acquire(undefined, () => new Promise(() => undefined));
    expect(budget.behind).toBe(0.5);
  });

  test('ends all waiting when the scan is stopped, and serves others after that', async () => {
    const budget = createBudget(0.001, 1, systemClock);
    const controller = new AbortController();
    await budget.acquire(controller.signal);
    const waiting = [budget.acquire(controller.signal), budget.acquire(controller.signal)];
    controller.abort();
    const ended = await Promise.allSettled(waiting);
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
