import type { z } from 'zod';
import type { Identity } from '#src/core/asset.ts';
import { defineCollector } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { locateByArn } from '../locate.ts';
import { alarm, type AlarmDefinition, type CompositeAlarm } from './model.ts';
import {
  allCompositeAlarms,
  allMetricAlarms,
  describeAlarms,
  describeCompositeAlarms,
  type rawAlarm,
  type rawComposite,
} from './operations.ts';

const lower = (list: readonly { Name: string; Value: string }[]) =>
  list.map(({ Name, Value }) => ({ name: Name, value: Value }));

/** `account`: the alarm's own. */
export function alarmDefinition(raw: z.output<typeof rawAlarm>, account: string): AlarmDefinition {
  return {
    actionsEnabled: raw.ActionsEnabled,
    alarmActions: raw.AlarmActions,
    namespace: raw.Namespace,
    metricName: raw.MetricName,
    dimensions: lower(raw.Dimensions),
    statistic: raw.Statistic,
    extendedStatistic: raw.ExtendedStatistic,
    lowSamples: raw.EvaluateLowSampleCountPercentile,
    period: raw.Period,
    unit: raw.Unit,
    evaluationPeriods: raw.EvaluationPeriods,
    datapointsToAlarm: raw.DatapointsToAlarm,
    threshold: raw.Threshold,
    comparison: raw.ComparisonOperator,
    treatMissingData: raw.TreatMissingData,
    metrics: raw.Metrics.map(({ Id, Expression, ReturnData, AccountId, MetricStat }) => ({
      id: Id,
      expression: Expression,
      returnData: ReturnData,
      ...(AccountId === undefined || AccountId === account ? {} : { account: AccountId }),
      namespace: MetricStat?.Metric.Namespace,
      metricName: MetricStat?.Metric.MetricName,
      dimensions: lower(MetricStat?.Metric.Dimensions ?? []),
      statistic: MetricStat?.Stat,
      period: MetricStat?.Period,
      unit: MetricStat?.Unit,
    })),
  };
}

type RawComposite = z.output<typeof rawComposite>;

/** Composite alarms that name this one, those that name them, and so on; what could not be read may be one of them. */
function above(self: Identity, all: readonly (RawComposite | Unknown)[]): (RawComposite | Unknown)[] {
  const found = new Set<RawComposite | Unknown>();
  const names = [self.name, self.id];
  for (const name of names) {
    for (const one of all) {
      if (found.has(one) || !(one instanceof Unknown || one.AlarmRule.includes(name))) continue;
      found.add(one);
      if (!(one instanceof Unknown)) names.push(one.AlarmName, one.AlarmArn);
    }
  }
  return [...found];
}

export const collectAlarm = defineCollector({
  kind: alarm,
  locate: {
    operations: [],
    // Ids come from the list of alarms, so what is named exists.
    find: async (id, context) => locateByArn(id, context, (resource) => resource.replace(/^alarm:/, '')),
  },
  facts: {
    definition: {
      operations: [describeAlarms],
      async collect({ self, observeAll }) {
        const alarms = await observeAll(describeAlarms, allMetricAlarms, (item) => item);
        let unread: Unknown | undefined;
        for (const raw of alarms) {
          if (raw instanceof Unknown) unread = raw;
          else if (raw.AlarmArn === self.id) return alarmDefinition(raw, self.account);
        }
        return unread;
      },
    },
    composites: {
      operations: [describeCompositeAlarms],
      async collect({ self, observeAll }) {
        const found = await observeAll(describeCompositeAlarms, allCompositeAlarms, (item) => item);
        return above(self, found).map((one) =>
          one instanceof Unknown
            ? one
            : {
                arn: one.AlarmArn,
                name: one.AlarmName,
                rule: one.AlarmRule,
                actionsEnabled: one.ActionsEnabled,
                alarmActions: one.AlarmActions,
                suppressor: one.ActionsSuppressor || undefined,
              },
        ) as CompositeAlarm[];
      },
    },
  },
});
