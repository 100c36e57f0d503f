import { account } from '#src/assets/account/model.ts';
import type { Rule } from '#src/core/rule.ts';
import { collectors } from '#src/generated/collectors.ts';
import { rules } from '#src/generated/rules.ts';
import { plannedOperations, planReads } from '#src/scan/plan.ts';
import { type Lab, type LoggedCall, startLab } from '#lab/index.ts';
import { exampleOrganisation } from '#lab/scenarios/example-organisation.ts';
import { brokenAccount, healthyAccount } from '#lab/scenarios/index.ts';
import { callKey, truthScan } from '#lab/truth/scan.ts';
import type { BenchResult } from './support/bench.ts';

interface World {
  readonly name: string;
  /** Makes the world; answers the account whose keys are used and the roles to assume. */
  readonly make: (lab: Lab) => Promise<{ account: string; roleArns: readonly string[] }>;
}

const alone = ({ account: id }: { account: string }) => ({ account: id, roleArns: [] });

const WORLDS: readonly World[] = [
  { name: 'healthy account', make: async (lab) => alone(await healthyAccount(lab)) },
  { name: 'broken account', make: async (lab) => alone(await brokenAccount(lab)) },
  {
    name: 'organisation',
    async make(lab) {
      const { management, accounts } = await exampleOrganisation(lab);
      return { account: management, roleArns: accounts.map((id) => `arn:aws:iam::${id}:role/Scanner`) };
    },
  },
];

/** What a scan asks, from the log of the lab: nothing twice, and nothing that no chosen rule needs. */
export async function run(): Promise<BenchResult> {
  const rows: Record<string, string>[] = [];
  const services: string[] = [];
  for (const world of WORLDS) {
    const lab = await startLab();
    try {
      const { row, note } = await measure(lab, world);
      rows.push(row);
      services.push(note);
    } finally {
      await lab.stop();
    }
  }
  return {
    title: 'Calls of a scan',
    rows,
    notes: [
      'Counted in the log of the lab, behind the AWS SDK: retries would show as calls made twice; calls for credentials (STS) are left out.',
      'Twice: the same operation with the same input in the same account and region.',
      `Needed by no rule: calls of the scan with all ${rules.length} rules that no scan with one rule alone makes. Beyond the plan: calls of a scan with one rule alone whose operation that rule's declared reads do not name.`,
      ...services,
    ],
  };
}

async function measure(lab: Lab, { name, make }: World): Promise<{ row: Record<string, string>; note: string }> {
  const { account: id, roleArns } = await make(lab);
  const scan = async (chosen: readonly Rule[]): Promise<readonly LoggedCall[]> => {
    const { calls, error } = await truthScan(lab, id, { rules: chosen, roleArns });
    if (error !== undefined) throw error;
    return calls.filter(({ service }) => service !== 'sts');
  };
  const all = await scan(rules);
  const needed = new Set<string>();
  let beyond = 0;
  let fewest = all.length;
  for (const rule of rules) {
    const own = await scan([rule]);
    const planned = operationsOf(rule);
    for (const call of own) {
      needed.add(callKey(call));
      if (!planned.has(call.operation)) beyond++;
    }
    fewest = Math.min(fewest, own.length);
  }
  const keys = all.map((call) => callKey(call));
  const unneeded = new Set(keys).difference(needed).size;
  return {
    row: {
      world: name,
      calls: String(all.length),
      'made twice': String(keys.length - new Set(keys).size),
      'needed by no rule': String(unneeded),
      'beyond the plan of a rule': String(beyond),
      'rule with the fewest': String(fewest),
    },
    note: `Calls in the ${name}, by service: ${byService(all)}.`,
  };
}

/** What a scan with this rule alone may call, by its declared reads. */
function operationsOf(rule: Rule): ReadonlySet<string> {
  const operations = plannedOperations(planReads([rule], account), collectors);
  return new Set(operations.map((operation) => operation.name));
}

function byService(calls: readonly LoggedCall[]): string {
  const counts = Object.entries(Object.groupBy(calls, ({ service }) => service));
  return counts
    .map(([service, own = []]) => ({ service, count: own.length }))
    .toSorted((left, right) => right.count - left.count)
    .map(({ service, count }) => `${service} ${count}`)
    .join(', ');
}
