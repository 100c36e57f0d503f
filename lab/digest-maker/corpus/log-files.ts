import { gzipSync } from 'node:zlib';
import { logKey } from '../chain.ts';
import { makeLogFile } from '../log-file.ts';
import { memberHole, type CorpusCase } from './case.ts';
import { log, appendTo, cut, prependTo, recompress, records, resign } from './tampering.ts';

/** Log files that a digest names. */
export const logFiles: readonly CorpusCase[] = [
  {
    name: 'a log file changed',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => void (world.buckets.get('trail-bucket', log(world, 6).key).body = makeLogFile(7, 900).gzip),
    aws: { exit: 1 },
  },
  {
    name: 'a log file whose name says a minute after the end of its digest, where the range begins',
    verdict: 'valid',
    problems: [],
    tamper: (world) => {
      const file = makeLogFile(99, 500);
      const key = logKey(world.writer, world.from + 60_000, 'AAAABBBBCCCCDDDD');
      world.buckets.put('trail-bucket', key, { body: file.gzip, metadata: {} });
      const hashAlgorithm = 'SHA-256';
      resign(world, 1, (json) =>
        (json['logFiles'] as unknown[]).push({
          s3Bucket: 'trail-bucket',
          s3Object: key,
          hashValue: file.hash,
          hashAlgorithm,
        }),
      );
    },
    aws: { exit: 0 },
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
    problems: ['log-trailing-bytes'],
    tamper: (world) => appendTo(world, log(world, 6), gzipSync('{"Records":[]}')),
    aws: { exit: 0, why: 'it reads the first gzip member only (aws-cli#10324, mended later)' },
  },
  {
    name: 'a log file with zeros appended',
    verdict: 'invalid',
    problems: ['log-trailing-bytes'],
    tamper: (world) => appendTo(world, log(world, 6), new Uint8Array(512)),
    aws: { exit: 0, why: memberHole },
  },
  {
    name: 'a log file with text appended',
    verdict: 'invalid',
    problems: ['log-trailing-bytes'],
    tamper: (world) => appendTo(world, log(world, 6), Buffer.from('something else')),
    aws: { exit: 0, why: memberHole },
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
    name: 'a log file with an empty gzip member appended',
    verdict: 'invalid',
    problems: ['log-trailing-bytes'],
    tamper: (world) => appendTo(world, log(world, 6), gzipSync('')),
    aws: { exit: 0, why: memberHole },
  },
  {
    name: 'a log file with an empty gzip member before it',
    verdict: 'invalid',
    problems: ['log-trailing-bytes'],
    tamper: (world) => prependTo(world, log(world, 6), gzipSync('')),
    aws: { exit: 1 },
  },
  {
    name: 'a log file with re-ordered records',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => records(world, (list) => list.toReversed()),
    aws: { exit: 1 },
  },
  {
    name: 'a log file with a record twice',
    verdict: 'invalid',
    problems: ['log-modified'],
    tamper: (world) => records(world, (list) => [...list, list[0]]),
    aws: { exit: 1 },
  },
  {
    name: 'a log file that is empty',
    verdict: 'invalid',
    problems: ['log-malformed'],
    tamper: (world) => void (world.buckets.get('trail-bucket', log(world, 6).key).body = new Uint8Array()),
    aws: { exit: 1 },
  },
  {
    name: 'a log file inflated under its name',
    verdict: 'invalid',
    problems: ['log-malformed'],
    tamper: (world) => recompress(world, (content) => content),
    aws: { exit: 1 },
  },
  {
    name: 'a log file compressed again, its content the same',
    verdict: 'valid',
    problems: [],
    tamper: (world) => recompress(world, (content) => gzipSync(content, { level: 1 })),
    aws: { exit: 0 },
  },
];
