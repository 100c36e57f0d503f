import type { Unknown } from '#src/core/unknown.ts';
import { hour } from './chain.ts';
import type { ProblemKind } from './problem.ts';
import { timeText } from './time-text.ts';

/** A write to the trail, as LookupEvents tells it. Time in milliseconds. */
export interface TrailEvent {
  readonly time: number;
  readonly name: 'StartLogging' | 'StopLogging' | 'CreateTrail' | 'DeleteTrail' | 'UpdateTrail';
  /** What UpdateTrail or CreateTrail set `enableLogFileValidation` to, when it did. */
  readonly validation?: boolean | undefined;
  readonly by?: string | undefined;
}

/** What CloudTrail says about one trail in one region. All of it may be unknown: then it explains nothing. */
export interface TrailHistory {
  readonly validationEnabled?: boolean | undefined;
  readonly isLogging?: boolean | undefined;
  readonly startLoggingTime?: number | undefined;
  readonly stopLoggingTime?: number | undefined;
  readonly latestDigestDeliveryTime?: number | undefined;
  readonly latestDigestDeliveryError?: string | undefined;
  readonly events?: readonly TrailEvent[] | Unknown | undefined;
  /** When the account joined and left the organisation, when that is known and it is an organisation's trail. */
  readonly memberFrom?: number | undefined;
  readonly memberUntil?: number | undefined;
  /** Where the trail writes now, when that is another place, and its chain there is part of the run. */
  readonly movedTo?: string | undefined;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly where: 'start' | 'middle' | 'end' | 'all';
}

export interface GapCause {
  readonly kind: Extract<ProblemKind, `gap-${string}` | 'digests-deleted'>;
  readonly detail: string;
}

/** A digest is delivered within the hour after its end, and the last one before a stop closes its hour early. */
const slack = hour + 15 * 60_000;

