import type { z } from 'zod';
import { describeOrganization, stateOf } from '#src/assets/organization/operations.ts';
import { allTrails, describeTrails, getTrailStatus } from '#src/assets/trail/operations.ts';
import type { Session } from '#src/aws/session.ts';
import type { CallSite, Caller } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { parseArn } from '#src/domain/aws/arn.ts';
import { globalRegion } from '#src/domain/aws/partition.ts';
import type { TrailHistory } from '#src/domain/digest/gap.ts';
import type { TrailDirectory, TrailProblem, TrailTarget } from '../ports.ts';
import { trailEvents } from './events.ts';
import { describeRegions, listMembers } from './operations.ts';
import { pages, sayUnknown } from './pages.ts';

export interface AwsPortsOptions {
  readonly sessions: readonly Session[];
  readonly caller: Caller;
  /** Regions that the user asked for; a trail's other regions are not asked about. */
  readonly regions: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Trail = z.infer<typeof describeTrails.output>['trailList'][number];

interface Found {
  readonly trail: Trail;
  /** The session that sees it; the owner's when there is one. */
  session: number;
  readonly seenBy: Map<number, readonly string[]>;
}

/** What the sessions' accounts say of their regions. */
interface Regions {
  readonly optIn: Set<string>;
  /** By account. */
  readonly enabled: Map<string, readonly string[]>;
}

/** The trails of all sessions' accounts, each once, with what GetTrailStatus says in every region. */
export function createTrailDirectory({ sessions, caller, regions, now }: AwsPortsOptions): TrailDirectory {
  return {
    accounts: sessions.map(({ account }) => account),
    async trails() {
      const problems: TrailProblem[] = [];
      const found = new Map<string, Found>();
      const known: Regions = { optIn: new Set(), enabled: new Map() };
      await Promise.all(
        sessions.map(async (session, index) => {
          // A trail shows in each region that it covers, so the regions asked for show all that are wanted.
          const asked = regions ?? (await enabledRegions(caller, session, problems, known));
          await Promise.all(
            asked.map(async (region) => {
              const { value } = await caller.call(describeTrails, allTrails, { account: session.account, region });
              if (value instanceof Unknown) {
                problems.push({ account: session.account, region, detail: sayUnknown(value) });
                return;
              }
              for (const trail of value?.trailList ?? []) {
                const seen = found.get(trail.TrailARN) ?? { trail, session: index, seenBy: new Map() };
                found.set(trail.TrailARN, seen);
                seen.seenBy.set(index, asked);
                if (accountOf(trail) === session.account) {
                  seen.session = index;
                }
              }
            }),
          );
        }),
      );
      const targets = await Promise.all([...found.values()].map(async (each) => await toTarget(each, problems, known)));
      return { targets, problems };
    },
    async events(target, from, to) {
      return await trailEvents(sessions, caller, target, from, to, now);
    },
  };

  async function toTarget(
    { trail, session: index, seenBy }: Found,
    problems: TrailProblem[],
    { optIn, enabled }: Regions,
  ): Promise<TrailTarget> {
    const session = sessions[index];
    const homeRegion = trail.HomeRegion ?? parseArn(trail.TrailARN)?.region ?? '';
    const covered = [...new Set([...seenBy.values()].flat())];
    const trailRegions = trail.IsMultiRegionTrail
      ? covered
      : [homeRegion].filter((region) => regions?.includes(region) !== false);
    const status = new Map<string, TrailHistory>();
    await Promise.all(
      [...seenBy].flatMap(([seer, theirs]) =>
        trailRegions
          .filter((region) => theirs.includes(region))
          .map(async (region) => {
            const account = sessions[seer]?.account ?? '';
            const { value } = await caller.call(getTrailStatus, { Name: trail.TrailARN }, { account, region });
            if (value !== undefined && !(value instanceof Unknown)) {
              status.set(`${account}/${region}`, toHistory(value));
            }
          }),
      ),
    );
    const base = {
      arn: trail.TrailARN,
      name: trail.Name,
      homeRegion,
      account: accountOf(trail),
      bucket: trail.S3BucketName,
      prefix: (trail.S3KeyPrefix ?? '').replace(/\/$/, ''),
      regions: trailRegions,
      validation: trail.LogFileValidationEnabled,
      status,
      session: index,
    };
    if (!trail.IsOrganizationTrail || session === undefined) {
      return { ...base, accounts: [accountOf(trail)] };
    }
    const site = { account: session.account, region: globalRegion(session.partition) };
    const { value: described } = await caller.call(describeOrganization, {}, site);
    const organization =
      described === undefined || described instanceof Unknown ? undefined : described.Organization.Id;
    return { ...base, organization, optIn, enabled, members: await members(caller, site, problems) };
  }
}

function accountOf(trail: Trail): string {
  return parseArn(trail.TrailARN)?.account ?? '';
}

async function enabledRegions(
  caller: Caller,
  session: Session,
  problems: TrailProblem[],
  known: Regions,
): Promise<readonly string[]> {
  const site = { account: session.account, region: session.region };
  const { value } = await caller.call(describeRegions, {}, site);
  if (value === undefined || value instanceof Unknown) {
    problems.push({ ...site, detail: value === undefined ? 'DescribeRegions gave no answer' : sayUnknown(value) });
    return [session.region];
  }
  const names = value.Regions.map(({ RegionName }) => RegionName);
  known.enabled.set(session.account, names);
  for (const { RegionName, OptInStatus } of value.Regions) {
    if (OptInStatus === 'opted-in') {
      known.optIn.add(RegionName);
    }
  }
  return names;
}

function toHistory(status: z.infer<typeof getTrailStatus.output>): TrailHistory {
  const at = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time));
  return {
    isLogging: status.IsLogging,
    startLoggingTime: at(status.StartLoggingTime),
    stopLoggingTime: at(status.StopLoggingTime),
    latestDigestDeliveryTime: at(status.LatestDigestDeliveryTime),
    latestDigestDeliveryError: status.LatestDigestDeliveryError,
  };
}

async function members(caller: Caller, site: CallSite, problems: TrailProblem[]): Promise<TrailTarget['members']> {
  const accounts = await pages(caller, listMembers, {}, site, (page) => page.Accounts);
  if (accounts instanceof Unknown) {
    problems.push({
      account: site.account,
      region: site.region,
      detail: sayUnknown(accounts),
      kind: 'members-unknown',
    });
    return undefined;
  }
  return new Map(
    accounts
      .filter((member) => stateOf(member) === 'ACTIVE')
      .map(({ Id, JoinedTimestamp }) => [Id, { from: JoinedTimestamp?.getTime() }]),
  );
}
