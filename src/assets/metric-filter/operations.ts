import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';

export const describeMetricFilters = defineOperation({
  service: 'cloudwatch-logs',
  name: 'DescribeMetricFilters',
  permission: 'logs:DescribeMetricFilters',
  output: z.object({ metricFilters: z.array(z.unknown()).default([]), nextToken: z.string().optional() }),
  pages: { items: 'metricFilters', nextToken: 'nextToken', token: 'nextToken' },
});

export const rawMetricFilter = z.object({
  filterName: z.string(),
  filterPattern: z.string().default(''),
  metricTransformations: z
    .array(
      z.object({
        metricName: z.string(),
        metricNamespace: z.string(),
        metricValue: z.string(),
        defaultValue: z.number().optional(),
        unit: z.string().optional(),
        dimensions: z.record(z.string(), z.string()).optional(),
      }),
    )
    .default([]),
  fieldSelectionCriteria: z.string().optional(),
  applyOnTransformedLogs: z.boolean().optional(),
  emitSystemFieldDimensions: z.array(z.string()).optional(),
});
