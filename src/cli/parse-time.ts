import { isDay } from '#src/core/day.ts';
import { UserError } from '#src/core/user-error.ts';

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * A time that a person wrote, in milliseconds; without a zone it is UTC, so that a verdict does not depend on where a
 * machine stands. @throws UserError
 */
export function parseTime(option: string, text: string): number {
  const [, day, clock, zone] = TIME.exec(text.trim()) ?? [];
  const time = day === undefined || !isDay(day) ? Number.NaN : Date.parse(`${day}T${clock ?? '00:00'}${zone ?? 'Z'}`);
  if (Number.isNaN(time)) {
    throw new UserError(
      'TIME_INVALID',
      `${option} "${text}" is not a time`,
      'Write it as 2026-11-20 or 2026-11-20T08:00:00Z.',
    );
  }
  return time;
}
