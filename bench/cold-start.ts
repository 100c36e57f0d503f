import { fileURLToPath } from 'node:url';
import { builtCli } from '../tools/built-cli.ts';
import type { BenchResult } from './support/bench.ts';
import { median, runWell } from './support/process.ts';

/** The example that a newcomer scans first. */
const EXAMPLE = fileURLToPath(new URL('../examples/organization.snapshot', import.meta.url));
const ROUNDS = 15;
const WARM_UP = 2;

interface Contestant {
  readonly name: string;
  readonly args: readonly string[];
  readonly codes?: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
  /** At most so many times a bare Node. */
  readonly target?: number;
}

/** How long a person waits for the command line itself, against Node doing nothing. */
export async function run(): Promise<BenchResult> {
  const cli = builtCli();
  const scan = [cli, 'scan', '--from', EXAMPLE];
  const findings = [0, 1, 3];
  const contestants: Contestant[] = [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'surety --help', args: [cli, '--help'], target: 3 },
    { name: 'surety scan --from examples/organization.snapshot', args: scan, codes: findings, target: 8 },
    {
      name: 'the same, nothing cached (first run)',
      args: scan,
      codes: findings,
      env: { NODE_DISABLE_COMPILE_CACHE: '1' },
    },
  ];
  const times = contestants.map((): number[] => []);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [index, { args, codes, env = {} }] of contestants.entries()) {
      const { milliseconds } = await runWell(args, { env }, codes);
      if (round >= 0) times[index]!.push(milliseconds);
    }
  }
  // Rounds are compared with themselves: what else the machine does then weighs on both sides.
  const ratios = times.map((own) => median(own.map((time, round) => time / times[0]![round]!)));
  return {
    title: 'Cold start of the built command line',
    rows: contestants.map(({ name, target }, index) => ({
      process: name,
      'median, ms': median(times[index]!).toFixed(0),
      'times a bare Node': ratios[index]!.toFixed(1),
      target: target === undefined ? '' : `at most ${target}`,
      met: target === undefined ? '' : ratios[index]! <= target ? 'yes' : 'NO',
    })),
    notes: [
      `Whole processes, ${ROUNDS} rounds in turn after ${WARM_UP} to warm up; the ratio is the median of the ratios of each round.`,
      'Through `bin/surety.mjs`, as npm installs it: from the second run on, Node takes the compiled code from its cache.',
    ],
  };
}
