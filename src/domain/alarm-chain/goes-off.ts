import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import type { AlarmDefinition, AlarmMetric, Dimension } from './inputs.ts';
import { evaluateMath, NotModelled } from './metric-math.ts';
import { breaches, statisticOf } from './statistic.ts';

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

export type GoesOff = { readonly ok: true; readonly events: number } | { readonly ok: false; readonly why: string };

type Series = Pick<AlarmMetric, 'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'period' | 'unit'>;

/** The metrics that an alarm looks at, one way or the other. */
export function watches(alarm: AlarmDefinition, namespace: string, metricName: string): boolean {
  if (queryOf(alarm, namespace, metricName) !== undefined) return true;
  return seriesOf(alarm).some((series) => series.namespace === namespace && series.metricName === metricName);
}

/** A query of Metrics Insights names its metric in its text: `SELECT SUM(RootUsage) FROM "CISBenchmark"`. */
function queryOf(alarm: AlarmDefinition, namespace: string, metricName: string): string | undefined {
  const isQuery = (text = ''): boolean =>
    /^\s*SELECT\s/i.test(text) && text.includes(namespace) && text.includes(metricName);
  return alarm.metrics.find(({ expression }) => isQuery(expression))?.expression;
}

/** A metric of the same name in another account is another metric. */
function seriesOf(alarm: AlarmDefinition): readonly Series[] {
  if (alarm.metrics.length > 0) return alarm.metrics.filter(({ account }) => account === undefined);
  return [{ ...alarm, statistic: alarm.statistic ?? alarm.extendedStatistic }];
}

/**
 * Whether an alarm goes off when the event happens once, or at most `patience` times within one period. It must do so
 * whether or not other events are logged around it.
 * @throws UnknownRead for what is not modelled.
 */
export function goesOff(alarm: AlarmDefinition, published: Published, patience: number): GoesOff {
  const query = queryOf(alarm, published.namespace, published.metricName);
  if (query !== undefined) throw notModelled(`query "${query}"`);
  const watched = seriesOf(alarm).filter(
    ({ namespace, metricName }) => namespace === published.namespace && metricName === published.metricName,
  );
  const alike = watched.filter((series) => sameDimensions(series.dimensions, published.dimensions));
  if (alike.length === 0) return { ok: false, why: dimensionsText(watched[0]!.dimensions, published.dimensions) };
  if (!alike.some((series) => seesUnit(series, published))) return { ok: false, why: unitText(alike[0]!, published) };
  const { comparison = '', threshold } = alarm;
  if (threshold === undefined || breaches(0, comparison, 0) === undefined) {
    return { ok: false, why: 'it compares with a band that follows the usual course, which one event need not leave' };
  }
  const breachesWith = (events: number, filled: boolean): boolean => {
    const value = valueOf(alarm, published, events, filled);
    return value !== undefined && breaches(value, comparison, threshold)!;
  };
  const standing = standingAlarm(alarm, published, breachesWith);
  if (standing !== undefined) return { ok: false, why: standing };
  let events = 1;
  while (events <= patience && !(breachesWith(events, false) && breachesWith(events, true))) events++;
  if (events > patience) return { ok: false, why: tooLittle(alarm, published, patience, breachesWith) };
  const waits = waiting(alarm, published);
  return waits === undefined ? { ok: true, events } : { ok: false, why: waits };
}

/** Why an alarm is in alarm all the time, so that no event changes its state. */
function standingAlarm(
  alarm: AlarmDefinition,
  { defaultValue }: Published,
  breachesWith: (events: number, filled: boolean) => boolean,
): string | undefined {
  if (defaultValue === undefined) {
    if (alarm.treatMissingData !== 'breaching') return undefined;
    return 'it counts missing data as breaching, so it is in alarm whenever nothing happens and an event changes nothing';
  }
  if (!breachesWith(0, true)) return undefined;
  return `the filter publishes ${defaultValue} while nothing happens, which breaches already: an event changes nothing`;
}

/**
 * One event makes one breaching datapoint. With missing data left as missing, one breaching datapoint among missing
 * ones is enough (the table in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 */
function waiting(alarm: AlarmDefinition, { defaultValue }: Published): string | undefined {
  const needed = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  if (needed <= 1) return undefined;
  if (defaultValue === undefined && (alarm.treatMissingData ?? 'missing') === 'missing') return undefined;
  return `it waits for ${needed} breaching datapoints, and one event makes one`;
}

