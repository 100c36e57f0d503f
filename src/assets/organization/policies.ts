import type { CallSite, CollectContext } from '#src/core/collector.ts';
import type { Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { describePolicy, listParents, listPoliciesForTarget } from './operations.ts';

export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

interface NamedPolicy {
  name: string;
  document: string;
}

type Level = (NamedPolicy | Unknown)[];

/** Every operation that reading an account's policies may take. */
export const policyOperations: readonly Operation[] = [listParents, listPoliciesForTarget, describePolicy];

/** The policies of one type that hold for an account, one list a level, from the root to the account. */
export async function policyLevels(
  account: string,
  type: PolicyType,
  site: CallSite,
  context: CollectContext,
): Promise<(Level | Unknown)[]> {
  const path = await pathToRoot(account, site, context);
  return Promise.all(path.map(async (id) => (id instanceof Unknown ? id : policiesOf(id, type, site, context))));
}

async function pathToRoot(
  account: string,
  site: CallSite,
  { observeAll }: CollectContext,
): Promise<(string | Unknown)[]> {
  const path: (string | Unknown)[] = [account];
  // Organisations are at most five organisational units deep.
  for (let child = account; path.length < 8;) {
    const [parent] = await observeAll(listParents, { ChildId: child }, (item) => item, site);
    if (parent === undefined) break;
    if (parent instanceof Unknown) return [parent, ...path];
    path.unshift(parent.Id);
    if (parent.Type === 'ROOT') break;
    child = parent.Id;
  }
  return path;
}

async function policiesOf(target: string, type: PolicyType, site: CallSite, context: CollectContext): Promise<Level> {
  const input = { TargetId: target, Filter: type };
  const attached = await context.observeAll(listPoliciesForTarget, input, (item) => item, site);
  const read = async (policy: { Id: string; Name: string } | Unknown): Promise<NamedPolicy | Unknown> => {
    if (policy instanceof Unknown) return policy;
    const answer = await context.observe(describePolicy, { PolicyId: policy.Id }, site);
    if (answer instanceof Unknown) return answer;
    return answer === undefined
      ? new Unknown('call-failed', `policy ${policy.Name} vanished while it was read`)
      : { name: policy.Name, document: answer.Policy.Content };
  };
  return Promise.all(attached.map(read));
}
