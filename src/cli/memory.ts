import { statSync } from 'node:fs';

/** Bytes of a snapshot: the example has 20,000, a world of 10,000 assets half a million. */
const SMALL = 100_000;

/** Bytes of new objects while AWS is asked: less costs time, more only memory. */
const YOUNG_OF_LIVE_SCAN = 32e6;

/**
 * Settings for a large world, or one that is still to be read. While a large snapshot is judged the nursery stays small as
 * well, for much of what is young survives. A small snapshot does without: see docs/adr/0004.
 */
export async function expectLargeWorld(snapshot: string | undefined): Promise<void> {
  if (snapshot === undefined) {
    await growSlowly();
    return keepYoungBelow(YOUNG_OF_LIVE_SCAN);
  }
  if (sizeOf(snapshot) <= SMALL) return;
  await growSlowly();
  await keepYoungSmall();
}

/** Bytes; none where it cannot be told: whoever reads it says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** V8 lets a heap grow fourfold before it looks for garbage: a world of 100,000 assets then takes 1 GB instead of half. */
export const growSlowly = (): Promise<void> => setFlag('--heap-growing-percent=25');

/**
 * Keeps the space of new objects as small as it is by now: V8 lets it grow to 100 MB for a stream of short-lived ones. Measured while
 * log files are verified: 70 MB less, and no slower once everything is loaded.
 */
export const keepYoungSmall = (): Promise<void> => setFlag('--semi-space-growth-factor=1');

/** Lets the space of new objects grow to about a size, in bytes. V8's own flag for that counts only where a program starts with it. */
export async function keepYoungBelow(size: number): Promise<void> {
  const { getHeapSpaceStatistics } = await import('node:v8');
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young === undefined || young.space_size < size) return;
    clearInterval(timer);
    void keepYoungSmall();
  }, 20);
  timer.unref();
}

/** The module is loaded when it is needed: with it every command would start 3 ms later. */
async function setFlag(flag: string): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(flag);
}
