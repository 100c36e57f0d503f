import { UserError } from '#src/core/user-error.ts';

/** A time that a person wrote, in milliseconds; without a zone it is UTC. @throws UserError */
export function parseTime(option: string, text: string): number {
  const [, day, clock, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text.trim()) ?? [];
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T${clock ?? '00:00'}${zone ?? 'Z'}`);
  // Date.parse takes 31 February for 3 March.
  const isDay = day !== undefined && new Date(`${day}T00:00Z`).toJSON()?.slice(0, 10) === day;
  if (Number.isNaN(time) || !isDay) {
    throw new UserError(
      'TIME_INVALID',
      `${option} "${text}" is not a time`,
      'Write it as 2026-11-20 or 2026-11-20T08:00:00Z.',
    );
  }
  return time;
}
