import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './bench.ts';
import { builtCli } from '../../tools/built-cli.ts';
import { type Ended, median, megabytes, runWell } from './process.ts';

const MAKER = fileURLToPath(new URL('make-snapshot.ts', import.meta.url));
/** Accounts. The growth is read from the steps between them. */
const SIZES = [100, 300, 1_000] as const;
const ROUNDS = 5;

export interface GrowthBench {
  readonly title: string;
  /** The world of `make-snapshot.ts`, and the command that reads it. */
  readonly command: 'coverage' | 'alarms';
  /** What the report holds: name of the column, and the number. */
  readonly unit: string;
  readonly count: (report: unknown) => number;
  readonly notes: readonly string[];
  /** Default: 100, 300 and 1,000 accounts. */
  readonly sizes?: readonly number[];
}

interface Measured {
  readonly accounts: number;
  readonly units: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly peak: number;
  readonly snapshot: number;
  readonly report: number;
}

/** A command over snapshots of a growing organisation, through the built command line, JSON to a file. */
export async function growthOf(bench: GrowthBench): Promise<BenchResult> {
  const cli = builtCli();
  const folder = mkdtempSync(join(tmpdir(), `surety-${bench.command}-`));
  try {
    const sizes = bench.sizes ?? SIZES;
    const file = (size: number, ending: string): string => join(folder, `${size}.${ending}`);
    for (const size of sizes) await runWell([MAKER, bench.command, String(size), file(size, 'snapshot')], {});
    const ended = new Map<number, Ended[]>(sizes.map((size) => [size, []]));
    // The sizes take turns, so that what else the machine does falls on all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const size of sizes) {
        const args = ['--quiet', '--from', file(size, 'snapshot'), '--format', 'json', '--output', file(size, 'json')];
        ended.get(size)!.push(await runWell([cli, bench.command, ...args], { measure: true }, [0, 1, 3]));
      }
    }
    const measured = sizes.map((size): Measured => {
      const runs = ended.get(size)!;
      return {
        accounts: size,
        units: bench.count(JSON.parse(readFileSync(file(size, 'json'), 'utf8'))),
        seconds: median(runs.map(({ milliseconds }) => milliseconds)) / 1000,
        cpu: median(runs.map(({ cpu }) => cpu ?? Number.NaN)) / 1000,
        peak: Math.max(...runs.map(({ peak }) => megabytes(peak ?? Number.NaN))),
        snapshot: megabytes(statSync(file(size, 'snapshot')).size),
        report: megabytes(statSync(file(size, 'json')).size),
      };
    });
    return report(bench, measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report({ title, unit, notes }: GrowthBench, measured: readonly Measured[]): BenchResult {
  const [small, middle, large] = measured as [Measured, Measured, Measured];
  // From the difference of two sizes: what the start of the process takes is not growth.
  const ratio = (of: (one: Measured) => number): string => {
    const rate = (from: Measured, to: Measured): number => (of(to) - of(from)) / (to.accounts - from.accounts);
    return (rate(middle, large) / rate(small, middle)).toFixed(2);
  };
  const count = (number: number): string => number.toLocaleString('en-US');
  return {
    title,
    rows: measured.map((one) => ({
      accounts: count(one.accounts),
      [unit]: count(one.units),
      seconds: one.seconds.toFixed(2),
      'processor, s': one.cpu.toFixed(2),
      'processor, ms an account': ((one.cpu * 1000) / one.accounts).toFixed(2),
      'peak memory, MB': one.peak.toFixed(0),
      'snapshot, MB': one.snapshot.toFixed(2),
      'report, MB': one.report.toFixed(1),
    })),
    notes: [
      `Growth: each further account between ${count(middle.accounts)} and ${count(large.accounts)} costs ${ratio(({ cpu }) => cpu)} times the processor time, ${ratio(({ seconds }) => seconds)} times the time and ${ratio(({ peak }) => peak)} times the memory of one between ${count(small.accounts)} and ${count(middle.accounts)}; 1 is linear.`,
      `Whole processes, from start to end, reading the snapshot and writing the report included; ${ROUNDS} rounds, the sizes in turn; time is the median, memory the highest.`,
      ...notes,
    ],
  };
}

/** Runs a bench by itself, with other sizes where they are given: `node bench/coverage.ts 10 30 100`. Writes no results file. */
export async function runAlone(run: (sizes?: readonly number[]) => Promise<BenchResult>): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  const { title, rows, notes } = await run(sizes.length === SIZES.length ? sizes : undefined);
  console.log(title);
  console.table(rows);
  for (const note of notes) console.log(`- ${note}`);
}
