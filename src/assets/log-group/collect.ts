import { z } from 'zod';
import { defineCollector, type LocateContext, type Observer } from '#src/core/collector.ts';
import { defineOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { locateByArn } from '../locate.ts';
import { metricFilterId } from '../metric-filter/collect.ts';
import { describeMetricFilters, rawMetricFilter } from '../metric-filter/operations.ts';
import { logGroup } from './model.ts';

const describeLogGroups = defineOperation({
  service: 'cloudwatch-logs',
  name: 'DescribeLogGroups',
  permission: 'logs:DescribeLogGroups',
  output: z.object({ logGroups: z.array(z.unknown()).default([]), nextToken: z.string().optional() }),
  pages: { items: 'logGroups', nextToken: 'nextToken', token: 'nextToken' },
});

const rawLogGroup = z.object({
  logGroupName: z.string(),
  retentionInDays: z.number().optional(),
  logGroupClass: z.string().default('STANDARD'),
  kmsKeyId: z.string().optional(),
});

/** The log group of exactly this name: the API knows prefixes only. */
async function find(
  name: string,
  { observeAll }: Observer,
  at?: LocateContext['from'],
): Promise<z.output<typeof rawLogGroup> | undefined | Unknown> {
  const groups = await observeAll(
    describeLogGroups,
    { logGroupNamePrefix: name },
    (item) => rawLogGroup.parse(item),
    at,
  );
  let unread: Unknown | undefined;
  for (const group of groups) {
    if (group instanceof Unknown) unread = group;
    else if (group.logGroupName === name) return group;
  }
  return unread;
}

export const collectLogGroup = defineCollector({
  kind: logGroup,
  locate: {
    operations: [describeLogGroups],
    async find(id, context) {
      const located = locateByArn(id, context, (resource) => resource.replace(/^log-group:/, ''));
      if (located instanceof Unknown) return located;
      return (await find(located.name, context, located)) === undefined ? 'missing' : located;
    },
  },
  facts: {
    configuration: {
      operations: [describeLogGroups],
      async collect(context) {
        const found = await find(context.self.name, context);
        if (found === undefined || found instanceof Unknown) return found;
        return {
          name: found.logGroupName,
          retentionDays: found.retentionInDays,
          logGroupClass: found.logGroupClass,
          kmsKeyId: found.kmsKeyId,
        };
      },
    },
    metricFilterIds: {
      operations: [describeMetricFilters],
      async collect({ self, observeAll }) {
        const filters = await observeAll(describeMetricFilters, { logGroupName: self.name }, (item) =>
          metricFilterId(self.id, rawMetricFilter.parse(item).filterName),
        );
        return filters as string[];
      },
    },
  },
});
