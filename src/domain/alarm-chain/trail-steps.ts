import { both } from '#src/core/three-valued.ts';
import { isTrailRecording } from '../coverage/recorder.ts';
import type { SelectableEvent } from '../event-selectors/model.ts';
import { records } from '../event-selectors/records.ts';
import type { CloudTrailRecord } from '../intents/model.ts';
import type { TrailInput } from './inputs.ts';
import { broken, type Step } from './step.ts';

const HOUR = 3_600_000;

/** Services whose events are recorded only with the flag for global service events. */
const GLOBAL = new Set(['iam.amazonaws.com', 'sts.amazonaws.com', 'cloudfront.amazonaws.com']);

/** Whether a trail records an event of an account in a region now. */
export function isRecorded(trail: TrailInput, account: string, region: string, record: CloudTrailRecord): boolean {
  return both(
    () => isTrailRecording(trail, account, region),
    () => isSelected(trail, record),
  );
}

/** Whether a trail wants an event, wherever it happens and whether or not the trail is recording. */
export function isSelected(trail: TrailInput, record: CloudTrailRecord): boolean {
  return both(
    () => !GLOBAL.has(record.eventSource) || trail.configuration.includeGlobalServiceEvents,
    () => records(trail.eventSelectors, selectable(record)),
  );
}

function selectable(record: CloudTrailRecord): SelectableEvent {
  const { eventSource, eventName, readOnly, eventType } = record;
  const identity = record['userIdentity'] as { arn?: string } | undefined;
  return {
    eventCategory: 'Management',
    eventSource,
    eventName,
    readOnly,
    eventType,
    ...(record['sessionCredentialFromConsole'] === 'true' ? { sessionCredentialFromConsole: true } : {}),
    ...(identity?.arn === undefined ? {} : { userIdentityArn: identity.arn }),
    ...(typeof record['errorCode'] === 'string' ? { errorCode: record['errorCode'] } : {}),
  };
}

/** A trail sends to CloudWatch Logs within minutes; nothing for this long, and a new trail's grace, in hours. */
const STALE = 24;

/** Why the events of a region do not reach the trail's log group, or nothing. `now` in milliseconds. */
export function deliveryStep(trail: TrailInput, account: string, region: string, now: number): Step | undefined {
  const { name, configuration } = trail;
  const stop = (why: string): Step => broken('notDelivered', name, why);
  if (configuration.logGroupArn === undefined) return stop(`trail ${name} sends nothing to CloudWatch Logs`);
  if (trail.logGroup === undefined)
    return stop(`the log group of trail ${name}, ${configuration.logGroupArn}, does not exist`);
  const status = trail.status[account]?.[region];
  const error = status?.latestCloudWatchLogsDeliveryError;
  if (error !== undefined) return stop(`trail ${name} reports ${error} on delivery to CloudWatch Logs`);
  // Only the home region is sure to have something to deliver.
  if (status === undefined || region !== configuration.homeRegion) return undefined;
  if (isRecent(status.startLoggingTime, now) || isRecent(status.latestCloudWatchLogsDeliveryTime, now))
    return undefined;
  const last = status.latestCloudWatchLogsDeliveryTime;
  return stop(
    `trail ${name} ${last === undefined ? 'has never delivered' : `last delivered at ${last}`} to CloudWatch Logs`,
  );
}

const isRecent = (time: string | undefined, now: number): boolean =>
  time !== undefined && now - Date.parse(time) <= STALE * HOUR;
