import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

type Wanted = readonly [name: string, lane: string, urgent?: 'urgent'];

/** Who got a place, in order, as far as the microtasks have come. */
async function ask(slots: ReturnType<typeof createSlots>, ...wanted: Wanted[]): Promise<string[]> {
  const went: string[] = [];
  for (const [name, lane, urgent] of wanted) {
    void slots.acquire(lane, name, urgent !== undefined).then(() => went.push(name));
  }
  await Promise.resolve();
  return went;
}

async function releaseAll(slots: ReturnType<typeof createSlots>, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    slots.release();
    await Promise.resolve();
  }
}

test('as many as there are places go at once, and one more waits', async () => {
  const slots = createSlots(2);
  const went = await ask(slots, ['a', '1'], ['b', '1'], ['c', '1']);
  expect(went).toEqual(['a', 'b']);
  await releaseAll(slots, 1);
  expect(went).toEqual(['a', 'b', 'c']);
});

test('within a lane, first come, first served', async () => {
  const slots = createSlots(1);
  const went = await ask(slots, ['a', '1'], ['b', '1'], ['c', '1']);
  await releaseAll(slots, 2);
  expect(went).toEqual(['a', 'b', 'c']);
});

test('the lane that was named first is served first, whoever came first', async () => {
  const slots = createSlots(1);
  const went = await ask(slots, ['a', '1'], ['x', '2'], ['y', '2'], ['b', '1']);
  await releaseAll(slots, 3);
  expect(went).toEqual(['a', 'b', 'x', 'y']);
});

test('urgent calls go before all lanes', async () => {
  const slots = createSlots(1);
  const went = await ask(slots, ['a', '1'], ['b', '1'], ['now', '2', 'urgent'], ['then', '2', 'urgent']);
  await releaseAll(slots, 3);
  expect(went).toEqual(['a', 'now', 'then', 'b']);
});

test('a place that nobody waits for is kept for the next', async () => {
  const slots = createSlots(1);
  await slots.acquire('1', 'a', false);
  slots.release();
  expect(await ask(slots, ['a', '1'], ['b', '1'])).toEqual(['a']);
});

test('one that has become urgent goes before all lanes, once', async () => {
  const slots = createSlots(1);
  const went = await ask(slots, ['a', '1'], ['b', '1'], ['late', '2'], ['c', '1']);
  slots.hurry('late');
  slots.hurry('late');
  slots.hurry('nobody');
  await releaseAll(slots, 4);
  expect(went).toEqual(['a', 'late', 'b', 'c']);
  expect(await ask(slots, ['d', '2'])).toEqual(['d']);
});

test('one that has gone is not hurried again by another of its name', async () => {
  const slots = createSlots(1);
  const went = await ask(slots, ['a', '1'], ['b', '1'], ['x', '2']);
  slots.hurry('x');
  await releaseAll(slots, 1);
  const again = await ask(slots, ['x', '3']);
  slots.hurry('x');
  await releaseAll(slots, 2);
  expect([...went, ...again]).toEqual(['a', 'x', 'b', 'x']);
});
