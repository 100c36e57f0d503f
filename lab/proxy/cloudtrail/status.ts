import type { Handler } from '../context.ts';
import { AwsError, jsonAnswer } from '../errors.ts';
import { coveredRegions, findTrail } from './find.ts';
import type { StatusSetting, StatusValues, Trail } from './state.ts';

const MINUTE = 60_000;

const before = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * MINUTE);

/** What a trail that works reports: times only for the channels that are configured, no errors. */
function defaults(trail: Trail, now: Date): StatusValues {
  const times: StatusValues = trail.logging
    ? {
        LatestDeliveryTime: before(now, 4),
        LatestDigestDeliveryTime: trail.validation ? before(now, 25) : null,
        LatestNotificationTime: trail.topicArn === undefined ? null : before(now, 4),
        LatestCloudWatchLogsDeliveryTime: trail.logGroupArn === undefined ? null : before(now, 3),
      }
    : {};
  return { IsLogging: trail.logging, ...times, StartLoggingTime: trail.startedAt, StopLoggingTime: trail.stoppedAt };
}

function applies(setting: StatusSetting, trail: Trail, region: string, account: string): boolean {
  return (
    (setting.trail === trail.arn || setting.trail === trail.name) &&
    (setting.region === undefined || setting.region === region) &&
    (setting.account === undefined || setting.account === account)
  );
}

const iso = (date: Date | null | undefined): string => date?.toISOString().replace(/\.\d+Z$/, 'Z') ?? '';

export const getTrailStatus: Handler = async (call, context) => {
  const trail = await findTrail(call, context);
  if (!trail.isMultiRegion && trail.homeRegion !== call.region) {
    throw new AwsError('TrailNotFoundException', `Unknown trail: ${trail.arn} for the user: ${call.account}`);
  }
  let values = defaults(trail, context.now());
  if (!coveredRegions(trail, call.account, context).includes(call.region)) values = { IsLogging: false };
  for (const setting of context.state.cloudtrail.statuses) {
    if (applies(setting, trail, call.region, call.account)) values = { ...values, ...setting.values };
  }
  const fields = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  const wire = fields.map(([name, value]) => [
    name,
    value instanceof Date ? Math.floor(value.getTime() / 1000) : value,
  ]);
  return jsonAnswer({
    ...Object.fromEntries(wire),
    // Fields "no longer in use" that AWS still sends.
    LatestDeliveryAttemptTime: iso(values.LatestDeliveryTime),
    LatestDeliveryAttemptSucceeded: iso(values.LatestDeliveryTime),
    LatestNotificationAttemptTime: iso(values.LatestNotificationTime),
    LatestNotificationAttemptSucceeded: iso(values.LatestNotificationTime),
    TimeLoggingStarted: iso(values.StartLoggingTime),
    TimeLoggingStopped: iso(values.StopLoggingTime),
  });
};
