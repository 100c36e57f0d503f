/** Whether a day such as `2026-11-20` is in the calendar: 2026-02-30 is not, though `Date.parse` takes it for 2 March. */
export function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
