import {
  isOwn,
  NO_UNIT,
  notModelled,
  notSettled,
  type Published,
  sameDimensions,
  seesUnit,
  type Series,
  valueOf,
} from './alarm-value.ts';
import type { AlarmDefinition, Dimension } from './inputs.ts';
import { breaches } from './statistic.ts';

export type GoesOff = { readonly ok: true; readonly events: number } | { readonly ok: false; readonly why: string };

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
 * whether or not other events are logged around it, and whatever other metrics are that it looks at.
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
  if (alarm.threshold === undefined || breaches(0, alarm.comparison ?? '', 0) === undefined) {
    return { ok: false, why: 'it compares with a band that follows the usual course, which one event need not leave' };
  }
  const answer = goesOffBeside(undefined, alarm, published, patience);
  if (!alarm.metrics.some((one) => one.expression === undefined && !isOwn(one, published))) return answer;
  const isSettled =
    goesOffBeside(0, alarm, published, patience).ok === answer.ok &&
    (!answer.ok || breachesBeside(BUSY, alarm, published)(answer.events, false));
  return isSettled ? answer : notSettled(alarm);
}

/** More than anybody compares with. */
const BUSY = 1e9;

type Breaches = (events: number, filled: boolean) => boolean;

/** Whether a period breaches in which so many events happen; `filled` when its other minutes hold the default value. */
function breachesBeside(others: number | undefined, alarm: AlarmDefinition, published: Published): Breaches {
  return (events, filled) => {
    const value = valueOf(alarm, published, { events, filled, others });
    return value !== undefined && breaches(value, alarm.comparison ?? '', alarm.threshold ?? 0)!;
  };
}

/** The answer while the other metrics that the alarm looks at have this value. */
function goesOffBeside(
  others: number | undefined,
  alarm: AlarmDefinition,
  published: Published,
  patience: number,
): GoesOff {
  const breachesWith = breachesBeside(others, alarm, published);
  const rest = valueOf(alarm, published, { events: 0, filled: true, others });
  const standing = standingAlarm(alarm, published, rest);
  if (standing !== undefined) return { ok: false, why: standing };
  const { needed, why } = samplesNeeded(alarm);
  if (needed > patience) return { ok: false, why };
  let events = needed;
  while (events <= patience && !(breachesWith(events, false) && breachesWith(events, true))) events++;
  if (events > patience) return { ok: false, why: tooLittle(alarm, published, patience, breachesWith) };
  const waits = waiting(alarm, rest);
  return waits === undefined ? { ok: true, events } : { ok: false, why: waits };
}

/** Why an alarm is in alarm all the time, so that no event changes its state. `rest`: its value while nothing happens. */
function standingAlarm(
  { treatMissingData, comparison = '', threshold = 0 }: AlarmDefinition,
  { defaultValue }: Published,
  rest: number | undefined,
): string | undefined {
  if (rest === undefined) {
    if (treatMissingData !== 'breaching') return undefined;
    return 'it counts missing data as breaching, so it is in alarm whenever nothing happens and an event changes nothing';
  }
  if (!breaches(rest, comparison, threshold)!) return undefined;
  const what = defaultValue === undefined ? `it makes ${rest} of nothing` : `the filter publishes ${defaultValue}`;
  return `${what} while nothing happens, which breaches already: an event changes nothing`;
}

/**
 * One event makes one breaching datapoint. With missing data left as missing, one breaching datapoint among missing
 * ones is enough (the table in
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 */
function waiting(alarm: AlarmDefinition, rest: number | undefined): string | undefined {
  const needed = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  if (needed <= 1) return undefined;
  if (rest === undefined && (alarm.treatMissingData ?? 'missing') === 'missing') return undefined;
  return `it waits for ${needed} breaching datapoints, and one event makes one`;
}

/**
 * How many events an alarm on a percentile needs to look at it at all, where it ignores periods with few.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
function samplesNeeded({ extendedStatistic, lowSamples }: AlarmDefinition): { needed: number; why: string } {
  const share = Number(/^p(\d{1,2}(?:\.\d+)?)$/.exec(extendedStatistic ?? '')?.[1]) / 100;
  if (lowSamples !== 'ignore' || !(share > 0)) return { needed: 1, why: '' };
  const needed = Math.ceil(Number((10 / Math.min(share, 1 - share)).toFixed(6)));
  return {
    needed,
    why: `it ignores a ${extendedStatistic} of fewer than ${needed} datapoints, and one event makes one`,
  };
}

function tooLittle(
  { comparison = '', threshold, statistic, extendedStatistic, metrics }: AlarmDefinition,
  { value, defaultValue }: Published,
  patience: number,
  breachesWith: Breaches,
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

function unitText({ unit }: Pick<Series, 'unit'>, published: Published): string {
  const own = published.unit ?? NO_UNIT;
  const text = own === NO_UNIT ? 'without a unit' : `in ${own}`;
  return `it sees only datapoints ${unit === NO_UNIT ? 'without a unit' : `in ${unit}`}, the filter publishes them ${text}`;
}

function dimensionsText(watched: readonly Dimension[], published: readonly Dimension[]): string {
  const text = (dimensions: readonly Dimension[]): string =>
    dimensions.length === 0
      ? 'without dimensions'
      : `with ${dimensions.map(({ name, value }) => `${name}=${value}`).join(', ')}`;
  return `it watches the metric ${text(watched)}, the filter publishes it ${text(published)}`;
}
