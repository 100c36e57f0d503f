import type { CollectContext } from '#src/core/collector.ts';
import { callName, type Operation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createObserver } from '#src/scan/observer.ts';

/** A made-up organisation: where everything hangs and which policies are attached where. */
export interface Tree {
  /** Accounts and units by what they are right below; the root is `r-root`. */
  readonly parents: Readonly<Record<string, string>>;
  /** Names of policies by where they are attached. */
  readonly attached: Readonly<Record<string, readonly string[]>>;
}

export interface Asked {
  readonly context: CollectContext;
  /** Calls that were made, `ListParents 111111111111`. */
  readonly calls: string[];
}

/** The longest page of a list of Organizations. */
const PAGE = 20;
const SITE = { account: '999999999999', region: 'us-east-1' };

type Input = Readonly<Record<string, string>>;

/**
 * Answers from the tree, in pages as Organizations does, each distinct call once as the caller of a scan does. `refused`
 * tells which calls are denied.
 */
export function askTree({ parents, attached }: Tree, refused: (call: string) => boolean = () => false): Asked {
  const policies = [...new Set(Object.values(attached).flat())];
  const byId = (name: string) => ({ Id: `p-${name}`, Name: name });
  const answers: Readonly<Record<string, (input: Input) => readonly [string, readonly object[]]>> = {
    ListParents: ({ ChildId }) => {
      const Id = parents[ChildId!]!;
      return ['Parents', [{ Id, Type: Id === 'r-root' ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }]];
    },
    ListAccountsForParent: ({ ParentId }) => {
      const inside = Object.keys(parents).filter((id) => parents[id] === ParentId && !id.startsWith('ou-'));
      return ['Accounts', inside.map((Id) => ({ Id }))];
    },
    ListPolicies: () => ['Policies', policies.map(byId)],
    ListPoliciesForTarget: ({ TargetId }) => ['Policies', (attached[TargetId!] ?? []).map(byId)],
    ListTargetsForPolicy: ({ PolicyId }) => {
      const targets = Object.keys(attached).filter((id) => attached[id]!.includes(PolicyId!.slice(2)));
      return ['Targets', targets.map((TargetId) => ({ TargetId }))];
    },
  };
  const calls: string[] = [];
  const memo = new Map<string, unknown>();

  function answer(operation: Operation, input: Input): unknown {
    const { NextToken, Filter: _filter, ...about } = input;
    const name = [operation.name, ...Object.values(about), ...(NextToken === undefined ? [] : [NextToken])].join(' ');
    calls.push(name);
    if (refused(name)) return new Unknown('access-denied', name, callName(operation));
    if (operation.name === 'DescribePolicy') return { Policy: { Content: `{"${input['PolicyId']}":1}` } };
    const [list, items] = answers[operation.name]!(input);
    const from = Number(NextToken ?? 0);
    const more = from + PAGE < items.length ? { NextToken: String(from + PAGE) } : {};
    return operation.output.parse({ [list]: items.slice(from, from + PAGE), ...more });
  }
  const caller = {
    call: async (operation: Operation, input: object) => {
      const key = `${operation.name} ${JSON.stringify(input)}`;
      if (!memo.has(key)) memo.set(key, answer(operation, input as Input));
      return { value: memo.get(key), provenance: { call: callName(operation), ...SITE, at: '' } };
    },
  };
  const observer = createObserver(caller as Parameters<typeof createObserver>[0], SITE, []);
  return { context: observer as CollectContext, calls };
}

/** The ids from the root down to an account. */
export function pathIn({ parents }: Tree, account: string): string[] {
  const parent = parents[account];
  return parent === undefined ? [account] : [...pathIn({ parents, attached: {} }, parent), account];
}
