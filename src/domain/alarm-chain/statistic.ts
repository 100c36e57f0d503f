import { Unknown, UnknownRead } from '#src/core/unknown.ts';

/** A period in which so many matching events fell. */
export interface Period {
  readonly events: number;
  /** What each event publishes. */
  readonly value: number;
  /** Minutes without a matching event in which the filter published its default value. */
  readonly quietMinutes: number;
  readonly defaultValue: number;
}

/**
 * The statistic of a metric over a period.
 * @throws UnknownRead for statistics that are not modelled (trimmed means and the like).
 */
export function statisticOf(
  statistic: string,
  { events, value, quietMinutes, defaultValue }: Period,
): number | undefined {
  const samples = events + quietMinutes;
  if (samples === 0) return undefined;
  const sum = events * value + quietMinutes * defaultValue;
  const present = [...(events > 0 ? [value] : []), ...(quietMinutes > 0 ? [defaultValue] : [])];
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'SampleCount':
      return samples;
    case 'Average':
      return sum / samples;
    case 'Maximum':
      return Math.max(...present);
    case 'Minimum':
      return Math.min(...present);
  }
  const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(statistic)?.[1];
  if (percentile === undefined) {
    throw new UnknownRead('statistic', new Unknown('invalid-document', `the statistic ${statistic} is not modelled`));
  }
  const rank = Math.max(1, Math.ceil((Number(percentile) / 100) * samples));
  const low = value < defaultValue ? events : quietMinutes;
  return rank <= low ? Math.min(...present) : Math.max(...present);
}

/** Whether a datapoint breaches; undefined for comparisons with a band that an anomaly model draws. */
export function breaches(value: number, comparison: string, threshold: number): boolean | undefined {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      return undefined;
  }
}
