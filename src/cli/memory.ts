import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

/** Bytes of a snapshot: the example has 20,000, a world of 10,000 assets half a million. */
const SMALL = 100_000;

/**
 * Settings for a large world, or one that is still to be read. V8 marks garbage while the program runs, as it does by default: `main.ts`
 * switches that off, for in a short run it is lost time. While a large snapshot is judged the nursery stays small, for much of what is
 * young survives. See docs/adr/0004.
 */
export function expectLargeWorld(snapshot: string | undefined): void {
  if (snapshot === undefined) {
    setFlagsFromString('--incremental-marking');
  } else if ((statSync(snapshot, { throwIfNoEntry: false })?.size ?? 0) > SMALL) {
    setFlagsFromString('--incremental-marking');
    keepYoungSmall();
  }
}

/**
 * Keeps the space of new objects as small as it is by now: V8 lets it grow to 100 MB for a stream of short-lived ones. Measured while
 * log files are verified: 70 MB less, and no slower once everything is loaded.
 */
export function keepYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
