import { Unknown, UnknownRead } from '../../core/unknown.ts';
import { type Channel, statusFields } from './channel.ts';
import type { StatusInput } from './inputs.ts';

/** How long a channel may be silent, in hours. */
export interface Patience {
  readonly logFiles: number;
  readonly digests: number;
  readonly logEvents: number;
  /** After the last start of the trail nothing is late for so long. */
  readonly afterStart: number;
}

/** AWS's own figures: log files about every five minutes where there is activity, digests every hour. */
export const defaultPatience: Patience = { logFiles: 24, digests: 3, logEvents: 24, afterStart: 24 };

export interface ChannelReading {
  /** AWS's error code. No time is told with it, and it stays until the next attempt. */
  readonly error?: string;
  /** Milliseconds since the epoch: the last delivery that succeeded. */
  readonly deliveredAt?: number;
}

export type Trouble =
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'late'; readonly deliveredAt: number; readonly hours: number }
  | { readonly kind: 'never'; readonly hours?: number };

/** Where and when a status is judged. */
export interface StatusContext {
  readonly isHome: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly patience: Patience;
  /** Of the status, for what cannot be told: `status.111111111111.eu-west-1`. */
  readonly path: string;
}

const HOUR = 3_600_000;

/** The channel's own error and time: each has its own, and none speaks for another. */
export function readChannel(channel: Channel, status: StatusInput): ChannelReading {
  const fields = statusFields[channel];
  const code = status[fields.error]?.trim();
  const deliveredAt = parseTime(status[fields.time]);
  // An empty code is how some answers say that there is no error.
  return { ...(code ? { error: code } : {}), ...(deliveredAt === undefined ? {} : { deliveredAt }) };
}

/**
 * What is wrong with a channel in one region; nothing when it is well there, or when its silence means nothing.
 *
 * - Log files and log events are expected in the home region only: elsewhere a quiet region may send none for days.
 * - Digests come every hour where the trail is active, whatever happens there: the heartbeat of a quiet region.
 * - A notification goes out with each log file, so a region that delivered log files and never notified is in trouble;
 *   the age of the last notification says no more than that of the last log file.
 * - An error counts wherever it is told; silence counts only where the trail is active.
 *
 * Throws `UnknownRead` where the answer is an age and the time that it is counted from lies in the future: the clock
 * is wrong or the data was edited.
 */
export function channelTrouble(channel: Channel, status: StatusInput, context: StatusContext): Trouble | undefined {
  const { error, deliveredAt } = readChannel(channel, status);
  if (error !== undefined) return { kind: 'error', code: error };
  const { isHome, now, patience } = context;
  if (!status.isLogging || !(isHome || channel === 'digest')) return undefined;
  const startedAt = parseTime(status.startLoggingTime);
  // A notification has no age of its own.
  if (channel !== 'sns') requirePast('the last delivery', deliveredAt, context);
  if (channel !== 'sns' || deliveredAt === undefined) requirePast('the last start of the trail', startedAt, context);
  if (startedAt !== undefined && now - startedAt <= patience.afterStart * HOUR) return undefined;

  if (deliveredAt === undefined) {
    if (channel === 'sns' && readChannel('s3', status).deliveredAt === undefined) return undefined;
    return { kind: 'never', ...(startedAt === undefined ? {} : { hours: hours(now - startedAt) }) };
  }
  const limit = longestSilence(channel, patience);
  if (limit === undefined || now - deliveredAt <= limit * HOUR) return undefined;
  return { kind: 'late', deliveredAt, hours: hours(now - deliveredAt) };
}

/** Clocks that differ by more are not skew. */
const SKEW = 10 * 60_000;

function requirePast(what: string, at: number | undefined, { now, path }: StatusContext): void {
  if (at === undefined || at - now <= SKEW) return;
  const [told, clock] = [new Date(at).toISOString(), new Date(now).toISOString()];
  const detail = `${what} is told for ${told}, and the clock of this scan stands at ${clock}`;
  throw new UnknownRead(path, new Unknown('invalid-document', detail));
}

function longestSilence(channel: Channel, patience: Patience): number | undefined {
  const limits = {
    s3: patience.logFiles,
    digest: patience.digests,
    'cloudwatch-logs': patience.logEvents,
    sns: undefined,
  };
  return limits[channel];
}

function parseTime(time: string | undefined): number | undefined {
  const at = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) ? undefined : at;
}

const hours = (milliseconds: number): number => Math.floor(milliseconds / HOUR);
