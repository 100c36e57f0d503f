import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_ON_REGIONS } from '#lab/proxy/regions.ts';
import { type Fleet, makeFleet, managementOf, ROLE } from './fake-aws/fleet.ts';
import { leastSeconds } from './fake-aws/limits.ts';
import type { AskedCall, GroupStats, Stats } from './fake-aws/stats.ts';
import { startFakeAws } from './fake-aws.ts';
import type { BenchResult } from './support/bench.ts';
import { builtCli } from '../tools/built-cli.ts';
import { type Ended, median, megabytes, runWell } from './support/process.ts';

const LATENCY = 50;
const RUNS = 5;

const SDK_ALONE = fileURLToPath(new URL('support/sdk-alone.ts', import.meta.url));

/**
 * A chain of calls of which each needs the answer of the one before, whoever scans and however: who we are, the role,
 * the regions, their trails, the organisation of one, the unit of an account in it, the root above.
 */
const CHAIN = [
  'sts:GetCallerIdentity', 'sts:AssumeRole', 'ec2:DescribeRegions', 'cloudtrail:DescribeTrails',
  'organizations:DescribeOrganization', 'organizations:ListParents (account)', 'organizations:ListParents (unit)',
]; // prettier-ignore

interface Run {
  readonly ended: Ended;
  readonly stats: Stats;
  readonly calls: readonly AskedCall[];
  readonly load: number;
  /** Seconds of processor time of the AWS SDK alone, right after the scan: machines are not equally fast all the time. */
  readonly alone: number;
}

/** A fleet that was scanned several times. */
interface Scanned {
  readonly fleet: Fleet;
  readonly runs: readonly Run[];
}

/** At home in all regions, and all of many regions: more than CloudTrail allows, so that one of its limits is felt. */
const TRAILS_AT_HOME = 5;

/** A scan of 40 accounts in 17 regions by the real command line, against an endpoint that keeps to AWS's limits. */
export async function run(): Promise<BenchResult> {
  const cli = builtCli();
  const regions = DEFAULT_ON_REGIONS;
  const even = await scanned(cli, makeFleet(40, regions));
  const uneven = await scanned(cli, makeFleet(40, regions, TRAILS_AT_HOME * regions.length));
  return report(even, uneven);
}

async function scanned(cli: string, fleet: Fleet): Promise<Scanned> {
  const runs: Run[] = [];
  for (let round = 0; round < RUNS; round++) {
    const run = await scan(cli, fleet);
    runs.push({ ...run, alone: await sdkAlone(run.calls, fleet) });
  }
  return { fleet, runs };
}

