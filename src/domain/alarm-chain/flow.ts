import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { couldEverMatch } from '../filter-pattern/could-match.ts';
import { matchesFilterPattern } from '../filter-pattern/evaluate.ts';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import { flowLine, type FlowSample, otherTraffic, rejectedTraffic } from '../intents/flow-logs.ts';
import { type Happening, filterStep, isHandedOver } from './filter-steps.ts';
import type { LogGroupInput, MetricFilterInput } from './inputs.ts';
import { anyOf, broken, inTurn, type Step, steps } from './step.ts';

/** `F`: as much of its filters as the question needs. */
export interface FlowLogInput<F extends Counter = MetricFilterInput> {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly configuration: {
    readonly resourceId: string;
    readonly trafficType: string;
    readonly status: string;
    readonly deliverStatus?: string | undefined;
    readonly deliverError?: string | undefined;
    readonly destinationType: string;
    readonly logGroupName?: string | undefined;
    readonly logGroupArn?: string | undefined;
    readonly format: string;
  };
  readonly logGroup: FlowGroup<F> | undefined;
}

type Counter = Pick<MetricFilterInput, 'definition'>;

interface FlowGroup<F> extends Pick<LogGroupInput, 'name' | 'account' | 'region' | 'transformation'> {
  readonly metricFilters: readonly F[];
}

/** Whether a flow log writes rejected traffic to CloudWatch Logs: others are not judged. */
export function isWatched({ configuration }: FlowLogInput<Counter>): boolean {
  const { destinationType, trafficType, status } = configuration;
  return destinationType === 'cloud-watch-logs' && trafficType !== 'ACCEPT' && status === 'ACTIVE';
}

const counted: Step = { kind: 'told', via: [] };

/** From a flow log to a filter that counts its rejected traffic. */
export function flowFilterStep(flowLog: FlowLogInput<Counter>): Step {
  return flowStep(flowLog, () => counted);
}

/** From a flow log to somebody who is told of rejected traffic. `patience`: records that an alarm may wait for. */
export function flowAlarmStep(flowLog: FlowLogInput, patience: number): Step {
  return flowStep(flowLog, (filter, line) => filterStep(filter, happening(flowLog, line, patience)));
}

function flowStep<F extends Counter>(flowLog: FlowLogInput<F>, onwards: (filter: F, line: string) => Step): Step {
  const { name, configuration } = flowLog;
  const { deliverStatus, deliverError, format } = configuration;
  const stop = (why: string): Step => broken('notDelivered', name, why);
  return inTurn(
    () => (deliverStatus === 'FAILED' ? stop(`its delivery fails (${deliverError ?? 'no reason told'})`) : undefined),
    () =>
      flowLog.logGroup === undefined
        ? stop(`its log group ${configuration.logGroupName ?? configuration.logGroupArn ?? ''} does not exist`)
        : undefined,
    () => (flowLog.logGroup === undefined ? undefined : groupStep(flowLog.logGroup, format, onwards)),
  );
}

/** Every kind of rejected traffic has to find a filter. */
function groupStep<F extends Counter>(
  group: FlowGroup<F>,
  format: string,
  onwards: (filter: F, line: string) => Step,
): Step {
  const missed: FlowSample[] = [];
  const found: Step[] = [];
  let isUnknown: Step | undefined;
  for (const sample of rejectedTraffic) {
    const line = flowLine(sample, format);
    const step = anyOf(
      steps(group.metricFilters, (filter) => (filterCounts(filter, group, line) ? onwards(filter, line) : undefined)),
    );
    if (step === undefined) missed.push(sample);
    else if (step.kind === 'broken') return step;
    else if (step.kind === 'unknown') isUnknown ??= step;
    else found.push(step);
  }
  if (missed.length > 0) return noFilter(group, missed);
  return isUnknown ?? { kind: 'told', via: found.flatMap((step) => (step.kind === 'told' ? step.via : [])) };
}

/** Says whether there is no filter for rejected traffic, or one that misses some or all of it. */
function noFilter(group: FlowGroup<Counter>, missed: readonly FlowSample[]): Step {
  const meant: string[] = [];
  for (const { definition } of group.metricFilters) {
    if (!/REJECT/.test(definition.pattern)) continue;
    const parsed = parseFilterPattern(definition.pattern);
    const satisfiable = parsed.ok ? couldEverMatch(parsed.pattern) : undefined;
    if (satisfiable?.answer === 'never') return broken('filterNever', definition.filterName, satisfiable.because);
    meant.push(definition.filterName);
  }
  if (meant.length === 0) return broken('noFilter', group.name);
  return broken('filterMisses', meant.join(', '), missed.map(({ title }) => title).join(', '));
}

/** Every processor rewrites a record, which is a line and no JSON. */
const none: ReadonlySet<string> = new Set();

function filterCounts(filter: Counter, group: FlowGroup<Counter>, line: string): boolean {
  return isHandedOver(filter, group, none) && filterMatchesLine(filter, line);
}

function filterMatchesLine({ definition }: Counter, line: string): boolean {
  const parsed = parseFilterPattern(definition.pattern);
  if (parsed.ok) return matchesFilterPattern(parsed.pattern, line);
  const detail = `the pattern of metric filter ${definition.filterName} could not be read: ${parsed.problem.message}`;
  throw new UnknownRead('definition.pattern', new Unknown('invalid-document', detail));
}

function happening({ account, region, configuration }: FlowLogInput, line: string, patience: number): Happening {
  const columns = line.split(' ');
  return {
    place: { account, region },
    patience,
    // In patterns of columns a selector is the name that the pattern itself gives a column.
    field: (selector, { definition }) => {
      const parsed = parseFilterPattern(definition.pattern);
      if (!parsed.ok || parsed.pattern.kind !== 'fields') return undefined;
      const index = parsed.pattern.fields.findIndex((field) => field.kind === 'field' && `$${field.name}` === selector);
      return columns[index];
    },
    notes: (filter) => {
      // A flow log of rejected traffic alone writes no other.
      const broader =
        configuration.trafficType !== 'REJECT' &&
        otherTraffic.some((sample) => filterMatchesLine(filter, flowLine(sample, configuration.format)));
      const { filterName } = filter.definition;
      return broader ? [`Metric filter ${filterName} counts accepted traffic as well: it cries wolf.`] : [];
    },
  };
}
