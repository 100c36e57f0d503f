import { z } from 'zod';
import type { Session } from '#src/aws/session.ts';
import type { Caller } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { TrailEvent } from '#src/domain/digest/gap.ts';
import type { TrailTarget } from '../ports.ts';
import { lookupEvents } from './operations.ts';
import { pages } from './pages.ts';

const writes = ['StartLogging', 'StopLogging', 'CreateTrail', 'DeleteTrail', 'UpdateTrail'] as const;
/** The event history holds 90 days. */
const historyDays = 90 * 24 * 3_600_000;

/**
 * Writes to a trail in a time (milliseconds since the epoch), from the event history of its home region. Unknown when
 * its owner is not part of the run, the call failed, or the time is older than the history.
 */
export async function trailEvents(
  sessions: readonly Session[],
  caller: Caller,
  target: TrailTarget,
  from: number,
  to: number,
  now: number,
): Promise<readonly TrailEvent[] | Unknown> {
  const owner = sessions.find(({ account }) => account === target.account) ?? sessions[target.session];
  if (owner === undefined || target.homeRegion === undefined || target.name === undefined) {
    return new Unknown('other-account', 'the trail’s owner is not among the accounts of this run');
  }
  if (target.account !== undefined && owner.account !== target.account) {
    return new Unknown('other-account', `account ${target.account} is not in this run`);
  }
  if (from < now - historyDays) {
    return new Unknown('cut-short', 'the event history goes back 90 days');
  }
  const slack = 2 * 3_600_000;
  const site = { account: owner.account, region: target.homeRegion };
  const events: TrailEvent[] = [];
  for (const name of writes) {
    const input = {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
      StartTime: new Date(from - slack),
      EndTime: new Date(to + slack),
      MaxResults: 50,
    };
    const found = await pages(caller, lookupEvents, input, site, (page) => page.Events);
    if (found instanceof Unknown) {
      return found;
    }
    for (const event of found) {
      const parsed = parseEvent(event.CloudTrailEvent, target.name);
      if (parsed !== undefined) {
        events.push({ time: event.EventTime.getTime(), name, by: event.Username, ...parsed });
      }
    }
  }
  return events;
}

const eventSchema = z.object({
  errorCode: z.string().optional(),
  requestParameters: z
    .object({ name: z.string().optional(), enableLogFileValidation: z.boolean().optional() })
    .nullish(),
});

/** What a write did to this trail; undefined when it failed or was to another one. */
function parseEvent(text: string | undefined, trail: string): { validation?: boolean | undefined } | undefined {
  try {
    const { errorCode, requestParameters } = eventSchema.parse(JSON.parse(text ?? ''));
    const name = requestParameters?.name;
    if (errorCode !== undefined || name === undefined || (name !== trail && !name.endsWith(`:trail/${trail}`))) {
      return undefined;
    }
    return { validation: requestParameters?.enableLogFileValidation };
  } catch {
    return undefined;
  }
}
