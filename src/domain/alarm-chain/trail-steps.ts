import { both } from '#src/core/three-valued.ts';
import { isTrailRecording } from '../coverage/recorder.ts';
import { channelTrouble, defaultPatience } from '../delivery/status.ts';
import type { SelectableEvent } from '../event-selectors/model.ts';
import { records } from '../event-selectors/records.ts';
import type { CloudTrailRecord } from '../intents/model.ts';
import type { TrailInput } from './inputs.ts';
import { broken, type Step } from './step.ts';

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

/** The events of intents are few and the same for every account. */
const selectables = new WeakMap<CloudTrailRecord, SelectableEvent>();

function selectable(record: CloudTrailRecord): SelectableEvent {
  const known = selectables.get(record) ?? toSelectable(record);
  selectables.set(record, known);
  return known;
}

function toSelectable(record: CloudTrailRecord): SelectableEvent {
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

/** Why the events of a region do not reach the trail's log group, or nothing. `now` in milliseconds. */
export function deliveryStep(trail: TrailInput, account: string, region: string, now: number): Step | undefined {
  const { name, configuration } = trail;
  const stop = (why: string): Step => broken('notDelivered', name, why);
  if (configuration.logGroupArn === undefined) return stop(`trail ${name} sends nothing to CloudWatch Logs`);
  if (trail.logGroup === undefined)
    return stop(`the log group of trail ${name}, ${configuration.logGroupArn}, does not exist`);
  const status = trail.status[account]?.[region];
  if (status === undefined) return undefined;
  const isHome = region === configuration.homeRegion;
  const context = { isHome, now, patience: defaultPatience, path: `trails.status.${account}.${region}` };
  const trouble = channelTrouble('cloudwatch-logs', status, context);
  if (trouble === undefined) return undefined;
  if (trouble.kind === 'error') return stop(`trail ${name} reports ${trouble.code} on delivery to CloudWatch Logs`);
  const last = status.latestCloudWatchLogsDeliveryTime;
  return stop(
    `trail ${name} ${trouble.kind === 'never' ? 'has never delivered' : `last delivered at ${last}`} to CloudWatch Logs`,
  );
}
