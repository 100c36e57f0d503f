import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './ports.ts';

const longest = 5000;

/** Tries again what may be mended by trying again: a line that broke, a store that asks to slow down. */
export async function withRetries<T>(retries: number, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const again = error instanceof StoreError && (error.reason === 'network' || error.reason === 'throttled');
      if (!again || tried >= retries) {
        throw error;
      }
      await sleep(Math.random() * Math.min(longest, 50 * 2 ** tried));
    }
  }
}
