import { z } from 'zod';
import { defineAssetKind, fromFact, many } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { Unknown } from '#src/core/unknown.ts';
import { topic } from '../topic/model.ts';

const dimension = z.object({ name: z.string(), value: z.string() });

const definition = z.object({
  actionsEnabled: z.boolean(),
  /** ARNs of what is told when the alarm goes off. */
  alarmActions: z.array(z.string()),
  namespace: z.string().optional(),
  metricName: z.string().optional(),
  dimensions: z.array(dimension),
  statistic: z.string().optional(),
  extendedStatistic: z.string().optional(),
  /** `ignore`: a percentile of few datapoints changes nothing. */
  lowSamples: z.string().optional(),
  /** Seconds. */
  period: z.number().optional(),
  /** The alarm sees only what is published with this unit; without one, whatever is published. */
  unit: z.string().optional(),
  evaluationPeriods: z.number(),
  datapointsToAlarm: z.number().optional(),
  threshold: z.number().optional(),
  comparison: z.string().optional(),
  treatMissingData: z.string().optional(),
  /** Metric math: ids, expressions and the metrics that they use; or the expression is a query of Metrics Insights. */
  metrics: z.array(
    z.object({
      id: z.string(),
      expression: z.string().optional(),
      returnData: z.boolean(),
      /** Whose metric it is, where it is not one of the alarm's own account. */
      account: z.string().optional(),
      namespace: z.string().optional(),
      metricName: z.string().optional(),
      dimensions: z.array(dimension),
      statistic: z.string().optional(),
      period: z.number().optional(),
      unit: z.string().optional(),
    }),
  ),
});
export type AlarmDefinition = z.output<typeof definition>;

const composite = z.object({
  arn: z.string(),
  name: z.string(),
  /** `ALARM("a") OR ALARM("b")` */
  rule: z.string(),
  actionsEnabled: z.boolean(),
  alarmActions: z.array(z.string()),
  /** Name or ARN of an alarm: while that one is in alarm, this one takes no action. */
  suppressor: z.string().optional(),
});
export type CompositeAlarm = z.output<typeof composite>;

const isTopic = (arn: string): boolean => /^arn:[^:]+:sns:/.test(arn);

export const alarm = defineAssetKind({
  name: 'AWS::CloudWatch::Alarm',
  title: 'CloudWatch alarm',
  facts: {
    definition,
    /** Composite alarms whose rule names this one or one of these, in its own account and region. */
    composites: z.array(observable(composite)),
  },
  links: {
    topics: many(
      topic,
      fromFact<AlarmDefinition>('definition', ({ alarmActions }) => alarmActions.filter(isTopic)),
    ),
    compositeTopics: many(
      topic,
      fromFact<readonly (CompositeAlarm | Unknown)[]>('composites', (composites) => [
        ...new Set(
          composites.flatMap((one): (string | Unknown)[] =>
            one instanceof Unknown ? [one] : one.alarmActions.filter(isTopic),
          ),
        ),
      ]),
    ),
  },
});
