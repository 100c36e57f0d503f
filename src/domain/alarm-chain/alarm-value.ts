import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import type { AlarmDefinition, AlarmMetric, Dimension } from './inputs.ts';
import { evaluateMath, NotModelled } from './metric-math.ts';
import { statisticOf } from './statistic.ts';

/** What one matching event makes a filter publish. */
export interface Published {
  readonly namespace: string;
  readonly metricName: string;
  readonly value: number;
  /** What is published for a minute in which no event matched. */
  readonly defaultValue: number | undefined;
  /** Absent: `None`. */
  readonly unit?: string | undefined;
  readonly dimensions: readonly Dimension[];
}

export type Series = Pick<AlarmMetric, 'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'period' | 'unit'>;

/** One period of an alarm. */
export interface Period {
  /** How often the event happened. */
  readonly events: number;
  /** Whether the minutes without an event hold the default value, or nothing. */
  readonly filled: boolean;
  /** What the other metrics are that the alarm looks at. */
  readonly others: number | undefined;
}

/** What an alarm compares in a period. */
export function valueOf(alarm: AlarmDefinition, published: Published, period: Period): number | undefined {
  const { metrics } = alarm;
  if (metrics.length === 0) {
    return statistic({ ...alarm, statistic: alarm.statistic ?? alarm.extendedStatistic }, published, period);
  }
  const value = (id: string, depth: number): number | undefined => {
    const metric = metrics.find((one) => one.id === id);
    if (metric === undefined || depth > 10) throw new NotModelled(id);
    const { expression } = metric;
    if (expression !== undefined) return evaluateMath(expression, (inner) => value(inner, depth + 1), leaves);
    return isOwn(metric, published) ? statistic(metric, published, period) : period.others;
  };
  const leaves = (): string[] => metrics.filter(({ expression }) => expression === undefined).map(({ id }) => id);
  try {
    return value(returnedBy(alarm).id, 0);
  } catch (error) {
    if (error instanceof NotModelled) return notSettled(alarm);
    throw error;
  }
}

function statistic(series: Series, published: Published, { events, filled }: Period): number | undefined {
  const minutes = Math.max(1, Math.floor((series.period ?? 60) / 60));
  const isFilled = filled && published.defaultValue !== undefined;
  return statisticOf(series.statistic ?? 'Sum', {
    events,
    value: published.value,
    quietMinutes: isFilled ? minutes - (events > 0 ? 1 : 0) : 0,
    defaultValue: published.defaultValue ?? 0,
  });
}

const returnedBy = ({ metrics }: AlarmDefinition): AlarmMetric =>
  metrics.find(({ returnData }) => returnData) ?? metrics[0]!;

/** Whether a metric of an alarm is the one that is published. */
export function isOwn(metric: AlarmMetric, published: Published): boolean {
  return (
    metric.account === undefined &&
    metric.namespace === published.namespace &&
    metric.metricName === published.metricName &&
    sameDimensions(metric.dimensions, published.dimensions) &&
    seesUnit(metric, published)
  );
}

export function notSettled(alarm: AlarmDefinition): never {
  const { expression, id } = returnedBy(alarm);
  throw notModelled(`metric math "${expression ?? id}"`);
}

export function notModelled(what: string): UnknownRead {
  const detail = `what the ${what} makes of one event is not modelled`;
  return new UnknownRead('definition.metrics', new Unknown('invalid-document', detail));
}

/** What metric filters publish without a unit has the unit `None`, and is asked for as such. */
export const NO_UNIT = 'None';

/**
 * An alarm with a unit sees the datapoints of that unit alone, one without sees all.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function seesUnit({ unit }: Pick<Series, 'unit'>, published: Published): boolean {
  return unit === undefined || unit === (published.unit ?? NO_UNIT);
}

export function sameDimensions(left: readonly Dimension[], right: readonly Dimension[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ name, value }) => right.some((other) => other.name === name && other.value === value))
  );
}
