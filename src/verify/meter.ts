import type { Progress } from './result.ts';

/** Counts what is done and tells it at most ten times a second. */
export interface Meter {
  places(count: number): void;
  /** A place came on by this share of its range. */
  advance(share: number): void;
  placeDone(chains: number): void;
  step(digests: number, logs: number, bytes: number): void;
  problem(): void;
  elapsed(): number;
  end(): void;
}

export function createMeter(tick: () => number, onProgress: (progress: Progress) => void): Meter {
  const started = tick();
  let told = Number.NEGATIVE_INFINITY;
  let places: number | undefined;
  let share = 0;
  let done = 0;
  let phase: Progress['phase'] = 'discovering';
  const counts = { digests: 0, logs: 0, bytes: 0, problems: 0, chains: 0 };

  const tell = (force: boolean): void => {
    const now = tick();
    if (!force && now - told < 100) {
      return;
    }
    told = now;
    const elapsedMs = now - started;
    const part = places === undefined || places === 0 ? undefined : Math.min(1, Math.max(share, done) / places);
    onProgress({
      phase,
      ...counts,
      share: part,
      elapsedMs,
      remainingMs: part === undefined || part < 0.02 ? undefined : (elapsedMs * (1 - part)) / part,
      rate: elapsedMs <= 0 ? 0 : ((counts.digests + counts.logs) * 1000) / elapsedMs,
    });
  };

  return {
    places(count) {
      places = count;
      phase = 'checking';
      tell(true);
    },
    advance(by) {
      share += by;
    },
    placeDone(chains) {
      done += 1;
      counts.chains += chains;
      tell(false);
    },
    step(digests, logs, bytes) {
      counts.digests += digests;
      counts.logs += logs;
      counts.bytes += bytes;
      tell(false);
    },
    problem() {
      counts.problems += 1;
    },
    elapsed: () => tick() - started,
    end() {
      phase = 'done';
      done = places ?? 0;
      tell(true);
    },
  };
}
