import type { CallSite, CollectContext } from '#src/core/collector.ts';
import type { Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import {
  describePolicy,
  listAccountsForParent,
  listParents,
  listPolicies,
  listPoliciesForTarget,
  listTargetsForPolicy,
} from './operations.ts';
import { pathsToRoot } from './paths.ts';
import { wholeList } from './whole-list.ts';

export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

interface PolicySummary {
  readonly Id: string;
  readonly Name: string;
}

interface NamedPolicy {
  name: string;
  document: string;
}

export type Level = (NamedPolicy | Unknown)[];

type Attached = ReadonlyMap<string, readonly (PolicySummary | Unknown)[]>;

/** Every operation that reading the accounts' policies may take. */
export const policyOperations: readonly Operation[] = [
  listParents,
  listAccountsForParent,
  listPoliciesForTarget,
  listPolicies,
  listTargetsForPolicy,
  describePolicy,
];

/** Of so few targets, asking each is the shortest way. */
const FEW = 3;

/** The policies of one type that hold for each account, one list a level, from the root to the account. */
export async function policyLevels(
  accounts: readonly string[],
  type: PolicyType,
  site: CallSite,
  context: CollectContext,
): Promise<ReadonlyMap<string, readonly (Level | Unknown)[]>> {
  const paths = await pathsToRoot(accounts, site, context);
  const targets = [...new Set([...paths.values()].flat())].filter((id): id is string => !(id instanceof Unknown));
  const attached = (await byPolicy(targets, type, site, context)) ?? (await byTarget(targets, type, site, context));
  const read = async (policy: PolicySummary | Unknown): Promise<NamedPolicy | Unknown> => {
    if (policy instanceof Unknown) return policy;
    const answer = await context.observe(describePolicy, { PolicyId: policy.Id }, site);
    if (answer instanceof Unknown) return answer;
    return answer === undefined
      ? new Unknown('call-failed', `policy ${policy.Name} vanished while it was read`)
      : { name: policy.Name, document: answer.Policy.Content };
  };
  const levels = new Map<string, Level>();
  const reading = targets.map(async (id) => levels.set(id, await Promise.all((attached.get(id) ?? []).map(read))));
  await Promise.all(reading);
  const levelsOf = (path: readonly (string | Unknown)[]) =>
    path.map((id) => (id instanceof Unknown ? id : (levels.get(id) ?? [])));
  return new Map([...paths].map(([account, path]) => [account, levelsOf(path)]));
}

async function byTarget(
  targets: readonly string[],
  type: PolicyType,
  site: CallSite,
  { observeAll }: CollectContext,
): Promise<Attached> {
  const ask = async (id: string) =>
    [id, await observeAll(listPoliciesForTarget, { TargetId: id, Filter: type }, (item) => item, site)] as const;
  return new Map(await Promise.all(targets.map(ask)));
}

/**
 * The same from the other end: which targets each policy has. Shorter where accounts are many and policies few.
 * `undefined` where it is not, or where any part of it cannot be had: the targets then tell it themselves.
 */
async function byPolicy(
  targets: readonly string[],
  type: PolicyType,
  site: CallSite,
  context: CollectContext,
): Promise<Attached | undefined> {
  if (targets.length <= FEW) return undefined;
  const allowance = { left: targets.length - 1 };
  const policies = await wholeList(listPolicies, { Filter: type }, site, context, allowance);
  if (policies === undefined || policies.length > allowance.left) return undefined;
  const lists = policies.map(({ Id }) => wholeList(listTargetsForPolicy, { PolicyId: Id }, site, context, allowance)); // prettier-ignore
  const targetsOf = await Promise.all(lists);
  const attached = new Map<string, PolicySummary[]>(targets.map((id) => [id, []]));
  for (const [index, policy] of policies.entries()) {
    const list = targetsOf[index];
    if (list === undefined) return undefined;
    for (const { TargetId } of list) attached.get(TargetId)?.push(policy);
  }
  return attached;
}
