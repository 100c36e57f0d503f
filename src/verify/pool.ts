import { Worker } from 'node:worker_threads';
import type { DigestOutcome, Limits } from './check.ts';
import { type Gate, gateOf, runJob, type Job, type JobAnswer, type JobRequest, type LogsResult } from './job.ts';
import type { ObjectStore, StorePlace } from './ports.ts';

/** Threads that check objects, this one among them. Work goes to the one with the least to do. */
export interface Pool {
  digest(store: ObjectStore, at: { readonly bucket: string; readonly key: string }): Promise<DigestOutcome>;
  logs(store: ObjectStore, logs: Extract<Job, { kind: 'logs' }>['logs']): Promise<LogsResult>;
  /** Waits until there is room for more: what is on its way stays bounded. */
  room(): Promise<void>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Threads that check, this one included; others are started from two on. */
  readonly threads: number;
  readonly limits: Limits;
  readonly keepContent: boolean;
  /** Objects under way per thread. */
  readonly depth: number;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** Objects under way, and what a thread that is still starting is behind by. */
  load: number;
  dead: boolean;
}

/** Objects that this thread checks in about the time in which another one starts. */
const startingLoad = 32;

interface Waiting {
  readonly resolve: (result: DigestOutcome | LogsResult) => void;
  readonly reject: (error: Error) => void;
  readonly store: ObjectStore;
  readonly weight: number;
}

// In the sources this file is .ts; in the bundle the worker is an entry of its own beside the chunks' folder.
function workerFile(): URL {
  const here = import.meta.url;
  if (here.endsWith('.ts')) {
    return new URL('./worker.ts', here);
  }
  return new URL(here.includes('/chunks/') ? '../worker.mjs' : './worker.mjs', here);
}

export function createPool(options: PoolOptions): Pool {
  const threads: Thread[] = [];
  const rooms: (() => void)[] = [];
  const gates = new Map<StorePlace | undefined, Gate>();
  const most = options.depth * Math.max(1, options.threads);
  let under = 0;
  let load = 0;
  let next = 0;

  function start(): Thread {
    const worker = new Worker(workerFile(), {
      // What is held for long is little: a young generation that may grow would only hold garbage.
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    const thread: Thread = { worker, waiting: new Map(), load: startingLoad, dead: false };
    worker.on('message', (answer: JobAnswer) => void onAnswer(thread, answer));
    worker.on('error', (error: Error) => fail(thread, error.message));
    worker.on('exit', () => fail(thread, 'the thread ended'));
    return thread;
  }

  function fail(thread: Thread, detail: string): void {
    thread.dead = true;
    for (const waiting of thread.waiting.values()) {
      waiting.reject(new Error(detail));
    }
    thread.waiting.clear();
  }

  async function onAnswer(thread: Thread, answer: JobAnswer): Promise<void> {
    if (answer.kind === 'ready') {
      thread.load -= startingLoad;
      return;
    }
    const waiting = thread.waiting.get(answer.id);
    if (answer.kind === 'credentials') {
      const renewed = await waiting?.store.credentials?.().catch(() => undefined);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.worker.postMessage({ id: answer.id, renewed });
      return;
    }
    if (waiting === undefined) {
      return;
    }
    thread.waiting.delete(answer.id);
    if (thread.waiting.size === 0) {
      thread.worker.unref();
    }
    thread.load -= waiting.weight;
    if (answer.kind === 'done') {
      waiting.resolve(answer.result);
    } else {
      waiting.reject(new Error(answer.detail));
    }
  }

  /** Undefined is this thread: it checks as well, but for what it does besides. */
  function idlest(): Thread | undefined {
    for (const [index, thread] of threads.entries()) {
      if (thread.dead) {
        threads[index] = start();
      }
    }
    const other = threads.reduce<Thread | undefined>((a, b) => (a === undefined || b.load < a.load ? b : a), undefined);
    return other === undefined || load < other.load ? undefined : other;
  }

  // They start while the trails are still looked for.
  for (let index = 1; index < options.threads; index += 1) {
    threads.push(start());
  }

  async function runHere(store: ObjectStore, job: Job, weight: number): Promise<DigestOutcome | LogsResult> {
    const gate = gates.get(store.place) ?? gateOf(store.place, options.depth);
    gates.set(store.place, gate);
    load += weight;
    try {
      return await runJob(store, job, options.limits, gate);
    } finally {
      load -= weight;
    }
  }

  async function run(store: ObjectStore, job: Job, weight: number): Promise<DigestOutcome | LogsResult> {
    under += weight;
    try {
      const { place } = store;
      const credentials = await store.credentials?.();
      const thread = idlest();
      if (place === undefined || thread === undefined) {
        return await runHere(store, job, weight);
      }
      thread.load += weight;
      next += 1;
      const request: JobRequest = { id: next, place, credentials, limits: options.limits, job };
      return await new Promise((resolve, reject) => {
        thread.waiting.set(request.id, { resolve, reject, store, weight });
        thread.worker.ref();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        thread.worker.postMessage(request);
      });
    } finally {
      under -= weight;
      if (under < most) {
        // Who waits looks again before it takes its place.
        for (const wake of rooms.splice(0)) {
          wake();
        }
      }
    }
  }

  return {
    async digest(store, at) {
      const job: Job = { kind: 'digest', bucket: at.bucket, key: at.key, keepContent: options.keepContent };
      return (await run(store, job, 1)) as DigestOutcome;
    },
    async logs(store, logs) {
      // A disk has no latency to hide: with less in hand the threads share the last files more evenly.
      const each = store.place?.kind === 'directory' ? 6 : 1;
      return (await run(store, { kind: 'logs', logs }, logs.length * each)) as LogsResult;
    },
    async room() {
      // oxlint-disable-next-line no-unmodified-loop-condition -- `run` changes it while this waits
      while (under >= most) {
        await new Promise<void>((resolve) => rooms.push(resolve));
      }
    },
    async close() {
      await Promise.all(threads.map(async (thread) => await thread.worker.terminate()));
    },
  };
}
