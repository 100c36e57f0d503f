import { z } from 'zod';
import { definePagedOperation } from '#src/core/operation.ts';

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

export const describeMetricFilters = definePagedOperation({
  service: 'cloudwatch-logs',
  name: 'DescribeMetricFilters',
  permission: 'logs:DescribeMetricFilters',
  item: rawMetricFilter,
  pages: { items: 'metricFilters', nextToken: 'nextToken', token: 'nextToken' },
});
