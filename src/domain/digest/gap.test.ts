import { expect, test } from 'vitest';
import { Unknown } from '#src/core/unknown.ts';
import { hour } from './chain.ts';
import { explainGap, type Gap, type TrailHistory } from './gap.ts';

const middle: Gap = { from: 10 * hour, to: 15 * hour, where: 'middle' };
const end: Gap = { from: 10 * hour, to: 15 * hour, where: 'end' };
const start: Gap = { from: 10 * hour, to: 15 * hour, where: 'start' };
const at = (hours: number): number => hours * hour;

test.for<[string, Gap, TrailHistory, string]>([
  ['nothing is known', middle, {}, 'gap-unexplained'],
  ['the events could not be asked', middle, { events: new Unknown('access-denied') }, 'gap-unexplained'],
  ['there are no events', middle, { events: [], isLogging: true }, 'gap-unexplained'],
  [
    'a stop and a start',
    middle,
    {
      events: [
        { name: 'StopLogging', time: at(10) },
        { name: 'StartLogging', time: at(15) },
      ],
    },
    'gap-logging-stopped',
  ],
  [
    'a stop that ended two hours too early',
    middle,
    {
      events: [
        { name: 'StopLogging', time: at(10) },
        { name: 'StartLogging', time: at(13) },
      ],
    },
    'gap-unexplained',
  ],
  [
    'a stop two hours after the gap began',
    middle,
    {
      events: [
        { name: 'StopLogging', time: at(12) },
        { name: 'StartLogging', time: at(15) },
      ],
    },
    'gap-unexplained',
  ],
  [
    'a start alone, which may be called on a trail that logs',
    middle,
    { events: [{ name: 'StartLogging', time: at(15) }] },
    'gap-unexplained',
  ],
  [
    'validation switched on alone, which may be on already',
    middle,
    { events: [{ name: 'UpdateTrail', validation: true, time: at(15) }] },
    'gap-unexplained',
  ],
  [
    'validation off and on',
    middle,
    {
      events: [
        { name: 'UpdateTrail', validation: false, time: at(10) },
        { name: 'UpdateTrail', validation: true, time: at(15) },
      ],
    },
    'gap-validation-off',
  ],
  [
    'an update that does not touch validation',
    middle,
    { events: [{ name: 'UpdateTrail', time: at(10) }] },
    'gap-unexplained',
  ],
  [
    'deleted and created',
    middle,
    {
      events: [
        { name: 'DeleteTrail', time: at(10) },
        { name: 'CreateTrail', time: at(15) },
      ],
    },
    'gap-trail-deleted',
  ],
  [
    'validation off until the trail was created again with it',
    middle,
    {
      events: [
        { name: 'UpdateTrail', time: at(2), validation: false },
        { name: 'DeleteTrail', time: at(3) },
        { name: 'CreateTrail', time: at(3), validation: true },
      ],
    },
    'gap-unexplained',
  ],
  [
    'validation off until the trail was created again without it',
    middle,
    {
      events: [
        { name: 'DeleteTrail', time: at(3) },
        { name: 'CreateTrail', time: at(10), validation: false },
        { name: 'UpdateTrail', time: at(15), validation: true },
      ],
    },
    'gap-validation-off',
  ],
  ['created at its end', start, { events: [{ name: 'CreateTrail', time: at(15) }] }, 'gap-trail-deleted'],
  [
    'a stop, then a longer deletion',
    middle,
    {
      events: [
        { name: 'StopLogging', time: at(10) },
        { name: 'StartLogging', time: at(12) },
        { name: 'DeleteTrail', time: at(12) },
        { name: 'CreateTrail', time: at(15) },
      ],
    },
    'gap-trail-deleted',
  ],
  ['the status says stopped', end, { isLogging: false, stopLoggingTime: at(10) }, 'gap-logging-stopped'],
  ['the status says stopped, later', end, { isLogging: false, stopLoggingTime: at(13) }, 'gap-unexplained'],
  ['the status says delivered since', end, { isLogging: true, latestDigestDeliveryTime: at(12) }, 'digests-deleted'],
  [
    'the status says delivered within the hour after the last',
    end,
    { isLogging: true, latestDigestDeliveryTime: at(11) },
    'gap-unexplained',
  ],
  [
    'delivery fails',
    end,
    { isLogging: true, latestDigestDeliveryTime: at(10), latestDigestDeliveryError: 'AccessDenied' },
    'gap-delivery-failing',
  ],
  ['an empty error', end, { isLogging: true, latestDigestDeliveryError: ' ' }, 'gap-unexplained'],
  ['delivery fails now, and the gap is past', middle, { latestDigestDeliveryError: 'AccessDenied' }, 'gap-unexplained'],
  ['validation is off, and nothing else is known', end, { validationEnabled: false }, 'gap-validation-off'],
  ['the first start of logging', start, { isLogging: true, startLoggingTime: at(15) }, 'gap-trail-deleted'],
  [
    'a start in the past of a gap in the middle',
    middle,
    { isLogging: true, startLoggingTime: at(15) },
    'gap-unexplained',
  ],
  ['the account joined late', start, { memberFrom: at(15) }, 'gap-not-member'],
  ['the account left', end, { memberUntil: at(10) }, 'gap-not-member'],
  ['the trail moved', end, { movedTo: 's3://b/new' }, 'gap-trail-moved'],
  ['the trail moved, and goes on here', middle, { movedTo: 's3://b/new' }, 'gap-unexplained'],
])('%s', ([, gap, history, kind]) => {
  expect(explainGap(gap, history).kind).toBe(kind);
});
