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
 */
export function channelTrouble(
  channel: Channel,
  status: StatusInput,
  context: { readonly isHome: boolean; readonly now: number; readonly patience: Patience },
): Trouble | undefined {
  const { error, deliveredAt } = readChannel(channel, status);
  if (error !== undefined) return { kind: 'error', code: error };
  const { isHome, now, patience } = context;
  if (!status.isLogging || !(isHome || channel === 'digest')) return undefined;
  const startedAt = parseTime(status.startLoggingTime);
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

/**
 * The time of a delivery that lies in the future where its age decides: the clock is wrong or the data was edited, and
 * nothing can be told of an age.
 */
export function futureDelivery(
  channel: Channel,
  status: StatusInput,
  { isHome, now }: { readonly isHome: boolean; readonly now: number },
): string | undefined {
  const { error, deliveredAt } = readChannel(channel, status);
  if (error !== undefined || deliveredAt === undefined || deliveredAt - now <= SKEW) return undefined;
  if (!status.isLogging || channel === 'sns' || !(isHome || channel === 'digest')) return undefined;
  return new Date(deliveredAt).toISOString();
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
