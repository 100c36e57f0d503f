import { checkLog, readDigest, type DigestOutcome, type Fault, type Limits, type LogTask } from './check.ts';
import type { Credentials, ObjectStore, StorePlace } from './ports.ts';

/** What is asked of a worker thread, and what it answers: plain data both ways. */

export type Job =
  | { readonly kind: 'digest'; readonly bucket: string; readonly key: string; readonly keepContent: boolean }
  | { readonly kind: 'logs'; readonly logs: readonly LogTask[] };

export interface LogsResult {
  readonly valid: number;
  readonly bytes: number;
  /** Only what is not valid: nothing is kept per log file. */
  readonly faults: readonly ({ readonly index: number } & Fault)[];
}

export interface JobRequest {
  readonly id: number;
  readonly place: StorePlace;
  readonly credentials: Credentials | undefined;
  readonly limits: Limits;
  readonly job: Job;
}

export type JobAnswer =
  /** The thread has started. */
  | { readonly kind: 'ready' }
  | { readonly id: number; readonly kind: 'done'; readonly result: DigestOutcome | LogsResult }
  | { readonly id: number; readonly kind: 'failed'; readonly detail: string }
  /** The credentials expired: the thread that has them is asked for others. */
  | { readonly id: number; readonly kind: 'credentials' };

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many run at a time, first come first served. */
export function createGate(most: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        running -= 1;
      } else {
        next();
      }
    }
  };
}

/** How many objects of a place a thread has in hand: those that are on the line, or `otherwise` where that is not known. */
export function gateOf(place: StorePlace | undefined, otherwise: number): Gate {
  if (place === undefined) {
    return createGate(otherwise);
  }
  if (place.kind === 's3') {
    return createGate(place.sockets);
  }
  // Reading a disk blocks the thread anyway: one after the other keeps memory low. Between two files others have their turn:
  // the thread that leads gives out work and hears answers then.
  const gate = createGate(1);
  return async (work) =>
    await gate(async () => {
      const result = await work();
      await new Promise((resolve) => setImmediate(resolve));
      return result;
    });
}

export async function runJob(
  store: ObjectStore,
  job: Job,
  limits: Limits,
  gate: Gate,
): Promise<DigestOutcome | LogsResult> {
  if (job.kind === 'digest') {
    return await gate(() => readDigest(store, job, limits, job.keepContent));
  }
  const outcomes = await Promise.all(job.logs.map((log) => gate(() => checkLog(store, log, limits))));
  const faults: ({ index: number } & Fault)[] = [];
  let valid = 0;
  let bytes = 0;
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.ok) {
      valid += 1;
      bytes += outcome.size;
    } else {
      faults.push({ index, kind: outcome.kind, detail: outcome.detail, reason: outcome.reason });
    }
  }
  return { valid, bytes, faults };
}
