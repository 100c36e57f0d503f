import { fileURLToPath } from 'node:url';
import type { BenchResult } from './support/bench.ts';
import { growthOf, runAlone } from './support/growth.ts';

interface Report {
  readonly accounts: readonly { readonly rows: readonly { readonly cells: readonly unknown[] }[] }[];
}

/** `surety coverage` over organisations of up to 1,000 accounts in 17 regions each, from a snapshot. */
export async function run(sizes?: readonly number[]): Promise<BenchResult> {
  return growthOf({
    title: 'Coverage of an organisation, 17 regions an account',
    command: 'coverage',
    unit: 'cells',
    count: (report) =>
      (report as Report).accounts.flatMap(({ rows }) => rows).reduce((sum, { cells }) => sum + cells.length, 0),
    notes: [
      'The organisation is made: one trail that all accounts see, and in each account a trail with its own bucket and policy. Each delivery is diagnosed.',
    ],
    ...(sizes === undefined ? {} : { sizes }),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runAlone(run);
