import { z } from 'zod';
import { type CollectContext, defineCollector, type LocateContext, type Observer } from '#src/core/collector.ts';
import { defineOperation, definePagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { locateByArn, whereFound } from '../locate.ts';
import { metricFilterId } from '../metric-filter/collect.ts';
import { describeMetricFilters } from '../metric-filter/operations.ts';
import { logGroup } from './model.ts';

const rawLogGroup = z.object({
  logGroupName: z.string(),
  retentionInDays: z.number().optional(),
  logGroupClass: z.string().default('STANDARD'),
  kmsKeyId: z.string().optional(),
});

const describeLogGroups = definePagedOperation({
  service: 'cloudwatch-logs',
  name: 'DescribeLogGroups',
  permission: 'logs:DescribeLogGroups',
  item: rawLogGroup,
  pages: { items: 'logGroups', nextToken: 'nextToken', token: 'nextToken' },
});

/** The log group of exactly this name: the API knows prefixes only. */
async function find(
  name: string,
  { observeAll }: Observer,
  at?: LocateContext['from'],
): Promise<z.output<typeof rawLogGroup> | undefined | Unknown> {
  const groups = await observeAll(describeLogGroups, { logGroupNamePrefix: name }, (item) => item, at);
  let unread: Unknown | undefined;
  for (const group of groups) {
    if (group instanceof Unknown) unread = group;
    else if (group.logGroupName === name) return group;
  }
  return unread;
}

const processors = z.array(z.record(z.string(), z.unknown()));

const getTransformer = defineOperation({
  service: 'cloudwatch-logs',
  name: 'GetTransformer',
  permission: 'logs:GetTransformer',
  notSet: ['ResourceNotFoundException'],
  output: z.object({ transformerConfig: processors.default([]) }),
});

const rawPolicy = z.object({ policyDocument: z.string(), selectionCriteria: z.string().optional() });

const describeAccountPolicies = definePagedOperation({
  service: 'cloudwatch-logs',
  name: 'DescribeAccountPolicies',
  permission: 'logs:DescribeAccountPolicies',
  item: rawPolicy,
  pages: { items: 'accountPolicies', nextToken: 'nextToken', token: 'nextToken' },
});

const namesOf = (config: z.output<typeof processors>): string[] =>
  config.flatMap((processor) => Object.keys(processor));

/** The account's transformer, where it has one that is not limited to log groups of some name. */
async function accountTransformer({ self, observeAll }: CollectContext): Promise<string[] | undefined | Unknown> {
  const input = { policyType: 'TRANSFORMER_POLICY' };
  const policies = await observeAll(describeAccountPolicies, input, (item) => item);
  for (const policy of policies) {
    if (policy instanceof Unknown) return policy;
    const prefix = /LogGroupNamePrefix\s*(?:=|IN)\s*\[?\s*"([^"]*)"/.exec(policy.selectionCriteria ?? '')?.[1] ?? '';
    if (!self.name.startsWith(prefix)) continue;
    const parsed = processors.safeParse(jsonOf(policy.policyDocument));
    return parsed.success
      ? namesOf(parsed.data)
      : new Unknown('invalid-document', 'the transformer policy could not be read');
  }
  return undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const collectLogGroup = defineCollector({
  kind: logGroup,
  locate: {
    operations: [describeLogGroups],
    async find(id, context) {
      const located = locateByArn(id, context, (resource) => resource.replace(/^log-group:/, ''));
      if (located instanceof Unknown) return located;
      return whereFound(await find(located.name, context, located), located);
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
          metricFilterId(self.id, item.filterName),
        );
        return filters as string[];
      },
    },
    transformation: {
      operations: [describeMetricFilters, getTransformer, describeAccountPolicies],
      async collect(context) {
        const { self, observe, observeAll } = context;
        const filters = await observeAll(describeMetricFilters, { logGroupName: self.name }, (item) => item);
        // Two more calls a log group, for what hardly anybody uses: only where a filter depends on it.
        if (!filters.some((filter) => !(filter instanceof Unknown) && filter.applyOnTransformedLogs)) {
          return filters.find((filter) => filter instanceof Unknown);
        }
        const own = await observe(getTransformer, { logGroupIdentifier: self.name });
        if (own instanceof Unknown) return own;
        if (own !== undefined && own.transformerConfig.length > 0) {
          return { processors: namesOf(own.transformerConfig), level: 'log-group' as const };
        }
        const shared = await accountTransformer(context);
        if (shared === undefined || shared instanceof Unknown) return shared;
        return { processors: shared, level: 'account' as const };
      },
    },
  },
});
