import { expect, test } from 'vitest';
import { createUntilAborted } from './until-aborted.ts';

const never = (): Promise<string> => Promise.withResolvers<string>().promise;

test('a promise is what it becomes, and many at once reject with the reason as soon as the signal is given', async () => {
  const stopping = new AbortController();
  const untilAborted = createUntilAborted(stopping.signal);
  await expect(untilAborted(Promise.resolve('a'))).resolves.toBe('a');
  await expect(untilAborted(Promise.reject(new Error('b')))).rejects.toThrow('b');
  const waiting = [untilAborted(never()), untilAborted(never())].map((one) => one.catch((error: unknown) => error));
  const reason = new Error('stop');
  stopping.abort(reason);
  expect(await Promise.all(waiting)).toEqual([reason, reason]);
});

test("what is asked after the signal rejects at once, and its own failure is nobody else's", async () => {
  const reason = new Error('stopped before');
  const untilAborted = createUntilAborted(AbortSignal.abort(reason));
  await expect(untilAborted(Promise.reject(new Error('late')))).rejects.toBe(reason);
  await expect(untilAborted(never())).rejects.toBe(reason);
});
