import { z } from 'zod';
import { definePagedOperation } from '#src/core/operation.ts';

export const allCompositeAlarms = { AlarmTypes: ['CompositeAlarm'], MaxRecords: 100 };

export const rawComposite = z.object({
  AlarmArn: z.string(),
  AlarmName: z.string(),
  AlarmRule: z.string().default(''),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: z.array(z.string()).default([]),
  ActionsSuppressor: z.string().optional(),
});

/** The same operation, asked for the other sort of alarm. */
export const describeCompositeAlarms = definePagedOperation({
  service: 'cloudwatch',
  name: 'DescribeAlarms',
  item: rawComposite,
  pages: { items: 'CompositeAlarms', beside: 'MetricAlarms', nextToken: 'NextToken', token: 'NextToken' },
});

/** All metric alarms of a region in one list: every caller shares the answer. */
export const allMetricAlarms = { AlarmTypes: ['MetricAlarm'], MaxRecords: 100 };

const dimensions = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);

export const rawAlarm = z.object({
  AlarmArn: z.string(),
  AlarmName: z.string(),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: z.array(z.string()).default([]),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  EvaluateLowSampleCountPercentile: z.string().optional(),
  Period: z.number().optional(),
  Unit: z.string().optional(),
  EvaluationPeriods: z.number().default(1),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number().optional(),
  ComparisonOperator: z.string().optional(),
  TreatMissingData: z.string().optional(),
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        AccountId: z.string().optional(),
        ReturnData: z.boolean().default(true),
        MetricStat: z
          .object({
            Metric: z.object({
              Namespace: z.string().optional(),
              MetricName: z.string().optional(),
              Dimensions: dimensions,
            }),
            Period: z.number().optional(),
            Stat: z.string().optional(),
            Unit: z.string().optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

export const describeAlarms = definePagedOperation({
  service: 'cloudwatch',
  name: 'DescribeAlarms',
  item: rawAlarm,
  pages: { items: 'MetricAlarms', beside: 'CompositeAlarms', nextToken: 'NextToken', token: 'NextToken' },
});
