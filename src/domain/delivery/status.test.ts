import { describe, expect, test } from 'vitest';
import { type Channel, channels } from './channel.ts';
import type { StatusInput } from './inputs.ts';
import { attempt } from '../../core/three-valued.ts';
import { UnknownRead } from '../../core/unknown.ts';
import { channelTrouble, readChannel } from './status.ts';

const NOW = Date.parse('2026-06-10T12:00:00.000Z');
const ago = (hours: number, seconds = 0) => new Date(NOW - hours * 3_600_000 - seconds * 1000).toISOString();
const patience = { logFiles: 24, digests: 3, logEvents: 24, afterStart: 24 };

const well: StatusInput = {
  isLogging: true,
  startLoggingTime: ago(1000),
  latestDeliveryTime: ago(1),
  latestDigestDeliveryTime: ago(1),
  latestCloudWatchLogsDeliveryTime: ago(1),
  latestNotificationTime: ago(1),
};
const trouble = (channel: Channel, changes: Partial<StatusInput>, isHome = true) =>
  channelTrouble(channel, { ...well, ...changes }, { isHome, now: NOW, patience, path: 'status' });

const names = {
  s3: ['latestDeliveryTime', 'latestDeliveryError'],
  digest: ['latestDigestDeliveryTime', 'latestDigestDeliveryError'],
  'cloudwatch-logs': ['latestCloudWatchLogsDeliveryTime', 'latestCloudWatchLogsDeliveryError'],
  sns: ['latestNotificationTime', 'latestNotificationError'],
} as const;

describe.each(channels)('channel %s', (channel) => {
  const [time, error] = names[channel];
  test('is well in the home region and elsewhere', () => {
    expect(trouble(channel, {})).toBeUndefined();
    expect(trouble(channel, {}, false)).toBeUndefined();
  });
  test('reads its own error and time and no other', () => {
    const others = channels.filter((other) => other !== channel);
    expect(trouble(channel, { [error]: 'AccessDenied' })).toEqual({ kind: 'error', code: 'AccessDenied' });
    for (const other of others) expect(trouble(other, { [error]: 'AccessDenied', [time]: ago(2) })).toBeUndefined();
    expect(readChannel(channel, { isLogging: true, [time]: ago(0) })).toEqual({ deliveredAt: NOW });
  });
  test('takes an empty error for none', () => {
    expect(trouble(channel, { [error]: '' })).toBeUndefined();
    expect(trouble(channel, { [error]: '  ' })).toBeUndefined();
  });
  test('tells an error in any region, in a stopped one and right after a start', () => {
    const failed = { [error]: 'NoSuchBucket' };
    expect(trouble(channel, failed, false)?.kind).toBe('error');
    expect(trouble(channel, { ...failed, isLogging: false })?.kind).toBe('error');
    expect(trouble(channel, { ...failed, startLoggingTime: ago(1) })?.kind).toBe('error');
  });
  test('never delivered: trouble past the grace, none up to it', () => {
    expect(trouble(channel, { [time]: undefined, startLoggingTime: ago(24) })).toBeUndefined();
    expect(trouble(channel, { [time]: undefined, startLoggingTime: ago(24, 1) })).toEqual({ kind: 'never', hours: 24 });
  });
  test('never delivered, and nobody knows since when: no grace', () => {
    expect(trouble(channel, { [time]: undefined, startLoggingTime: undefined })).toEqual({ kind: 'never' });
  });
  test('a time that is no time counts as none', () => {
    expect(trouble(channel, { [time]: 'soon' })?.kind).toBe('never');
  });
  test('silence of a stopped region means nothing', () => {
    expect(trouble(channel, { [time]: undefined, isLogging: false })).toBeUndefined();
  });
  test('old times right after a restart are no delay', () => {
    expect(trouble(channel, { [time]: ago(900), startLoggingTime: ago(23) })).toBeUndefined();
  });
});

describe.each([
  ['s3', 24],
  ['digest', 3],
  ['cloudwatch-logs', 24],
] as const)('the last delivery of %s', (channel, limit) => {
  const [time] = names[channel];
  test(`is fresh at ${limit} hours and late a second later`, () => {
    expect(trouble(channel, { [time]: ago(limit) })).toBeUndefined();
    expect(trouble(channel, { [time]: ago(limit, 1) })).toMatchObject({ kind: 'late', hours: limit });
  });
});

test('outside the home region only digests are expected', () => {
  const old = ago(48);
  expect(trouble('s3', { latestDeliveryTime: old }, false)).toBeUndefined();
  expect(trouble('cloudwatch-logs', { latestCloudWatchLogsDeliveryTime: undefined }, false)).toBeUndefined();
  expect(trouble('sns', { latestNotificationTime: undefined }, false)).toBeUndefined();
  expect(trouble('digest', { latestDigestDeliveryTime: old }, false)?.kind).toBe('late');
  expect(trouble('digest', { latestDigestDeliveryTime: undefined }, false)?.kind).toBe('never');
});

test('an old notification is no delay, and none is expected before the first log file', () => {
  expect(trouble('sns', { latestNotificationTime: ago(500) })).toBeUndefined();
  expect(trouble('sns', { latestNotificationTime: undefined, latestDeliveryTime: undefined })).toBeUndefined();
});

describe('a time in the future', () => {
  const at = (minutes: number, seconds = 0) => ago(-minutes / 60, -seconds);
  const unknown = (...asked: Parameters<typeof trouble>): string | undefined => {
    const answer = attempt(() => trouble(...asked));
    return answer instanceof UnknownRead ? answer.unknown.detail : undefined;
  };
  test('by more than ten minutes tells no age', () => {
    expect(trouble('s3', { latestDeliveryTime: at(10) })).toBeUndefined();
    expect(unknown('s3', { latestDeliveryTime: at(10, 1) })).toContain(`the last delivery is told for ${at(10, 1)}`);
  });
  test('tells no time since the start either', () => {
    const never = { latestDeliveryTime: undefined, latestNotificationTime: undefined };
    expect(trouble('s3', { ...never, startLoggingTime: at(10) })).toBeUndefined();
    const why = 'the last start of the trail';
    expect(unknown('s3', { ...never, startLoggingTime: at(10, 1) })).toContain(why);
    expect(unknown('sns', { latestNotificationTime: undefined, startLoggingTime: at(60) })).toContain(why);
    expect(unknown('s3', { latestDeliveryTime: ago(50), startLoggingTime: at(60) })).toContain(why);
  });
  test('counts for digests in every region, for the rest at home', () => {
    const late = { latestDeliveryTime: at(60), latestDigestDeliveryTime: at(60) };
    expect(trouble('s3', late, false)).toBeUndefined();
    expect(unknown('digest', late, false)).toContain(at(60));
  });
  test('counts for nothing beside an error, in a stopped region and where no age is asked', () => {
    const refused = { latestDeliveryTime: at(60), latestDeliveryError: 'AccessDenied' };
    expect(trouble('s3', refused)?.kind).toBe('error');
    expect(trouble('s3', { latestDeliveryTime: at(60), isLogging: false })).toBeUndefined();
    expect(trouble('sns', { latestNotificationTime: at(60), startLoggingTime: at(60) })).toBeUndefined();
  });
});
