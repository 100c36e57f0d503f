import { some } from '#src/core/three-valued.ts';
import type { Verdicts } from '#src/core/rule.ts';
import { isWatched } from '#src/domain/alarm-chain/flow.ts';
import { anyOf, type Break, type Step, steps } from '#src/domain/alarm-chain/step.ts';
import { logGroupReads } from './alarm-rule.ts';

export const flowMessages = {
  notDelivered: 'Rejected traffic of flow log {thing} does not reach CloudWatch Logs: {why}.',
  noFilter: 'Log group {thing} has no metric filter for rejected traffic.',
  filterNever: 'Metric filter {thing} can never match a record: {why}.',
  filterMisses: 'Metric filter {thing} misses {why}, as the flow log writes it.',
} as const;

type Watched = Parameters<typeof isWatched>[0];

/** From flow logs to whoever is told. */
export const flowReads = {
  configuration: true,
  logGroup: { transformation: true, metricFilters: logGroupReads.metricFilters },
} as const;

export const NO_FLOW_LOGS = 'No VPC flow log sends rejected traffic to CloudWatch Logs.';

export const NOT_COUNTED = 'No metric filter counts rejected traffic; CWL-018 reports that.';

/** Whether there is any flow log to judge. */
export function hasWatched(flowLogs: readonly Watched[]): boolean {
  return some(flowLogs, isWatched);
}

/** What became of the rejected traffic of every flow log: the first certain break, else the first unknown. */
export function allFlows<F extends Watched>(flowLogs: readonly F[], judge: (flowLog: F) => Step): Step {
  const found = steps(flowLogs, (flowLog) => (isWatched(flowLog) ? judge(flowLog) : undefined));
  return (
    found.find(({ kind }) => kind === 'broken') ??
    found.find(({ kind }) => kind === 'unknown') ??
    anyOf(found) ?? { kind: 'told', via: [] }
  );
}

export function failWith({ link, thing, why }: Break, verdicts: unknown): void {
  const { fail } = verdicts as Verdicts<Record<string, '{thing} {why}'>>;
  fail(link, { thing, why });
}
