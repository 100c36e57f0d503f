import { gunzipSync, gzipSync } from 'node:zlib';
import type { Fault } from '../bucket.ts';
import { logKey, writeChain, writeHour, type Writer, type Written } from '../chain.ts';
import { makeLogFile } from '../log-file.ts';
import { begin, hour, type World } from '../world.ts';

/** The hands of an attacker, and what a trail does by itself: each changes a world. */

export const rewrite = (world: World, index: number, change: (json: Record<string, unknown>) => void): void => {
  const { bucket, key } = at(world, index);
  const object = world.buckets.get(bucket, key);
  const json = JSON.parse(gunzipSync(object.body).toString()) as Record<string, unknown>;
  change(json);
  object.body = gzipSync(JSON.stringify(json));
};
export const at = (world: World, index: number): Written => {
  const written = world.chain[index];
  if (written === undefined) {
    throw new Error(`the chain has no digest ${index}`);
  }
  return written;
};
export const log = (world: World, index: number, number = 1): { bucket: string; key: string; hash: string } => {
  const found = at(world, index).logs[number];
  if (found === undefined) {
    throw new Error(`digest ${index} has no log file ${number}`);
  }
  return found;
};
export const appendTo = (world: World, of: { bucket: string; key: string }, bytes: Uint8Array): void => {
  const object = world.buckets.get(of.bucket, of.key);
  object.body = Buffer.concat([object.body, bytes]);
};

export const prependTo = (world: World, of: { bucket: string; key: string }, bytes: Uint8Array): void => {
  const object = world.buckets.get(of.bucket, of.key);
  object.body = Buffer.concat([bytes, object.body]);
};
export const cut = (world: World, of: { bucket: string; key: string }): void => {
  const object = world.buckets.get(of.bucket, of.key);
  object.body = object.body.subarray(0, object.body.length - 20);
};
export const remove = (world: World, from: number, to = from): void => {
  for (let index = from; index <= to; index += 1) {
    world.buckets.delete(at(world, index).bucket, at(world, index).key);
  }
};
export const retext = (world: World, index: number, change: (text: string) => string): void => {
  const object = world.buckets.get(at(world, index).bucket, at(world, index).key);
  object.body = gzipSync(change(gunzipSync(object.body).toString()));
};
/** Puts another file in the place of a log file, made of its content. */
export const recompress = (world: World, change: (content: Buffer) => Uint8Array): void => {
  const object = world.buckets.get('trail-bucket', log(world, 6).key);
  object.body = change(gunzipSync(object.body));
};
export const records = (world: World, change: (list: readonly unknown[]) => readonly unknown[]): void =>
  recompress(world, (content) => {
    const { Records } = JSON.parse(content.toString()) as { Records: unknown[] };
    return gzipSync(JSON.stringify({ Records: change(Records) }));
  });
/** Drops the chain from a digest on, with its log files, and goes on at another one with a new chain. */
export const restart = (world: World, from: number, again: number, keepLogs = false): void => {
  for (const digest of world.chain.splice(from)) {
    world.buckets.delete(digest.bucket, digest.key);
    for (const file of keepLogs ? [] : digest.logs) {
      world.buckets.delete(file.bucket, file.key);
    }
  }
  world.chain.push(...writeChain(world.writer, begin + again * hour, 15 - again));
};
export const put = (world: World, key: string): void =>
  world.buckets.put('trail-bucket', key, { body: makeLogFile(99, 500).gzip, metadata: {} });
export const forge = (world: World, hourOf: number): void =>
  put(world, logKey(world.writer, begin + hourOf * hour + 600_000, 'AAAABBBBCCCCDDDD'));
/** The trail moved to another bucket or prefix after some hours; the chain goes on there. */
export const move = (world: World, after: number, to: Partial<Writer>): void => {
  for (const digest of world.chain.splice(after)) {
    world.buckets.delete(digest.bucket, digest.key);
    for (const file of digest.logs) {
      world.buckets.delete(file.bucket, file.key);
    }
  }
  const moved = { ...world.writer, ...to };
  world.chain.push(...writeChain(moved, begin + after * hour, 15 - after, at(world, after - 1)));
  Object.assign(world, { writer: moved });
};

/** The minute of a log file, as its name says. */
export function stampOf(key: string): string {
  const [, y, m, d, h, i] = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(key) ?? [];
  return `${y}-${m}-${d}T${h}:${i}:00Z`;
}

export function deny(world: World, part: string, fault: Fault): void {
  world.fault = (_bucket, key) =>
    key.startsWith(part) && (key === part || part.endsWith('/')) && (part.endsWith('.gz') || !key.endsWith('.gz'))
      ? fault
      : undefined;
}

/** Writes the digests from one on again, correctly signed and linked, the first of them changed. */
export function resign(world: World, from: number, change: (json: Record<string, unknown>) => void): void {
  for (let index = from; index < 15; index += 1) {
    const old = at(world, index);
    world.chain[index] = writeHour(world.writer, {
      start: old.start,
      previous: at(world, index - 1),
      logs: old.logs,
      ...(index === from ? { change } : {}),
    });
  }
}

export function backfill(world: World): Written {
  const body = makeLogFile(99, 500);
  const key = logKey(world.writer, begin + 6 * hour + 600_000, 'AAAABBBBCCCCDDDD');
  const logs = [{ bucket: 'trail-bucket', key, hash: body.hash }];
  return writeHour(world.writer, { start: begin + 6 * hour, previous: undefined, logs, backfill: true });
}

/** Three backfill digests without log files, each of which names the one before. */
export function backfills(world: World): readonly Written[] {
  const made: Written[] = [];
  for (const at of [4, 6, 8]) {
    made.push(writeHour(world.writer, { start: begin + at * hour, previous: made.at(-1), logs: [], backfill: true }));
  }
  return made;
}
