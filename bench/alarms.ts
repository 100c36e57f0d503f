import { fileURLToPath } from 'node:url';
import type { BenchResult } from './support/bench.ts';
import { growthOf, runAlone } from './support/growth.ts';

interface Report {
  readonly accounts: readonly { readonly rows: readonly unknown[] }[];
}

/** `surety alarms` over organisations of up to 1,000 accounts in 17 regions each, from a snapshot. */
export async function run(sizes?: readonly number[]): Promise<BenchResult> {
  return growthOf({
    title: 'Alarms: who is told, over an organisation, 17 regions an account',
    command: 'alarms',
    unit: 'verdicts',
    count: (report) => (report as Report).accounts.reduce((sum, { rows }) => sum + rows.length, 0),
    notes: [
      'Each account has 18 filters and alarms; every third names a region in a filter, so that each region is judged on its own.',
    ],
    ...(sizes === undefined ? {} : { sizes }),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runAlone(run);
