import { begin, hour } from '../world.ts';
import { endHole, type CorpusCase } from './case.ts';
import { restart } from './tampering.ts';

/** Times that no digest covers, told apart. */
export const gaps: readonly CorpusCase[] = [
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
    name: 'a member that left the organisation',
    verdict: 'incomplete',
    problems: ['gap-not-member'],
    writer: { organization: 'o-abc1234567' },
    tamper: (world) => {
      restart(world, 6, 15);
      world.owner = '999988887777';
      world.members = new Map();
      world.status = {};
    },
    aws: { exit: 0, why: endHole },
  },
  {
    name: 'a member of the organisation of whom all was deleted',
    verdict: 'gap',
    problems: ['gap-unexplained'],
    writer: { organization: 'o-abc1234567' },
    tamper: (world) => {
      restart(world, 0, 15);
      world.owner = '999988887777';
      world.members = new Map([[world.writer.account, {}]]);
      world.status = {};
    },
    aws: { exit: 0, why: 'without digests it prints that there are none' },
  },
];