/** Seconds of processor time that the same calls take of the AWS SDK alone. */
async function sdkAlone(calls: readonly AskedCall[], fleet: Fleet): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-sdk-'));
  const fake = await startFakeAws(fleet, { latency: LATENCY, limited: false });
  try {
    const file = join(folder, 'calls.json');
    writeFileSync(file, JSON.stringify(calls));
    const { stdout } = await runWell([SDK_ALONE, file, fake.url], { cwd: folder });
    const { milliseconds, failed } = JSON.parse(stdout) as { milliseconds: number; failed: number };
    if (failed > 0) throw new Error(`${failed} of ${calls.length} calls of the SDK alone failed`);
    return milliseconds / 1000;
  } finally {
    fake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scan(cli: string, fleet: Fleet): Promise<Omit<Run, 'alone'>> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-fleet-'));
  const fake = await startFakeAws(fleet, { latency: LATENCY });
  try {
    const roles = fleet.accounts.flatMap((account) => ['--role-arn', `arn:aws:iam::${account}:role/${ROLE}`]);
    const file = join(folder, 'report.json');
    const env = {
      AWS_ENDPOINT_URL: fake.url,
      AWS_ACCESS_KEY_ID: `AKIABENCH${managementOf(fleet)}`,
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    };
    const args = [cli, 'scan', '--quiet', ...roles, '--format', 'json', '--output', file];
    const ended = await runWell(args, { env, cwd: folder, measure: true }, [0, 1]);
    const stats = await fake.stats();
    checkComplete(readFileSync(file, 'utf8'), stats);
    return { ended, stats, calls: await fake.calls(), load: loadavg()[0]! };
  } finally {
    fake.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A scan that gave up on part of its questions would look fast. */
function checkComplete(text: string, { unanswered }: Stats): void {
  if (unanswered.length > 0) throw new Error(`the fake AWS has no answer to ${unanswered.join(', ')}`);
  const { summary } = JSON.parse(text) as { summary: { unknown: number; ruleError: number } };
  if (summary.unknown + summary.ruleError > 0) throw new Error(`not everything was read: ${JSON.stringify(summary)}`);
}

/** Seconds that a group of calls takes at the least, by what AWS publishes alone: no figure of Surety's is in it. */
const floor = ({ calls, limit }: GroupStats): number => (limit === undefined ? 0 : leastSeconds(calls, limit));

function bound(groups: readonly GroupStats[]): { seconds: number; slowest: GroupStats } {
  const limited = groups.filter(({ limit }) => limit !== undefined);
  const [slowest] = limited.toSorted((left, right) => floor(right) - floor(left)) as [GroupStats];
  return { seconds: floor(slowest) + (CHAIN.length * LATENCY) / 1000, slowest };
}

/** What the table says of one fleet. */
function figuresOf({ runs }: Scanned) {
  const { stats } = runs[0]!;
  const { seconds, slowest } = bound(stats.groups);
  const walls = runs.map(({ ended }) => ended.milliseconds / 1000);
  const wall = median(walls);
  const best = Math.min(...walls);
  const alone = median(runs.map((one) => one.alone));
  const overLarger = median(runs.map((one, index) => walls[index]! / Math.max(seconds, one.alone)));
  const cpu = median(runs.map(({ ended }) => ended.cpu ?? Number.NaN)) / 1000;
  const peak = Math.max(...runs.map(({ ended }) => megabytes(ended.peak ?? Number.NaN)));
  const throttled = Math.max(...runs.map((one) => one.stats.throttled / one.stats.calls)) * 100;
  return { stats, seconds, slowest, alone, overLarger, wall, best, cpu, peak, throttled };
}

type Figures = ReturnType<typeof figuresOf>;

function report(even: Scanned, uneven: Scanned): BenchResult {
  const both = [figuresOf(even), figuresOf(uneven)] as const;
  const row = (figure: string, show: (of: Figures) => string, target = '', isMet?: (of: Figures) => boolean) => ({
    figure,
    'all alike': show(both[0]),
    'one account of 85 trails': show(both[1]),
    target,
    met: isMet === undefined ? '' : both.map((one) => (isMet(one) ? 'yes' : 'NO')).join(', '),
  });
  const { fleet } = even;
  return {
    title: `Fleet: ${fleet.accounts.length} accounts x ${fleet.regions.length} regions, ${LATENCY} ms an answer`,
    rows: [
      row('wall time (whole process, median of runs)', ({ wall }) => `${wall.toFixed(1)} s`),
      row('wall time (best run)', ({ best }) => `${best.toFixed(1)} s`),
      row('lower bound by published limits and latency', ({ seconds }) => `${seconds.toFixed(2)} s`),
      row('processor time of the AWS SDK alone for the same calls', ({ alone }) => `${alone.toFixed(1)} s`),
      row('wall time over the bound by limits and latency', ({ wall, seconds }) => (wall / seconds).toFixed(2), 'at most 1.3', ({ wall, seconds }) => wall / seconds <= 1.3), // prettier-ignore
      row('wall time over the larger of both (median of runs)', ({ overLarger }) => overLarger.toFixed(2), 'at most 1.3', ({ overLarger }) => overLarger <= 1.3), // prettier-ignore
      row('peak memory (highest run)', ({ peak }) => `${peak.toFixed(0)} MB`, 'under 400 MB', ({ peak }) => peak < 400), // prettier-ignore
      row('throttled answers (worst run)', ({ throttled }) => `${throttled.toFixed(2)} %`, 'under 1 %', ({ throttled }) => throttled < 1), // prettier-ignore
      row('calls', ({ stats }) => stats.calls.toLocaleString('en-US')),
      row(
        'calls answered twice',
        ({ stats }) => String(stats.repeated),
        '0',
        ({ stats }) => stats.repeated === 0,
      ),
      row('processor time of the whole scan', ({ cpu }) => `${cpu.toFixed(1)} s`),
    ],
    notes: [
      `${RUNS} runs of \`surety scan --role-arn ... x${fleet.accounts.length}\`: credentials by AssumeRole, an organisation's trail, ${fleet.trails} trails an account with buckets, keys, topics, roles and a log group of ${fleet.filters} metric filters with alarms. In the second fleet the last account has ${uneven.fleet.more} trails more, ${TRAILS_AT_HOME} at home in each region and each of all regions. CloudTrail allows no account so many (five in a region, where one of all regions counts in each): with those it allows, no published limit is felt. Every run read everything: no unknown verdict.`,
      'The fake endpoint runs in a process of its own on the same machine, and refuses what comes faster than AWS publishes for one account and region (`bench/fake-aws/limits.ts`, with sources). Where AWS publishes no limit, or none that could be confirmed, it refuses nothing and the bound counts nothing.',
      `Bound: of all (account, region, published limit) the slowest, (calls - burst) / rate, plus a chain of calls that need each other's answers: ${CHAIN.length} x ${LATENCY} ms (${CHAIN.join(', ')}). No budget of Surety's own is in it.`,
      ...both.map(slowestOf),
      "The target speaks of limits and latency alone. Where it is missed, the calls have to be signed, sent and parsed by one process on one core, and judged, which takes longer than AWS's limits and the latency ask for. The other ratio is to the processor time that the AWS SDK takes for these calls with nothing of Surety around it (`bench/support/sdk-alone.ts`: a client for each account, region and service, 128 calls at once, no limits, loading left out), where that is more: each scan is held against the SDK alone right after it.",
      `Load of the machine at the ends: ${[...even.runs, ...uneven.runs].map(({ load }) => load.toFixed(1)).join(', ')}.`,
    ],
  };
}

function slowestOf({ slowest }: Figures, fleet: number): string {
  const name = fleet === 0 ? 'the first fleet' : 'the second';
  return floor(slowest) > 0
    ? `The slowest published limit in ${name} is ${slowest.service} ${slowest.limit?.group}: ${slowest.calls} calls of one account in ${slowest.region}, ${floor(slowest).toFixed(1)} s.`
    : `No published limit makes a scan of ${name} wait: in no account and region are there more calls than may come at once.`;
}