function tooLittle(
  { comparison = '', threshold, statistic, extendedStatistic, metrics }: AlarmDefinition,
  { value, defaultValue }: Published,
  patience: number,
  breachesWith: (events: number, filled: boolean) => boolean,
): string {
  const name = statistic ?? extendedStatistic ?? (metrics.length > 0 ? 'expression' : 'Sum');
  if (breachesWith(patience, false)) {
    return `the ${name} of one event among the filter's default values (${defaultValue}) need not reach ${sign(comparison)} ${threshold}`;
  }
  const events = patience === 1 ? 'one event counts' : `${patience} events count`;
  return `it asks for ${name} ${sign(comparison)} ${threshold}, and ${events} ${value * patience}`;
}

const signs: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
};
const sign = (comparison: string): string => signs[comparison] ?? comparison;

/** What the alarm compares in a period with so many events; `filled` when the other minutes hold the default value. */
function valueOf(alarm: AlarmDefinition, published: Published, events: number, filled: boolean): number | undefined {
  const of = (series: Series): number | undefined => {
    const minutes = Math.max(1, Math.floor((series.period ?? 60) / 60));
    const isFilled = filled && published.defaultValue !== undefined;
    return statisticOf(series.statistic ?? 'Sum', {
      events,
      value: published.value,
      quietMinutes: isFilled ? minutes - (events > 0 ? 1 : 0) : 0,
      defaultValue: published.defaultValue ?? 0,
    });
  };
  if (alarm.metrics.length === 0) return of(seriesOf(alarm)[0]!);
  const returned = alarm.metrics.find(({ returnData }) => returnData) ?? alarm.metrics[0]!;
  const isOurs = (metric: AlarmMetric): boolean =>
    metric.account === undefined &&
    metric.namespace === published.namespace &&
    metric.metricName === published.metricName &&
    sameDimensions(metric.dimensions, published.dimensions) &&
    seesUnit(metric, published);
  // What the other metrics are at that time is not known: the answer must not depend on it.
  const answers = [undefined, 0].map((others) => {
    const value = (id: string, depth: number): number | undefined => {
      const metric = alarm.metrics.find((one) => one.id === id);
      if (metric === undefined || depth > 10) throw new NotModelled(id);
      if (metric.expression === undefined) return isOurs(metric) ? of(metric) : others;
      return evaluateMath(metric.expression, (inner) => value(inner, depth + 1), leaves);
    };
    const leaves = (): string[] =>
      alarm.metrics.filter(({ expression }) => expression === undefined).map(({ id }) => id);
    try {
      return value(returned.id, 0);
    } catch (error) {
      if (!(error instanceof NotModelled)) throw error;
      return notSettled(returned);
    }
  });
  if (answers[0] !== answers[1] && alarm.metrics.some((one) => one.expression === undefined && !isOurs(one))) {
    const verdicts = answers.map(
      (one) => one !== undefined && breaches(one, alarm.comparison ?? '', alarm.threshold ?? 0),
    );
    if (verdicts[0] !== verdicts[1]) return notSettled(returned);
  }
  return answers[0] ?? answers[1];
}

function notSettled(metric: AlarmMetric): never {
  throw notModelled(`metric math "${metric.expression ?? metric.id}"`);
}

function notModelled(what: string): UnknownRead {
  const detail = `what the ${what} makes of one event is not modelled`;
  return new UnknownRead('definition.metrics', new Unknown('invalid-document', detail));
}

/** What metric filters publish without a unit has the unit `None`, and is asked for as such. */
const NO_UNIT = 'None';

/**
 * An alarm with a unit sees the datapoints of that unit alone, one without sees all.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function seesUnit({ unit }: Pick<Series, 'unit'>, published: Published): boolean {
  return unit === undefined || unit === (published.unit ?? NO_UNIT);
}

function unitText({ unit }: Pick<Series, 'unit'>, published: Published): string {
  const own = published.unit ?? NO_UNIT;
  const text = own === NO_UNIT ? 'without a unit' : `in ${own}`;
  return `it sees only datapoints ${unit === NO_UNIT ? 'without a unit' : `in ${unit}`}, the filter publishes them ${text}`;
}

function sameDimensions(left: readonly Dimension[], right: readonly Dimension[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ name, value }) => right.some((other) => other.name === name && other.value === value))
  );
}

function dimensionsText(watched: readonly Dimension[], published: readonly Dimension[]): string {
  const text = (dimensions: readonly Dimension[]): string =>
    dimensions.length === 0
      ? 'without dimensions'
      : `with ${dimensions.map(({ name, value }) => `${name}=${value}`).join(', ')}`;
  return `it watches the metric ${text(watched)}, the filter publishes it ${text(published)}`;
}
