import { gzipSync } from 'node:zlib';
import { begin, hour } from '../world.ts';
import { logKey, writeChain } from '../chain.ts';
import { listHole, type CorpusCase } from './case.ts';
import { at, put, forge, deny, log } from './tampering.ts';

/** Objects that CloudTrail did not write, beside those that it wrote. */
export const addedObjects: readonly CorpusCase[] = [
  {
    name: 'a forged log file added',
    verdict: 'invalid',
    problems: ['log-unreferenced'],
    tamper: (world) => forge(world, 6),
    aws: { exit: 0, why: listHole },
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
    name: 'a forged log file behind one that is dated in the far future',
    verdict: 'invalid',
    problems: ['log-unreferenced'],
    tamper: (world) => {
      const file = logKey(world.writer, begin + hour, 'AAAABBBBCCCCDDDD').replace(/_2026\d{4}T/, '_20990101T');
      put(world, file);
      forge(world, 6);
    },
    aws: { exit: 0, why: listHole },
  },
  ...(
    [
      ['in a folder below a day', (key) => key.replace(/[^/]+$/, 'more/a.json.gz')],
      ['in the folder of no day', (key) => key.replace(/\d{4}\/\d\d\/\d\d\/[^/]+$/, '0.json.gz')],
      [
        'in the folder of a month, before the first day of the range',
        (key) => key.replace(/\d\d\/[^/]+$/, '0.json.gz'),
      ],
      ['in a folder of a month that is that of no day', (key) => key.replace(/\d\d\/[^/]+$/, '31/a/0.json.gz')],
      ['in a folder of a year that is that of no month', (key) => key.replace(/\d\d\/\d\d\/[^/]+$/, '13/01/0.json.gz')],
      ['in a folder between those of years', (key) => key.replace(/\d{4}\/\d\d\/\d\d\/[^/]+$/, '20261120/a.json.gz')],
      ['in the folder of a year', (key) => key.replace(/\d\d\/\d\d\/[^/]+$/, 'x.json.gz')],
      ['between the folders of years', (key) => key.replace(/2026\/\d\d\/\d\d\/[^/]+$/, '2026.json.gz')],
      ['in the folder of no region', (key) => key.replace(/eu-west-1\/.*/, 'a.json.gz')],
      ['after the folders of all days', (key) => key.replace(/\d{4}\/\d\d\/\d\d\/[^/]+$/, 'x.json.gz')],
      ['with a name of its own', (key) => key.replace(/[^/]+$/, 'a.json.gz')],
      ['that names another account', (key) => key.replace(/\/\d{12}_/, '/000000000000_')],
      ['in a folder that is that of no region', (key) => key.replace('/eu-west-1/', '/EU-WEST-1/')],
    ] as const satisfies readonly (readonly [string, (key: string) => string])[]
  ).map(([where, rename]): CorpusCase => ({
    name: `a forged log file ${where}`,
    verdict: 'invalid',
    problems: ['log-unreferenced'],
    tamper: (world) => {
      // Log files of years before and days after: what is of no day is not found by listing up to the first day, or on.
      for (const days of [-2000, -400, 5, 400]) {
        put(world, logKey(world.writer, begin + days * 24 * hour, 'AAAABBBBCCCCDDDD'));
      }
      put(world, rename(logKey(world.writer, begin + 6 * hour, 'AAAABBBBCCCCDDDD')));
    },
    aws: { exit: 0, why: listHole },
  })),
  {
    name: 'a forged log file in an hour of which a log file is archived',
    verdict: 'invalid',
    problems: ['log-unreadable', 'log-unreferenced'],
    tamper: (world) => {
      deny(world, log(world, 5).key, 'archived');
      forge(world, 5);
    },
    aws: { exit: 255, why: 'it stops at the archived one, and does not list log files' },
  },
  {
    name: 'a forged log file behind a thousand other objects that are of no day',
    verdict: 'invalid',
    problems: ['log-unreferenced'],
    notices: ['object-unexpected'],
    tamper: (world) => {
      const folder = log(world, 5).key.replace(/2026.*/, '');
      for (let index = 0; index < 1000; index += 1) {
        put(world, `${folder}0/${index}.txt`);
      }
      put(world, `${folder}1.json.gz`);
    },
    aws: { exit: 0, why: listHole },
  },
  {
    name: 'log files that may not be listed, in a region without digests',
    verdict: 'incomplete',
    problems: ['listing-incomplete'],
    tamper: (world) => {
      const { key } = log(world, 5);
      put(world, key.replaceAll('eu-west-1', 'sa-east-1'));
      deny(world, key.replace(/eu-west-1.*/, 'sa-east-1/'), 'denied');
    },
    aws: { exit: 0, why: listHole },
  },
  {
    name: 'an object among the digests whose path goes on as that of a digest of the far future',
    verdict: 'valid',
    problems: [],
    notices: ['object-unexpected'],
    tamper: (world) => {
      const { key } = at(world, 1);
      put(world, key.replace(/[^/]+$/, `0/${key.replaceAll(/2026(\d{4}T|\/\d\d)/g, '2099$1')}`));
    },
    aws: { exit: 0 },
  },
  {
    name: 'forged log files in a region that the trail does not cover',
    verdict: 'gap',
    problems: ['gap-unexplained'],
    tamper: (world) =>
      put(world, logKey({ ...world.writer, region: 'sa-east-1' }, begin + 6 * hour, 'AAAABBBBCCCCDDDD')),
    aws: { exit: 0, why: listHole },
  },
  {
    name: 'two trails in one bucket, and one is asked for',
    verdict: 'valid',
    problems: [],
    tamper: (world) => {
      writeChain({ ...world.writer, trail: 'other' }, begin, 15);
      world.trails = [world.writer.trail];
    },
    aws: { exit: 0 },
  },
  {
    name: 'a forged log file behind a forged digest of a trail that is not asked for',
    verdict: 'invalid',
    problems: ['log-unreferenced'],
    tamper: (world) => {
      world.buckets.put('trail-bucket', at(world, 6).key.replaceAll(world.writer.trail, 'other'), {
        body: gzipSync('{}'),
        metadata: {},
      });
      forge(world, 6);
      world.trails = [world.writer.trail];
    },
    aws: { exit: 0, why: listHole },
  },
  {
    name: 'a log file that may be named by a digest of another trail, which may not be read',
    verdict: 'incomplete',
    problems: ['log-undecided'],
    tamper: (world) => {
      const [, , , , , , digest] = writeChain({ ...world.writer, trail: 'other' }, begin, 15);
      deny(world, digest!.key, 'denied');
      world.trails = [world.writer.trail];
    },
    aws: { exit: 0, why: listHole },
  },
  {
    name: 'log files of another trail, which is not asked for and of which a digest was deleted',
    verdict: 'incomplete',
    problems: ['log-undecided'],
    tamper: (world) => {
      const other = writeChain({ ...world.writer, trail: 'other' }, begin, 15);
      world.buckets.delete('trail-bucket', other[6]!.key);
      world.trails = [world.writer.trail];
    },
    aws: { exit: 0, why: listHole },
  },
];
