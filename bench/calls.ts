import { account } from '#src/assets/account/model.ts';
import { alarmsNeed } from '#src/alarms/alarms.ts';
import { coverageNeed } from '#src/coverage/reads.ts';
import { diagnoseNeed } from '#src/diagnose/need.ts';
import { collectors } from '#src/generated/collectors.ts';
import { rules } from '#src/generated/rules.ts';
import { type Need, plannedOperations, planReads } from '#src/scan/plan.ts';
import { type Lab, type LoggedCall, startLab } from '#lab/index.ts';
import { exampleOrganisation } from '#lab/scenarios/example-organisation.ts';
import { brokenAccount, healthyAccount } from '#lab/scenarios/index.ts';
import { callKey, questionKey, truthCalls } from '#lab/truth/scan.ts';
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
  let uneven = 0;
  for (const world of WORLDS) {
    const lab = await startLab();
    try {
      const { row, note, uneven: here } = await measure(lab, world);
      uneven += here;
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
      'Counted in the log of the lab, behind the AWS SDK: a call is tried once, so what is there twice was asked twice; calls for credentials (STS) are left out.',
      'Twice: the same operation with the same input in the same account and region; of IAM, Organizations and S3, whose answers do not depend on the region that is asked, in whatever region. A page of a list is asked for by its mark, so each counts by itself. A redirect that S3 sends counts, too.',
      `Needed by no rule: calls of the scan with all ${rules.length} rules that no scan with one rule alone makes. Beyond the plan: calls of a scan with one rule alone, or of a command, whose operation the declared reads do not name. Pairs: each rule with another, where what both ask together is not what they ask alone: what is read of an asset follows from the paths on which it is reached, so ${uneven === 0 ? 'none is uneven' : `none should be, and ${uneven} are`}. Commands: calls of diagnose, coverage and alarms, of which none is made twice.`,
      ...services,
    ],
  };
}

interface Measured {
  readonly row: Record<string, string>;
  readonly note: string;
  readonly uneven: number;
}

async function measure(lab: Lab, { name, make }: World): Promise<Measured> {
  const { account: id, roleArns } = await make(lab);
  const ask = async (needs: readonly Need[]): Promise<readonly LoggedCall[]> =>
    (await truthCalls(lab, id, needs, roleArns)).filter(({ service }) => service !== 'sts');
  const all = await ask(rules);
  const alone = new Map<Need, ReadonlySet<string>>();
  let beyond = 0;
  let twice = all.length - distinct(all);
  for (const need of [...rules, ...COMMANDS]) {
    const own = await ask([need]);
    alone.set(need, new Set(own.map((call) => callKey(call))));
    const planned = operationsOf(need);
    beyond += own.filter((call) => !planned.has(call.operation)).length;
    twice += own.length - distinct(own);
  }
  let uneven = 0;
  for (const [index, rule] of rules.entries()) {
    const other = rules[(index + PARTNER) % rules.length]!;
    const together = new Set((await ask([rule, other])).map((call) => callKey(call)));
    const both = alone.get(rule)!.union(alone.get(other)!);
    if (together.symmetricDifference(both).size > 0) uneven++;
  }
  const needed = rules.reduce((sum, rule) => sum.union(alone.get(rule)!), new Set<string>());
  const unneeded = new Set(all.map((call) => callKey(call))).difference(needed).size;
  return {
    row: {
      world: name,
      calls: String(all.length),
      'made twice': String(twice),
      'needed by no rule': String(unneeded),
      'beyond the plan': String(beyond),
      'uneven pairs': `${uneven} of ${rules.length}`,
      'rule with the fewest': String(Math.min(...rules.map((rule) => alone.get(rule)!.size))),
      'diagnose, coverage, alarms': COMMANDS.map((need) => alone.get(need)!.size).join(', '),
    },
    uneven,
    note: `Calls in the ${name}, by service: ${byService(all)}.`,
  };
}

/** What the commands read that judge in their own way. */
const COMMANDS: readonly Need[] = [diagnoseNeed, coverageNeed, alarmsNeed];
/** Each rule is paired with the one so far behind it: of another asset, mostly. */
const PARTNER = 17;

/** How many different questions these calls are. */
const distinct = (calls: readonly LoggedCall[]): number => new Set(calls.map((call) => questionKey(call))).size;

/** What a scan for this alone may call, by its declared reads. */
function operationsOf(rule: Need): ReadonlySet<string> {
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
