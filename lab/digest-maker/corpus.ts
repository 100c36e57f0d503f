import { gunzipSync, gzipSync } from 'node:zlib';
import { parseDigestKey } from '#src/domain/digest/object-key.ts';
import type { TrailEvent, TrailHistory } from '#src/domain/digest/gap.ts';
import type { ProblemKind, Verdict } from '#src/domain/digest/problem.ts';
import { createBuckets, type Buckets, type Fault } from './bucket.ts';
import { iso, logKey, writeChain, writeHour, type Writer, type Written } from './chain.ts';
import { createSigningKey, type SigningKey } from './key.ts';
import { makeLogFile } from './log-file.ts';

/**
 * Chains that were tampered with, one per kind, each with the verdict that it must get and the exit code that
 * `aws cloudtrail validate-logs` (1.45) gives, with the reason where the two differ.
 */

export const hour = 3_600_000;
export const begin = Date.parse('2026-11-19T20:00:00Z');

export interface World {
  readonly buckets: Buckets;
  readonly keys: SigningKey[];
  /** Where and what the trail is. */
  readonly writer: Writer;
  readonly chain: Written[];
  from: number;
  to: number;
  now: number;
  status: TrailHistory;
  events: readonly TrailEvent[] | undefined;
  validation: boolean | undefined;
  allowBuckets: string[];
  /** Another trail that is known to write to the same place, without digests. */
  shared: boolean;
  members: ReadonlyMap<string, { readonly from?: number; readonly until?: number }> | undefined;
  fault: (bucket: string, key: string) => Fault;
}

export interface CorpusCase {
  readonly name: string;
  readonly verdict: Verdict;
  /** Every problem that is no mere notice, each kind once, sorted. */
  readonly problems: readonly ProblemKind[];
  readonly notices?: readonly ProblemKind[];
  readonly tamper: (world: World) => void;
  /** The exit code of the AWS CLI; `why` where that is another judgement than ours. */
  readonly aws: { readonly exit: 0 | 1 | 255; readonly why?: string };
}

/** The kinds of key pairs are made once: a pair costs as much as a hundred signatures. */
export function createWorld(keys: readonly [SigningKey, SigningKey], overrides: Partial<Writer> = {}): World {
  const buckets = createBuckets();
  const writer: Writer = {
    buckets,
    bucket: 'trail-bucket',
    account: '111122223333',
    region: 'eu-west-1',
    trail: 'audit_trail.main-1',
    homeRegion: 'eu-west-1',
    key: keys[0],
    logsPerHour: 3,
    ...overrides,
  };
  // The range is hours 2 to 12: there is something before it and something after it.
  const chain = writeChain(writer, begin, 15);
  return {
    buckets,
    keys: [...keys],
    writer,
    chain,
    from: begin + 2 * hour,
    to: begin + 12 * hour,
    now: begin + 15 * hour + 600_000,
    status: {
      isLogging: true,
      startLoggingTime: begin - 100 * hour,
      latestDigestDeliveryTime: begin + 15 * hour + 300_000,
    },
    events: undefined,
    validation: true,
    allowBuckets: [],
    shared: false,
    members: undefined,
    fault: () => undefined,
  };
}

