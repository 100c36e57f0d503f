import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

/** Who got a place, in order, as far as the microtasks have come. */
async function order(slots: ReturnType<typeof createSlots>, wanted: readonly [name: string, urgent: boolean][]) {
  const went: string[] = [];
  for (const [name, urgent] of wanted) void slots.acquire(urgent).then(() => went.push(name));
  await Promise.resolve();
  return went;
}

test('as many as there are places go at once, and one more waits', async () => {
  const slots = createSlots(2);
  const went = await order(slots, [['a', false], ['b', false], ['c', false]]); // prettier-ignore
  expect(went).toEqual(['a', 'b']);
  slots.release();
  await Promise.resolve();
  expect(went).toEqual(['a', 'b', 'c']);
});

test('first come, first served, but urgent ones before all others', async () => {
  const slots = createSlots(1);
  const went = await order(slots, [['a', false], ['b', false], ['c', false], ['now', true], ['then', true]]); // prettier-ignore
  for (let turn = 0; turn < 4; turn++) {
    slots.release();
    await Promise.resolve();
  }
  expect(went).toEqual(['a', 'now', 'then', 'b', 'c']);
});

test('a place that nobody waits for is kept for the next', async () => {
  const slots = createSlots(1);
  await slots.acquire(false);
  slots.release();
  const went = await order(slots, [['a', false], ['b', false]]); // prettier-ignore
  expect(went).toEqual(['a']);
});
