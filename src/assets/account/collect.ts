import { z } from 'zod';
import { type CollectContext, defineCollector } from '#src/core/collector.ts';
import { defineOperation, definePagedOperation } from '#src/core/operation.ts';
import { Unknown, UNKNOWN_REGIONS } from '#src/core/unknown.ts';
import { globalRegion } from '#src/domain/aws/partition.ts';
import { answer } from '../answer.ts';
import { listRules } from '../event-rule/operations.ts';
import { describeFlowLogs } from '../flow-log/operations.ts';
import { describeOrganization } from '../organization/operations.ts';
import { allTrails, describeTrails } from '../trail/operations.ts';
import { account } from './model.ts';

const describeRegions = defineOperation({
  service: 'ec2',
  name: 'DescribeRegions',
  leads: true,
  output: z.object({ Regions: z.array(z.object({ RegionName: z.string(), OptInStatus: z.string().optional() })) }),
});

const rawEventDataStore = z.object({ EventDataStoreArn: z.string() });

const listEventDataStores = definePagedOperation({
  service: 'cloudtrail',
  name: 'ListEventDataStores',
  item: rawEventDataStore,
  pages: { items: 'EventDataStores', nextToken: 'NextToken', token: 'NextToken' },
});

/**
 * What a region that did not answer can hide. `its-own`: what is in that region alone bears on it alone. `replicated`: what bears
 * on several regions is shown by each of them, so one that answered tells of it. `any`: it may bear on every region.
 */
type Hides = 'its-own' | 'replicated' | 'any';

/** Asks in every region at once and joins the answers; a region that did not answer stands as an unknown element. */
async function inEveryRegion(
  { self, scope }: CollectContext,
  hides: Hides,
  ask: (region: string) => Promise<readonly (string | Unknown)[]>,
): Promise<string[]> {
  const regions = await scope.regions(self.account);
  const answers = await Promise.all(
    regions.map(async (region) =>
      region instanceof Unknown
        ? { region: UNKNOWN_REGIONS, elements: [region] }
        : { region, elements: await ask(region) },
    ),
  );
  const hasAnswer = answers.some(({ elements }) => !elements.some((element) => element instanceof Unknown));
  const isLocal = hides === 'its-own' || (hides === 'replicated' && hasAnswer);
  const elements = answers.flatMap((answered) =>
    answered.elements.map((element) =>
      element instanceof Unknown && isLocal ? about(element, answered.region) : element,
    ),
  );
  // Replicas of one trail are shown by many regions.
  return [...new Set(elements)] as string[];
}

const about = ({ reason, detail, action }: Unknown, region: string): Unknown =>
  new Unknown(reason, detail, action, region);

export const collectAccount = defineCollector({
  kind: account,
  locate: {
    operations: [],
    find: async (id) => ({ id, name: id, account: id, region: 'global' }),
  },
  facts: {
    partition: { operations: [], collect: async ({ scope }) => scope.partition },
    regions: {
      operations: [describeRegions],
      async collect({ self, scope, observe }) {
        const answered = await observe(describeRegions, { AllRegions: false }, { region: scope.defaultRegion });
        const { selectedRegions } = scope;
        if (answered === undefined || answered instanceof Unknown) {
          // Without the list, ask where an answer is sure, and keep the hole.
          if (selectedRegions) return [...selectedRegions];
          const known = new Set([scope.defaultRegion, globalRegion(scope.partition)]);
          return [...known, answered ?? new Unknown('call-failed', 'no list of regions')] as string[];
        }
        const enabled = answered.Regions.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in')
          .map(({ RegionName }) => RegionName)
          .filter((region) => selectedRegions?.includes(region) ?? true)
          .toSorted();
        // An account of which no region was read is not an account in which nothing is.
        if (enabled.length > 0 || !selectedRegions) return enabled;
        const none = `none of the regions ${selectedRegions.join(', ')} is enabled in account ${self.account}`;
        return [new Unknown('region-not-enabled', none)] as unknown as string[];
      },
    },
    trailArns: {
      operations: [describeRegions, describeTrails],
      collect: (context) =>
        // A multi-region trail has a replica in every enabled region, a member's view of an organisation's included.
        inEveryRegion(context, 'replicated', async (region) => {
          const arns = await answer(context.observe(describeTrails, allTrails, { region }), ({ trailList }) =>
            trailList.map(({ TrailARN }) => TrailARN),
          );
          return arns instanceof Unknown ? [arns] : (arns ?? []);
        }),
    },
    eventDataStoreArns: {
      operations: [describeRegions, listEventDataStores],
      collect: (context) =>
        // An event data store is listed where it was made, and may record all regions from there.
        inEveryRegion(context, 'any', (region) =>
          context.observeAll(listEventDataStores, {}, (item) => item.EventDataStoreArn, {
            region,
          }),
        ),
    },
    membership: {
      operations: [describeOrganization],
      collect: ({ scope, observe }) =>
        answer(observe(describeOrganization, {}, { region: scope.defaultRegion }), ({ Organization }) => ({
          id: Organization.Id,
          managementAccount: Organization.MasterAccountId,
        })),
    },
    eventRuleArns: {
      operations: [describeRegions, listRules],
      collect: (context) =>
        inEveryRegion(context, 'its-own', async (region) => {
          const rules = await context.observeAll(listRules, {}, (item) => item, { region });
          return rules.flatMap((rule): (string | Unknown)[] => {
            if (rule instanceof Unknown) return [rule];
            return rule.EventPattern === undefined ? [] : [rule.Arn];
          });
        }),
    },
    flowLogArns: {
      operations: [describeRegions, describeFlowLogs],
      collect: (context) => {
        const { account: owner } = context.self;
        const { partition } = context.scope;
        return inEveryRegion(context, 'its-own', (region) =>
          context.observeAll(
            describeFlowLogs,
            {},
            (item) => `arn:${partition}:ec2:${region}:${owner}:vpc-flow-log/${item.FlowLogId}`,
            { region },
          ),
        );
      },
    },
  },
});
