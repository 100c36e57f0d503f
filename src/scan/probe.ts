import { createCaller } from '#src/aws/caller.ts';
import { isNoAnswer } from '#src/aws/classify.ts';
import type { Session } from '#src/aws/session.ts';
import type { CollectContext } from '#src/core/collector.ts';
import { callName, type Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { collectors } from '#src/generated/collectors.ts';
import { createObserver } from './observer.ts';

/** Something that would leave findings unknown. */
export interface Gap {
  /** One sentence. */
  readonly text: string;
  /** Whether to grant a permission would mend it. */
  readonly lacksPermission: boolean;
}

export interface ProbeResult {
  readonly regions: readonly string[];
  /** How many permissions were tried. */
  readonly tested: number;
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
}

/**
 * A harmless question for each operation that asks about one resource: about a name that nobody has. AWS checks the
 * permission first, so "denied" and "there is none" can be told apart.
 */
const NOBODY = 'surety-probe-0000000000000000';

function question(operation: Operation, { account, partition, region }: Session): object | undefined {
  const trail = `arn:${partition}:cloudtrail:${region}:${account}:trail/${NOBODY}`;
  const byService: Record<string, object> = {
    s3: operation.name === 'ListBuckets' ? {} : { Bucket: NOBODY },
    's3-control': { AccountId: account },
    kms: operation.name === 'ListAliases' ? {} : { KeyId: `alias/${NOBODY}`, PolicyName: 'default' },
    sns: { TopicArn: `arn:${partition}:sns:${region}:${account}:${NOBODY}` },
    'cloudwatch-logs':
      operation.name === 'DescribeLogGroups'
        ? { logGroupNamePrefix: NOBODY }
        : { logGroupName: NOBODY, logGroupIdentifier: NOBODY, policyType: 'TRANSFORMER_POLICY' },
    cloudwatch: { AlarmTypes: ['MetricAlarm'], MaxRecords: 1 },
    eventbridge: operation.name === 'ListRules' ? { Limit: 1 } : { Rule: NOBODY },
    ec2: {},
    iam: iamQuestion(operation.name, partition),
    cloudtrail: cloudTrailQuestion(operation.name, trail),
  };
  return byService[operation.service];
}

function iamQuestion(name: string, partition: string): object {
  if (name.includes('RolePolic') || name === 'GetRole') return { RoleName: NOBODY, PolicyName: NOBODY };
  return { PolicyArn: `arn:${partition}:iam::aws:policy/${NOBODY}`, VersionId: 'v1' };
}

function cloudTrailQuestion(name: string, trail: string): object {
  if (name === 'GetTrailStatus') return { Name: trail };
  if (name === 'GetEventSelectors' || name === 'GetInsightSelectors') return { TrailName: trail };
  if (name === 'GetEventDataStore')
    return { EventDataStore: trail.replace(/trail\/.*/, 'eventdatastore/00000000-0000-0000-0000-000000000000') };
  return {};
}

/** Tries each planned permission once in the session's own region, and reads the list of regions. */
export async function probeAccount(
  session: Session,
  operations: readonly Operation[],
  selectedRegions: readonly string[] | undefined,
): Promise<ProbeResult> {
  const caller = createCaller({
    sessions: [session],
    signal: new AbortController().signal,
    maxAttempts: 2,
  });
  const gaps: Gap[] = [];
  const notes: string[] = [];
  let tested = 0;
  try {
    // At once: where a network lets none of them through, each waits until its time is over.
    const asked = operations.map(async (operation) => {
      const input = question(operation, session);
      return { operation, answer: input && (await caller.call(operation, input, session)) };
    });
    for (const { operation, answer } of await Promise.all(asked)) {
      if (answer === undefined) {
        notes.push(`${operation.permission} cannot be tried beforehand`);
        continue;
      }
      tested++;
      const { value } = answer;
      if (!(value instanceof Unknown)) continue;
      if (value.reason === 'access-denied') gaps.push(gapOf(value));
      else if (value.reason === 'throttled')
        gaps.push(otherGap(`${callName(operation)} is being throttled: other tools use up the rate`));
      else if (isNoAnswer(value)) gaps.push(otherGap(value.detail));
    }
    return { regions: await regionsOf(session, caller, selectedRegions, gaps), tested, gaps, notes };
  } finally {
    caller.close();
  }
}

export const otherGap = (text: string): Gap => ({ text, lacksPermission: false });

const gapOf = ({ action, detail }: Unknown): Gap =>
  action === undefined ? otherGap(detail) : { text: `missing permission ${action}: ${detail}`, lacksPermission: true };

async function regionsOf(
  session: Session,
  caller: ReturnType<typeof createCaller>,
  selectedRegions: readonly string[] | undefined,
  gaps: Gap[],
): Promise<string[]> {
  const self = { id: session.account, name: session.account, account: session.account, region: 'global' };
  const context: CollectContext = {
    self,
    ...createObserver(caller, session, []),
    fact: async () => undefined,
    scope: {
      accounts: [session.account],
      partition: session.partition,
      defaultRegion: session.region,
      regions: async () => [],
      accountFact: async () => undefined,
    },
  };
  const all = (await collectors.get('AWS::Account')!.facts['regions']!.collect(context)) as (string | Unknown)[];
  const enabled = all.filter((region) => typeof region === 'string');
  // A list with a hole is no list: every region beyond the known ones would go unseen.
  const holes = all.filter((region) => region instanceof Unknown).map(gapOf);
  gaps.push(...holes.filter((hole) => !gaps.some(({ text }) => text === hole.text)));
  for (const region of selectedRegions ?? []) {
    if (!enabled.includes(region))
      gaps.push(
        otherGap(`region ${region} is not enabled in account ${session.account}; enabled: ${enabled.join(', ')}`),
      );
  }
  return enabled;
}
