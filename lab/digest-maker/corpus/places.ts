import { begin, hour } from '../world.ts';
import { writeHour } from '../chain.ts';
import { type CorpusCase, listHole } from './case.ts';
import { at, log, move, put } from './tampering.ts';

/** Trails that moved, and pointers into other buckets. */
export const places: readonly CorpusCase[] = [
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
  ...(
    [
      ['prefix', { prefix: 'moved/here' }],
      ['bucket', { bucket: 'new-bucket' }],
    ] as const
  ).map(([what, to]): CorpusCase => ({
    name: `a forged log file where the trail wrote before its ${what} changed`,
    verdict: 'incomplete',
    problems: ['log-undecided'],
    notices: ['chain-moved'],
    tamper: (world) => {
      move(world, 6, to);
      world.allowBuckets = ['trail-bucket'];
      put(world, log(world, 4).key.replace(/_[^_]+$/, '_AAAABBBBCCCCDDDD.json.gz'));
    },
    aws: { exit: 0, why: listHole },
  })),
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
];
