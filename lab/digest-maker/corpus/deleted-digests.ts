import { endHole, type CorpusCase } from './case.ts';
import { at, remove, deny, backfills } from './tampering.ts';

/** Digests that are gone: at both ends, in the middle, all of them. */
export const deletedDigests: readonly CorpusCase[] = [
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
    name: 'a digest deleted with its log files',
    verdict: 'missing',
    problems: ['digest-missing'],
    tamper: (world) => {
      remove(world, 6);
      at(world, 6).logs.forEach(({ bucket, key }) => world.buckets.delete(bucket, key));
    },
    aws: { exit: 1 },
  },
  {
    name: 'a digest deleted, and an archived object in its place under a name of a second before',
    verdict: 'missing',
    problems: ['digest-missing', 'digest-unreadable'],
    tamper: (world) => {
      const { key } = at(world, 6);
      const decoy = key.replace('T030000Z', 'T025959Z');
      world.buckets.put('trail-bucket', decoy, world.buckets.get('trail-bucket', key));
      remove(world, 6);
      deny(world, decoy, 'archived');
    },
    aws: { exit: 255, why: 'it stops at the first object that it cannot read' },
  },
  {
    name: 'the first backfill digest of the range deleted',
    verdict: 'missing',
    problems: ['digest-missing'],
    tamper: (world) => world.buckets.delete('trail-bucket', backfills(world)[0]!.key),
    aws: { exit: 1 },
  },
  {
    name: 'a backfill digest deleted between two',
    verdict: 'missing',
    problems: ['digest-missing'],
    tamper: (world) => world.buckets.delete('trail-bucket', backfills(world)[1]!.key),
    aws: { exit: 1 },
  },
];
