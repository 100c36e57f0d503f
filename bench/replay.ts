import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './support/bench.ts';
import { builtCli } from '../tools/built-cli.ts';
import { median, megabytes, runWell } from './support/process.ts';

const MAKER = fileURLToPath(new URL('support/make-snapshot.ts', import.meta.url));
/** Small worlds several times: the start of a process weighs on them. */
const SIZES = [
  { assets: 1_000, runs: 5 },
  { assets: 10_000, runs: 3 },
  { assets: 100_000, runs: 1 },
];
const MOST_MEMORY = 600;

interface Measured {
  readonly assets: number;
  readonly findings: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly peak: number;
  readonly snapshot: number;
  readonly report: number;
}

/** All rules over a snapshot, JSON to a file, through the built command line. */
export async function run(): Promise<BenchResult> {
  const cli = builtCli();
  const folder = mkdtempSync(join(tmpdir(), 'surety-replay-'));
  try {
    const measured: Measured[] = [];
    for (const { assets, runs } of SIZES) measured.push(await measure(cli, folder, assets, runs));
    return report(measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(cli: string, folder: string, size: number, runs: number): Promise<Measured> {
  const snapshot = join(folder, `${size}.snapshot`);
  const file = join(folder, `${size}.json`);
  const { stdout } = await runWell(['--max-old-space-size=8192', MAKER, 'assets', String(size), snapshot], {});
  const args = [cli, 'scan', '--quiet', '--from', snapshot, '--format', 'json', '--output', file];
  const ended = [];
  for (let round = 0; round < runs; round++) ended.push(await runWell(args, { measure: true }, [0, 1, 3]));
  return {
    assets: Number(stdout),
    findings: countFindings(file),
    seconds: median(ended.map(({ milliseconds }) => milliseconds)) / 1000,
    cpu: median(ended.map(({ cpu }) => cpu ?? Number.NaN)) / 1000,
    peak: Math.max(...ended.map(({ peak }) => megabytes(peak ?? Number.NaN))),
    snapshot: megabytes(statSync(snapshot).size),
    report: megabytes(statSync(file).size),
  };
}

/** From the summary at the report's end: the whole is longer than a string can be. */
function countFindings(file: string): number {
  const { size } = statSync(file);
  const end = Buffer.alloc(Math.min(size, 4_096));
  const descriptor = openSync(file, 'r');
  readSync(descriptor, end, 0, end.length, size - end.length);
  closeSync(descriptor);
  const text = end.toString('utf8');
  const summary = /\{([^{}]*)/.exec(text.slice(text.lastIndexOf('"summary"')))?.[1] ?? '';
  return [...summary.matchAll(/"\w+":\s*(\d+)/g)].reduce((total, [, count]) => total + Number(count), 0);
}

function report(measured: readonly Measured[]): BenchResult {
  const [small, middle, large] = measured as [Measured, Measured, Measured];
  // From the difference of two sizes: what the start of the process takes is not growth.
  const rate = (from: Measured, to: Measured): number => (to.cpu - from.cpu) / (to.assets - from.assets);
  const growth = rate(middle, large) / rate(small, middle);
  return {
    title: 'Replay: a snapshot judged by all rules, JSON to a file',
    rows: measured.map((one) => ({
      assets: one.assets.toLocaleString('en-US'),
      findings: one.findings.toLocaleString('en-US'),
      seconds: one.seconds.toFixed(1),
      'assets a second': Math.round(one.assets / one.seconds).toLocaleString('en-US'),
      'processor, s': one.cpu.toFixed(1),
      'peak memory, MB': one.peak.toFixed(0),
      'snapshot, MB': one.snapshot.toFixed(1),
      'report, MB': one.report.toFixed(0),
    })),
    notes: [
      `Peak memory at ${large.assets.toLocaleString('en-US')} assets: ${large.peak.toFixed(0)} MB, target under ${MOST_MEMORY} MB: ${large.peak < MOST_MEMORY ? 'met' : 'NOT MET'}.`,
      `Growth: each further asset between the second and third size costs ${growth.toFixed(2)} times the processor time of one between the first and second; 1 is linear.`,
      `Whole processes, from start to end; median of ${SIZES.map(({ runs }) => runs).join(', ')} runs, memory the highest of them.`,
      'The world is made: accounts of five trails, each with bucket, key, topic, log group and role of its own; in each account two of the five buckets lack MFA delete.',
    ],
  };
}
