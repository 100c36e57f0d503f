import { type CorpusCase } from './case.ts';
import { at, log, deny } from './tampering.ts';

/** What cannot be read is never called wrong. */
export const unreadable: readonly CorpusCase[] = [
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
];