const rewrite = (world: World, index: number, change: (json: Record<string, unknown>) => void): void => {
  const { bucket, key } = at(world, index);
  const object = world.buckets.get(bucket, key);
  const json = JSON.parse(gunzipSync(object.body).toString()) as Record<string, unknown>;
  change(json);
  object.body = gzipSync(JSON.stringify(json));
};
const at = (world: World, index: number): Written => {
  const written = world.chain[index];
  if (written === undefined) {
    throw new Error(`the chain has no digest ${index}`);
  }
  return written;
};
const log = (world: World, index: number, number = 1): { bucket: string; key: string; hash: string } => {
  const found = at(world, index).logs[number];
  if (found === undefined) {
    throw new Error(`digest ${index} has no log file ${number}`);
  }
  return found;
};
const appendTo = (world: World, of: { bucket: string; key: string }, bytes: Uint8Array): void => {
  const object = world.buckets.get(of.bucket, of.key);
  object.body = Buffer.concat([object.body, bytes]);
};
const cut = (world: World, of: { bucket: string; key: string }): void => {
  const object = world.buckets.get(of.bucket, of.key);
  object.body = object.body.subarray(0, object.body.length - 20);
};
const remove = (world: World, from: number, to = from): void => {
  for (let index = from; index <= to; index += 1) {
    world.buckets.delete(at(world, index).bucket, at(world, index).key);
  }
};
/** Drops the chain from a digest on, with its log files, and goes on at another one with a new chain. */
const restart = (world: World, from: number, again: number, keepLogs = false): void => {
  for (const digest of world.chain.splice(from)) {
    world.buckets.delete(digest.bucket, digest.key);
    for (const file of keepLogs ? [] : digest.logs) {
      world.buckets.delete(file.bucket, file.key);
    }
  }
  world.chain.push(...writeChain(world.writer, begin + again * hour, 15 - again));
};
const forge = (world: World, hourOf: number, unique = 'AAAABBBBCCCCDDDD'): void => {
  const body = makeLogFile(99, 500);
  world.buckets.put('trail-bucket', logKey(world.writer, begin + hourOf * hour + 600_000, unique), {
    body: body.gzip,
    metadata: {},
  });
};
/** The trail moved to another bucket or prefix after some hours; the chain goes on there. */
const move = (world: World, after: number, to: Partial<Writer>): void => {
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

const endHole = 'it does not look whether the digests reach the end of the range';

export const corpus: readonly CorpusCase[] = [
  { name: 'untouched', verdict: 'valid', problems: [], tamper: () => {}, aws: { exit: 0 } },
  {
    name: 'a digest with changed content',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) => rewrite(world, 6, (json) => (json['newestEventTime'] = iso(begin))),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with re-ordered log files',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) => rewrite(world, 6, (json) => (json['logFiles'] as unknown[]).reverse()),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with a duplicated log file',
    verdict: 'invalid',
    problems: ['digest-signature-invalid'],
    tamper: (world) =>
      rewrite(world, 6, (json) => (json['logFiles'] as unknown[]).push((json['logFiles'] as unknown[])[0])),
    aws: { exit: 1 },
  },
  {
    name: 'a digest signed with a key of the attacker',
    verdict: 'invalid',
    problems: ['digest-unknown-key'],
    tamper: (world) => {
      const forged = { ...world.writer, key: createSigningKey() };
      const old = at(world, 6);
      writeHour(forged, { start: old.start, previous: at(world, 5), logs: old.logs });
    },
    aws: { exit: 1 },
  },
  {
    name: 'a digest that was copied without its metadata',
    verdict: 'invalid',
    problems: ['digest-signature-missing'],
    tamper: (world) => void (world.buckets.get('trail-bucket', at(world, 6).key).metadata = {}),
    aws: { exit: 1 },
  },
  {
    name: 'a digest replaced by a genuine one of another hour',
    verdict: 'invalid',
    problems: ['digest-moved'],
    tamper: (world) =>
      world.buckets.put('trail-bucket', at(world, 6).key, { ...world.buckets.get('trail-bucket', at(world, 5).key) }),
    aws: { exit: 1 },
  },
  {
    name: 'a digest cut short',
    verdict: 'invalid',
    problems: ['digest-malformed'],
    tamper: (world) => cut(world, at(world, 6)),
    aws: { exit: 1 },
  },
  {
    name: 'a digest that is no JSON',
    verdict: 'invalid',
    problems: ['digest-malformed'],
    tamper: (world) => void (world.buckets.get('trail-bucket', at(world, 6).key).body = gzipSync('{"a":')),
    aws: { exit: 1 },
  },
  {
    name: 'a digest with zeros appended',
    verdict: 'invalid',
    problems: ['digest-trailing-bytes'],
    tamper: (world) => appendTo(world, at(world, 6), new Uint8Array(64)),
    aws: { exit: 0, why: 'it passes over what follows the first gzip member' },
  },
  {
    name: 'one digest deleted',
    verdict: 'missing',
    problems: ['digest-missing'],
    tamper: (world) => remove(world, 6),
    aws: { exit: 1 },
  },
  {
    name: 'two digests deleted that follow each other',
    verdict: 'missing',
    problems: ['digest-missing'],
    tamper: (world) => remove(world, 6, 7),
    aws: { exit: 1 },
  },
  {
    name: 'the newest digests deleted',
    verdict: 'missing',
    problems: ['digests-deleted'],
    tamper: (world) => remove(world, 8, 14),
    aws: { exit: 0, why: endHole },
  },
  {
    name: 'the newest digests deleted, and CloudTrail not asked',
    verdict: 'gap',
    problems: ['gap-unexplained'],
    tamper: (world) => {
      remove(world, 8, 14);
      world.status = {};
    },
    aws: { exit: 0, why: endHole },
  },
  {
    name: 'the oldest digests of the range deleted',
    verdict: 'missing',
    problems: ['digest-missing'],
    tamper: (world) => remove(world, 0, 4),
    aws: { exit: 1 },
  },
  {
    name: 'all digests deleted',
    verdict: 'missing',
    problems: ['digests-deleted'],
    tamper: (world) => remove(world, 0, 14),
    aws: { exit: 0, why: 'without digests it prints that there are none' },
  },
  {
    name: 'digests before the range expired',
    verdict: 'valid',
    problems: [],
    notices: ['predecessor-expired'],
    tamper: (world) => remove(world, 0, 1),
    aws: { exit: 1, why: 'it counts the digest that ends where the range begins as part of the range' },
  },
  {
    name: 'a log file changed',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => void (world.buckets.get('trail-bucket', log(world, 6).key).body = makeLogFile(7, 900).gzip),
    aws: { exit: 1 },
  },
  {
    name: 'a log file deleted',
    verdict: 'missing',
    problems: ['log-missing'],
    tamper: (world) => world.buckets.delete('trail-bucket', log(world, 6).key),
    aws: { exit: 1 },
  },
  {
    name: 'a log file with a gzip member appended',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => appendTo(world, log(world, 6), gzipSync('{"Records":[]}')),
    aws: { exit: 0, why: 'it reads the first gzip member only (aws-cli#10324, mended later)' },
  },
  {
    name: 'a log file with zeros appended',
    verdict: 'invalid',
    problems: ['log-trailing-bytes'],
    tamper: (world) => appendTo(world, log(world, 6), new Uint8Array(512)),
    aws: { exit: 0, why: 'it passes over what follows the first gzip member' },
  },
  {
    name: 'a log file with text appended',
    verdict: 'invalid',
    problems: ['log-trailing-bytes'],
    tamper: (world) => appendTo(world, log(world, 6), Buffer.from('something else')),
    aws: { exit: 0, why: 'it passes over what follows the first gzip member' },
  },
  {
    name: 'a log file cut short',
    verdict: 'invalid',
    problems: ['log-malformed'],
    tamper: (world) => cut(world, log(world, 6)),
    aws: { exit: 1 },
  },
  {
    name: 'a log file replaced by text',
    verdict: 'invalid',
    problems: ['log-malformed'],
    tamper: (world) => void (world.buckets.get('trail-bucket', log(world, 6).key).body = Buffer.from('nothing')),
    aws: { exit: 1 },
  },
  {
    name: 'two log files exchanged',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => {
      const one = world.buckets.get('trail-bucket', log(world, 6, 0).key);
      const other = world.buckets.get('trail-bucket', log(world, 6, 1).key);
      [one.body, other.body] = [other.body, one.body];
    },
    aws: { exit: 1 },
  },
  {
    name: 'a forged log file added',
    verdict: 'invalid',
    problems: ['log-unreferenced'],
    tamper: (world) => forge(world, 6),
    aws: { exit: 0, why: 'it does not list log files' },
  },
  {
    name: 'a log file that another trail may have written',
    verdict: 'valid',
    problems: [],
    notices: ['log-unreferenced-shared'],
    tamper: (world) => {
      forge(world, 6);
      world.shared = true;
    },
    aws: { exit: 0 },
  },
  {
    name: 'logging stopped for three hours',
    verdict: 'incomplete',
    problems: ['gap-logging-stopped'],
    tamper: (world) => {
      restart(world, 6, 9);
      world.events = [
        { time: begin + 6 * hour - 60_000, name: 'StopLogging', by: 'mallory' },
        { time: begin + 9 * hour - 60_000, name: 'StartLogging' },
      ];
    },
    aws: { exit: 0, why: 'it prints a gap and ends with success: the time is not proven' },
  },
  {
    name: 'validation off for three hours',
    verdict: 'incomplete',
    problems: ['gap-validation-off'],
    tamper: (world) => {
      restart(world, 6, 9, true);
      world.events = [
        { time: begin + 6 * hour, name: 'UpdateTrail', validation: false },
        { time: begin + 9 * hour, name: 'UpdateTrail', validation: true },
      ];
    },
    aws: { exit: 0, why: 'it prints a gap and ends with success: the time is not proven' },
  },
  {
    name: 'a gap that nothing explains',
    verdict: 'gap',
    problems: ['gap-unexplained'],
    tamper: (world) => {
      restart(world, 6, 9);
      world.events = [];
    },
    aws: { exit: 0, why: 'it prints a gap and ends with success' },
  },
  {
    name: 'the trail deleted and created again under its name',
    verdict: 'incomplete',
    problems: ['gap-trail-deleted'],
    tamper: (world) => {
      restart(world, 6, 9);
      world.events = [
        { time: begin + 6 * hour, name: 'DeleteTrail' },
        { time: begin + 9 * hour, name: 'CreateTrail', validation: true },
      ];
    },
    aws: { exit: 0, why: 'it prints a gap and ends with success: the time is not proven' },
  },
  {
    name: 'the trail created again at once',
    verdict: 'valid',
    problems: [],
    notices: ['chain-restarted'],
    tamper: (world) => restart(world, 6, 6),
    aws: { exit: 0 },
  },
  {
    name: 'logging stopped and not started again',
    verdict: 'incomplete',
    problems: ['gap-logging-stopped'],
    tamper: (world) => {
      restart(world, 6, 15);
      world.status = {
        isLogging: false,
        stopLoggingTime: begin + 6 * hour,
        latestDigestDeliveryTime: begin + 6 * hour,
      };
    },
    aws: { exit: 0, why: endHole },
  },
  {
    name: 'digests that CloudTrail cannot deliver',
    verdict: 'incomplete',
    problems: ['gap-delivery-failing'],
    tamper: (world) => {
      restart(world, 6, 15);
      world.status = {
        isLogging: true,
        latestDigestDeliveryTime: begin + 6 * hour,
        latestDigestDeliveryError: 'AccessDenied',
      };
    },
    aws: { exit: 0, why: endHole },
  },
  {
    name: 'the bucket changed in mid-chain, the old one allowed',
    verdict: 'valid',
    problems: [],
    notices: ['chain-moved'],
    tamper: (world) => {
      move(world, 6, { bucket: 'new-bucket' });
      world.allowBuckets = ['trail-bucket'];
    },
    aws: { exit: 0 },
  },
  {
    name: 'the bucket changed in mid-chain, the old one not allowed',
    verdict: 'incomplete',
    problems: ['pointer-refused'],
    tamper: (world) => move(world, 6, { bucket: 'new-bucket' }),
    aws: { exit: 0, why: 'it follows a digest into any bucket' },
  },
  {
    name: 'the prefix changed in mid-chain',
    verdict: 'valid',
    problems: [],
    notices: ['chain-moved'],
    tamper: (world) => move(world, 6, { prefix: 'moved/here' }),
    aws: { exit: 0 },
  },
  {
    name: 'a log file of a bucket that is not allowed',
    verdict: 'incomplete',
    problems: ['pointer-refused'],
    tamper: (world) => {
      const old = at(world, 14);
      const hash = log(world, 3).hash;
      const logs = [...old.logs, { bucket: 'elsewhere', key: log(world, 3).key, hash }];
      world.buckets.put('elsewhere', log(world, 3).key, world.buckets.get('trail-bucket', log(world, 3).key));
      world.chain[14] = writeHour(world.writer, { start: old.start, previous: at(world, 13), logs });
      world.to = begin + 15 * hour;
    },
    aws: { exit: 0, why: 'it follows a digest into any bucket' },
  },
  {
    name: 'a digest that names another content of its predecessor',
    verdict: 'invalid',
    problems: ['chain-hash-mismatch'],
    tamper: (world) => resign(world, 11, (json) => (json['previousDigestHashValue'] = 'ab'.repeat(32))),
    aws: { exit: 0, why: 'it never compares the hash of the predecessor' },
  },
  {
    name: 'a digest that names another signature of its predecessor',
    verdict: 'invalid',
    problems: ['chain-signature-mismatch'],
    tamper: (world) => resign(world, 11, (json) => (json['previousDigestSignature'] = 'ab'.repeat(256))),
    aws: { exit: 0, why: 'it never compares the signature of the predecessor' },
  },
  {
    name: 'two digests with the same predecessor',
    verdict: 'invalid',
    problems: ['chain-fork'],
    tamper: (world) =>
      void writeHour(world.writer, {
        start: begin + 6 * hour,
        end: begin + 6 * hour + 1_800_000,
        previous: at(world, 5),
        logs: [],
      }),
    aws: { exit: 0, why: 'it follows the pointers from the newest digest and never sees the other one' },
  },
  {
    name: 'a backfill digest',
    verdict: 'valid',
    problems: [],
    tamper: (world) => {
      forge(world, 6);
      backfill(world);
    },
    aws: { exit: 0 },
  },
  {
    name: 'a backfill digest with a changed log file',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => {
      forge(world, 6);
      backfill(world);
      const key = logKey(world.writer, begin + 6 * hour + 600_000, 'AAAABBBBCCCCDDDD');
      world.buckets.get('trail-bucket', key).body = makeLogFile(98, 500).gzip;
    },
    aws: { exit: 1 },
  },
  {
    name: 'a backfill digest with changed content',
    verdict: 'invalid',
    problems: ['digest-signature-invalid', 'log-unreferenced'],
    tamper: (world) => {
      forge(world, 6);
      const written = backfill(world);
      const object = world.buckets.get('trail-bucket', written.key);
      const json = JSON.parse(gunzipSync(object.body).toString()) as Record<string, unknown>;
      object.body = gzipSync(JSON.stringify({ ...json, newestEventTime: null }));
    },
    aws: { exit: 1 },
  },
  {
    name: 'the key rotated within the range',
    verdict: 'valid',
    problems: [],
    tamper: (world) => {
      world.chain.splice(8);
      const second = world.keys[1] ?? world.writer.key;
      world.chain.push(...writeChain({ ...world.writer, key: second }, begin + 8 * hour, 7, at(world, 7)));
    },
    aws: { exit: 1, why: 'it asks for the first page of public keys only' },
  },
  {
    name: 'a digest that may not be read',
    verdict: 'incomplete',
    problems: ['digest-unreadable'],
    tamper: (world) => deny(world, at(world, 6).key, 'denied'),
    aws: { exit: 255, why: 'it stops at the first object that it may not read' },
  },
  {
    name: 'a log file that may not be read',
    verdict: 'incomplete',
    problems: ['log-unreadable'],
    tamper: (world) => deny(world, log(world, 6).key, 'denied'),
    aws: { exit: 255, why: 'it stops at the first object that it may not read' },
  },
  {
    name: 'a log file that is archived',
    verdict: 'incomplete',
    problems: ['log-unreadable'],
    tamper: (world) => deny(world, log(world, 6).key, 'archived'),
    aws: { exit: 255, why: 'it stops at the first object that it cannot read' },
  },
  {
    name: 'a log file that is always throttled',
    verdict: 'incomplete',
    problems: ['log-unreadable'],
    tamper: (world) => deny(world, log(world, 6).key, 'throttled'),
    aws: { exit: 255, why: 'it stops at the first object that it cannot read' },
  },
  {
    name: 'a log file whose line always breaks',
    verdict: 'incomplete',
    problems: ['log-unreadable'],
    tamper: (world) => deny(world, log(world, 6).key, 'network'),
    aws: { exit: 1, why: 'it calls a broken line an invalid format' },
  },
  {
    name: 'digests that may not be listed',
    verdict: 'incomplete',
    problems: ['listing-incomplete'],
    tamper: (world) => deny(world, 'AWSLogs/111122223333/CloudTrail-Digest/', 'denied'),
    aws: { exit: 255, why: 'it stops at the first call that is denied' },
  },
  {
    name: 'a digest without log files',
    verdict: 'valid',
    problems: [],
    tamper: (world) => {
      world.chain.splice(6);
      for (const key of world.buckets.keys('trail-bucket')) {
        const name = parseDigestKey(key);
        const late = name === undefined ? Date.parse(stampOf(key)) >= begin + 6 * hour : name.end > begin + 6 * hour;
        if (late) {
          world.buckets.delete('trail-bucket', key);
        }
      }
      for (let index = 6; index < 15; index += 1) {
        const change = (document: Record<string, unknown>): void =>
          void (document['logFiles'] = index % 2 === 0 ? [] : null);
        world.chain.push(
          writeHour(world.writer, { start: begin + index * hour, previous: at(world, index - 1), logs: [], change }),
        );
      }
    },
    aws: { exit: 0 },
  },
];

function stampOf(key: string): string {
  const [, y, m, d, h, i] = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(key) ?? [];
  return `${y}-${m}-${d}T${h}:${i}:00Z`;
}

function deny(world: World, part: string, fault: Fault): void {
  world.fault = (_bucket, key) =>
    key.startsWith(part) && (key === part || part.endsWith('/')) && (part.endsWith('.gz') || !key.endsWith('.gz'))
      ? fault
      : undefined;
}

/** Writes the digests from one on again, correctly signed and linked, the first of them changed. */
function resign(world: World, from: number, change: (json: Record<string, unknown>) => void): void {
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

function backfill(world: World): Written {
  const body = makeLogFile(99, 500);
  const key = logKey(world.writer, begin + 6 * hour + 600_000, 'AAAABBBBCCCCDDDD');
  const logs = [{ bucket: 'trail-bucket', key, hash: body.hash }];
  return writeHour(world.writer, { start: begin + 6 * hour, previous: undefined, logs, backfill: true });
}
