/** A time (milliseconds since the epoch) in a sentence, to the second: `2026-11-20T08:00:00Z`. */
export function timeText(time: number): string {
  return Number.isFinite(time) ? `${new Date(time).toISOString().slice(0, 19)}Z` : 'an unknown time';
}
