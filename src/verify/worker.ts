import { parentPort } from 'node:worker_threads';
import { trustCaBundle } from '#src/aws/ca-bundle.ts';
import { createDirectoryStore } from './directory-store.ts';
import { gateOf, runJob, type Gate, type JobAnswer, type JobRequest } from './job.ts';
import type { Credentials, ObjectStore, StorePlace } from './ports.ts';
import { createS3Store } from './s3/store.ts';

/** A thread that fetches, inflates and hashes. It opens each store once and keeps its connections. */

interface Opened {
  readonly store: ObjectStore;
  readonly gate: Gate;
  credentials: Credentials | undefined;
}

const port = parentPort;
const opened = new Map<string, Opened>();
const refreshing = new Map<number, (credentials: Credentials | undefined) => void>();

port?.on('message', (message: JobRequest | { readonly id: number; readonly renewed: Credentials | undefined }) => {
  if ('renewed' in message) {
    refreshing.get(message.id)?.(message.renewed);
    refreshing.delete(message.id);
    return;
  }
  void answer(message);
});
port?.postMessage({ kind: 'ready' } satisfies JobAnswer);

async function answer(request: JobRequest): Promise<void> {
  let reply: JobAnswer;
  try {
    const place = open(request);
    place.credentials = request.credentials;
    reply = {
      id: request.id,
      kind: 'done',
      result: await runJob(place.store, request.job, request.limits, place.gate),
    };
  } catch (error) {
    reply = { id: request.id, kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
  port?.postMessage(reply);
}

function open(request: JobRequest): Opened {
  const known = opened.get(request.place.id);
  if (known !== undefined) {
    return known;
  }
  const made: Opened = {
    store: createStore(request.place, async (refresh) => {
      if (refresh) {
        made.credentials = await renew(request.id);
      }
      return made.credentials;
    }),
    gate: gateOf(request.place, 1),
    credentials: request.credentials,
  };
  opened.set(request.place.id, made);
  return made;
}

function createStore(
  place: StorePlace,
  credentials: (refresh: boolean) => Promise<Credentials | undefined>,
): ObjectStore {
  if (place.kind === 'directory') {
    return createDirectoryStore(place);
  }
  trustCaBundle(place.caBundle);
  return createS3Store({ place, credentials, proxy: process.env });
}

async function renew(id: number): Promise<Credentials | undefined> {
  return await new Promise((resolve) => {
    refreshing.set(id, resolve);
    port?.postMessage({ id, kind: 'credentials' } satisfies JobAnswer);
  });
}
