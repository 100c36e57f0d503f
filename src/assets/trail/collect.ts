import { type CallSite, type CollectContext, defineCollector, type Scope } from '#src/core/collector.ts';
import { Unknown, UNKNOWN_REGIONS } from '#src/core/unknown.ts';
import { parseArn } from '#src/domain/aws/arn.ts';
import { answer } from '../answer.ts';
import { headBucket, listBuckets } from '../bucket/operations.ts';
import { describeOrganization, listAccounts } from '../organization/operations.ts';
import { bucketOwner } from './bucket-owner.ts';
import { type RegionStatus, trail, type TrailConfiguration } from './model.ts';
import { allTrails, describeTrails, getEventSelectors, getInsightSelectors, getTrailStatus } from './operations.ts';
import { toConfiguration, toEventSelectors, toStatus } from './shapes.ts';

/** The accounts of the scan that see a trail of which nothing is known but its ARN. */
async function viewers(arn: string, scope: Scope): Promise<string[]> {
  const sees = async (account: string): Promise<boolean> => {
    const arns = await scope.accountFact(account, 'trailArns');
    return Array.isArray(arns) && arns.includes(arn);
  };
  const answers = await Promise.all(scope.accounts.map(sees));
  return scope.accounts.filter((_, index) => answers[index]);
}

/**
 * The accounts of the scan whose calls a trail may record: its owner, and members where it is an organisation's. Who else sees
 * a trail is asked only then: the lists of all accounts come late in a fleet, and status behind its limit takes longest.
 */
async function watchers({ isOrganization }: TrailConfiguration, { self, scope }: CollectContext): Promise<string[]> {
  const isOwn = !isOrganization && scope.accounts.includes(self.account);
  return isOwn ? [self.account] : viewers(self.id, scope);
}

/** Where to ask about a trail: its home region, from its owner where the scan covers that account. */
async function home({ self, scope }: CollectContext): Promise<CallSite> {
  if (scope.accounts.includes(self.account)) return { account: self.account, region: self.region };
  const [viewer] = await viewers(self.id, scope);
  return { account: viewer ?? self.account, region: self.region };
}

/**
 * AWS refuses members the selectors of their organisation's trail, whatever their role may do: a refusal from outside
 * the trail's account is resolved by scanning that account.
 */
function ownersOnly<T>(value: T | Unknown, { self, scope }: CollectContext): T | Unknown {
  if (!(value instanceof Unknown) || value.reason !== 'access-denied' || scope.accounts.includes(self.account)) {
    return value;
  }
  const detail = `${value.detail}: the trail belongs to account ${self.account}, which is not in this scan; scan it as well`;
  return new Unknown('other-account', detail);
}

async function statusByRegion(
  account: string,
  configuration: TrailConfiguration,
  { self, scope, observe }: CollectContext,
): Promise<Record<string, RegionStatus | Unknown>> {
  const regions = configuration.isMultiRegion ? await scope.regions(account) : [configuration.homeRegion];
  const ask = async (region: string | Unknown): Promise<[string, RegionStatus | Unknown]> => {
    // A list of regions that could not be read leaves a hole of its own, so that no rule takes the rest for all.
    if (region instanceof Unknown) return [UNKNOWN_REGIONS, region];
    const status = await answer(observe(getTrailStatus, { Name: self.id }, { account, region }), toStatus);
    return [region, status ?? new Unknown('call-failed', `no status of the trail in ${region}`)];
  };
  return Object.fromEntries(await Promise.all(regions.map(ask)));
}

export const collectTrail = defineCollector({
  kind: trail,
  locate: {
    operations: [],
    // Ids come from the list of trails, so what is named exists; members see trails of accounts outside the scan.
    async find(id) {
      const arn = parseArn(id);
      if (!arn) return new Unknown('invalid-document', `"${id}" is not a trail's ARN`);
      return { id, name: arn.resource.replace(/^trail\//, ''), account: arn.account, region: arn.region };
    },
  },
  facts: {
    configuration: {
      operations: [describeTrails],
      async collect(context) {
        const { self, scope, observe } = context;
        const site = await home(context);
        const regions = (await scope.regions(site.account)).filter((region) => typeof region === 'string');
        // Where the home region is not asked or gives no answer, a replica tells the same settings. All of them are asked anyway,
        // for the list of trails, and each only once.
        const others = regions.filter((region) => region !== site.region);
        const order = regions.length === others.length && others.length > 0 ? others : [site.region, ...others];
        let failed: Unknown | undefined;
        for (const region of order) {
          const found = await observe(describeTrails, allTrails, { ...site, region });
          if (found instanceof Unknown) failed ??= found;
          const raw =
            found instanceof Unknown ? undefined : found?.trailList.find(({ TrailARN }) => TrailARN === self.id);
          if (raw) return toConfiguration(raw, self.region);
        }
        return failed ?? new Unknown('call-failed', `the trail was listed, but ${order[0]} does not describe it`);
      },
    },
    status: {
      operations: [describeTrails, getTrailStatus],
      async collect(context) {
        const configuration = await context.fact<TrailConfiguration>('configuration');
        if (configuration === undefined || configuration instanceof Unknown) return configuration;
        const accounts = await watchers(configuration, context);
        const views = accounts.map(async (account) => [account, await statusByRegion(account, configuration, context)]);
        return Object.fromEntries(await Promise.all(views)) as Record<string, Record<string, RegionStatus>>;
      },
    },
    eventSelectors: {
      operations: [getEventSelectors],
      async collect(context) {
        const asked = context.observe(getEventSelectors, { TrailName: context.self.id }, await home(context));
        return ownersOnly(await answer(asked, toEventSelectors), context);
      },
    },
    insightSelectors: {
      operations: [getInsightSelectors],
      async collect(context) {
        const asked = context.observe(getInsightSelectors, { TrailName: context.self.id }, await home(context));
        const selectors = await answer(asked, ({ InsightSelectors }) =>
          InsightSelectors.map(({ InsightType, EventCategories }) => ({
            type: InsightType,
            categories: EventCategories,
          })),
        );
        return ownersOnly(selectors ?? [], context);
      },
    },
    bucketOwner: {
      // Which accounts are the organisation's: from the account's membership.
      operations: [describeTrails, listBuckets, headBucket, describeOrganization, listAccounts],
      async collect(context) {
        const configuration = await context.fact<TrailConfiguration>('configuration');
        if (configuration === undefined || configuration instanceof Unknown) return configuration;
        return bucketOwner(configuration.bucketName, await home(context), context);
      },
    },
  },
});