interface Off {
  readonly kind:
    | 'gap-logging-stopped'
    | 'gap-trail-deleted'
    | 'gap-trail-moved'
    | 'gap-validation-off'
    | 'gap-not-member';
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** Says why no digest covers a time. What nothing explains is `gap-unexplained`: never guessed away. */
export function explainGap(gap: Gap, history: TrailHistory): GapCause {
  const offs = offTimes(gap, history);
  const covering = cover(gap, offs);
  if (covering.length > 0) {
    const longest = covering.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
    return { kind: longest.kind, detail: covering.map((off) => off.why).join('; ') };
  }
  const open = gap.where === 'end' || gap.where === 'all';
  const delivered = history.latestDigestDeliveryTime;
  if (open && delivered !== undefined && delivered > gap.from + slack) {
    return {
      kind: 'digests-deleted',
      detail: `CloudTrail reports a digest delivered at ${timeText(delivered)}; the newest one here ends at ${timeText(gap.from)}`,
    };
  }
  if (open && history.latestDigestDeliveryError !== undefined && history.latestDigestDeliveryError.trim() !== '') {
    return { kind: 'gap-delivery-failing', detail: `CloudTrail reports ${history.latestDigestDeliveryError.trim()}` };
  }
  return { kind: 'gap-unexplained', detail: unexplained(history) };
}

function unexplained(history: TrailHistory): string {
  if (Array.isArray(history.events)) {
    return 'the event history names no stop of logging, no change of validation and no deletion of the trail at this time';
  }
  const why = history.events === undefined ? '' : ` (${(history.events as Unknown).detail})`;
  return `the event history could not be asked${why}, so it is not known whether logging or validation was off`;
}

function offTimes(gap: Gap, history: TrailHistory): readonly Off[] {
  const offs: Off[] = [];
  const { startLoggingTime: start, stopLoggingTime: stop } = history;
  const never = Number.POSITIVE_INFINITY;
  if (history.isLogging === false && stop !== undefined) {
    offs.push({ kind: 'gap-logging-stopped', from: stop, to: never, why: `logging stopped at ${timeText(stop)}` });
  }
  if (history.isLogging === true && stop !== undefined && start !== undefined && stop < start) {
    const why = `logging stopped at ${timeText(stop)} and started at ${timeText(start)}`;
    offs.push({ kind: 'gap-logging-stopped', from: stop, to: start, why });
  }
  // A first start, with no stop before it: the trail did not log earlier.
  const begins = gap.where === 'start' || gap.where === 'all';
  if (begins && history.isLogging === true && start !== undefined && stop === undefined) {
    offs.push({
      kind: 'gap-trail-deleted',
      from: -never,
      to: start,
      why: `logging started for the first time at ${timeText(start)}`,
    });
  }
  if (history.movedTo !== undefined && (gap.where === 'end' || gap.where === 'all')) {
    const why = `the trail writes to ${history.movedTo} now`;
    offs.push({ kind: 'gap-trail-moved', from: gap.from, to: never, why });
  }
  if (history.validationEnabled === false && !Array.isArray(history.events)) {
    offs.push({ kind: 'gap-validation-off', from: -never, to: never, why: 'log file validation is off' });
  }
  if (history.memberFrom !== undefined) {
    const why = `the account joined the organisation at ${timeText(history.memberFrom)}`;
    offs.push({ kind: 'gap-not-member', from: -never, to: history.memberFrom, why });
  }
  if (history.memberUntil !== undefined) {
    offs.push({
      kind: 'gap-not-member',
      from: history.memberUntil,
      to: never,
      why: 'the account is not in the organisation',
    });
  }
  return Array.isArray(history.events)
    ? [...offs, ...offTimesOf(history.events as readonly TrailEvent[], history)]
    : offs;
}

function offTimesOf(events: readonly TrailEvent[], history: TrailHistory): readonly Off[] {
  const sorted = events.toSorted((a, b) => a.time - b.time);
  const never = Number.POSITIVE_INFINITY;
  const offs: Off[] = [];
  const pair = (
    kind: Off['kind'],
    isOff: (event: TrailEvent) => boolean,
    isOn: (event: TrailEvent) => boolean,
    offAtStart: boolean,
  ): void => {
    let open: { from: number; why: string } | undefined;
    let first = true;
    for (const event of sorted) {
      const by = event.by === undefined ? '' : ` by ${event.by}`;
      if (isOff(event)) {
        open ??= { from: event.time, why: `${event.name} at ${timeText(event.time)}${by}` };
      } else if (isOn(event)) {
        // The first thing that is known is a start: before it the thing was off.
        const from = open ?? (first && offAtStart ? { from: -never, why: 'off before' } : undefined);
        if (from !== undefined) {
          offs.push({
            kind,
            from: from.from,
            to: event.time,
            why: `${from.why}, ${event.name} at ${timeText(event.time)}${by}`,
          });
        }
        open = undefined;
      } else {
        continue;
      }
      first = false;
    }
    if (open !== undefined) {
      offs.push({ kind, from: open.from, to: never, why: open.why });
    }
  };
  // StartLogging and UpdateTrail may be called on a trail that is on already: only a creation proves that there was
  // nothing before it.
  pair(
    'gap-logging-stopped',
    (e) => e.name === 'StopLogging',
    (e) => e.name === 'StartLogging',
    false,
  );
  pair(
    'gap-trail-deleted',
    (e) => e.name === 'DeleteTrail',
    (e) => e.name === 'CreateTrail',
    true,
  );
  pair(
    'gap-validation-off',
    (e) => e.validation === false,
    (e) => e.validation === true,
    false,
  );
  // Off now, and no change known: it has been off for as long as the history goes back.
  if (history.validationEnabled === false && !events.some((event) => event.validation !== undefined)) {
    offs.push({ kind: 'gap-validation-off', from: -never, to: never, why: 'log file validation is off' });
  }
  return offs;
}

/** The off times that together cover the gap, or none of them. */
function cover(gap: Gap, offs: readonly Off[]): readonly Off[] {
  const used: Off[] = [];
  let at = gap.from;
  for (;;) {
    if (at >= gap.to - slack && used.length > 0) {
      return used;
    }
    const next = offs
      .filter((off) => off.from <= at + slack && off.to > at && !used.includes(off))
      .reduce<Off | undefined>((best, off) => (best === undefined || off.to > best.to ? off : best), undefined);
    if (next === undefined) {
      return [];
    }
    used.push(next);
    at = next.to;
  }
}
