import { z } from 'zod';
import { defineAssetKind, fromFact, many } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { alarm } from '../alarm/model.ts';

export const metricFilter = defineAssetKind({
  name: 'AWS::Logs::MetricFilter',
  title: 'metric filter',
  facts: {
    definition: z.object({
      filterName: z.string(),
      logGroupName: z.string(),
      pattern: z.string(),
      transformations: z.array(
        z.object({
          namespace: z.string(),
          metricName: z.string(),
          /** The number to publish, or a selector such as `$.bytes`. */
          metricValue: z.string(),
          defaultValue: z.number().optional(),
          /** Absent: `None`. */
          unit: z.string().optional(),
          /** Dimension name to the field it is taken from. */
          dimensions: z.record(z.string(), z.string()),
        }),
      ),
      /** Limits the filter to events of some accounts or regions. */
      fieldSelectionCriteria: z.string().optional(),
      applyOnTransformedLogs: z.boolean(),
      /** `@aws.account`, `@aws.region`: further dimensions of the metrics. */
      systemDimensions: z.array(z.string()).optional(),
    }),
    /** ARNs of the alarms on the filter's metrics, in its own account and region. */
    alarmArns: z.array(observable(z.string())),
  },
  links: {
    alarms: many(
      alarm,
      fromFact<readonly string[]>('alarmArns', (arns) => arns),
    ),
  },
});
