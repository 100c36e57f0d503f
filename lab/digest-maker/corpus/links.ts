import { gunzipSync, gzipSync } from 'node:zlib';
import { begin, hour } from '../world.ts';
import { logKey, writeChain, writeHour } from '../chain.ts';
import { makeLogFile } from '../log-file.ts';
import { type CorpusCase } from './case.ts';
import { at, forge, resign, backfill } from './tampering.ts';

/** Genuine digests whose links do not fit, backfill digests, and keys. */
export const links: readonly CorpusCase[] = [
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
];
