import { begin, hour } from '../world.ts';
import { writeHour } from '../chain.ts';
import { type CorpusCase } from './case.ts';
import { at, log, move } from './tampering.ts';

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
