import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { rateLimit } from '#src/aws/limits.ts';
import { DEFAULT_ON_REGIONS } from '#lab/proxy/regions.ts';
import { type Fleet, makeFleet, managementOf, ROLE } from './fake-aws/fleet.ts';
import type { GroupStats, Stats } from './fake-aws/stats.ts';
import { startFakeAws } from './fake-aws.ts';
import type { BenchResult } from './support/bench.ts';
import { builtCli } from './support/built-cli.ts';
import { type Ended, median, megabytes, runWell } from './support/process.ts';

const LATENCY = 50;
const RUNS = 3;

/** The longest chain of calls of which each needs the answer of the one before. */
const CHAIN = [
  'sts:GetCallerIdentity', 'sts:AssumeRole', 'ec2:DescribeRegions', 'cloudtrail:DescribeTrails',
  'cloudtrail:GetTrailStatus', 'organizations:ListParents (account)', 'organizations:ListParents (unit)',
  'organizations:ListPoliciesForTarget', 'organizations:DescribePolicy',
]; // prettier-ignore

interface Run {
  readonly ended: Ended;
  readonly stats: Stats;
  readonly load: number;
}

/** A scan of 40 accounts in 17 regions by the real command line, against an endpoint that keeps to AWS's limits. */
export async function run(): Promise<BenchResult> {
  const cli = await builtCli();
  const fleet = makeFleet(40, DEFAULT_ON_REGIONS);
  const runs: Run[] = [];
  for (let round = 0; round < RUNS; round++) runs.push(await scan(cli, fleet));
  return report(runs, fleet);
}

async function scan(cli: string, fleet: Fleet): Promise<Run> {
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
    return { ended, stats, load: loadavg()[0]! };
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

/** Seconds that a group of calls takes at the least. Where AWS publishes no limit, Surety's own is the limit. */
function floor({ service, published, calls, perSecond, burst }: GroupStats): number {
  const own = rateLimit(service === 'logs' ? 'cloudwatch-logs' : service, '');
  const [rate, atOnce] = published ? [perSecond, burst] : [own.perSecond, own.burst];
  return Math.max(0, calls - atOnce) / rate;
}

function bound(groups: readonly GroupStats[]): { seconds: number; slowest: GroupStats } {
  const [slowest] = groups.toSorted((left, right) => floor(right) - floor(left)) as [GroupStats];
  return { seconds: floor(slowest) + (CHAIN.length * LATENCY) / 1000, slowest };
}

function report(runs: readonly Run[], fleet: Fleet): BenchResult {
  const { stats } = runs[0]!;
  const { seconds, slowest } = bound(stats.groups);
  const published = bound(stats.groups.filter((group) => group.published));
  const wall = median(runs.map(({ ended }) => ended.milliseconds)) / 1000;
  const best = Math.min(...runs.map(({ ended }) => ended.milliseconds)) / 1000;
  const cpu = median(runs.map(({ ended }) => ended.cpu ?? Number.NaN)) / 1000;
  const peak = Math.max(...runs.map(({ ended }) => megabytes(ended.peak ?? Number.NaN)));
  const throttled = Math.max(...runs.map((one) => one.stats.throttled / one.stats.calls)) * 100;
  const row = (what: string, value: string, target = '', met?: boolean) => ({
    figure: what,
    value,
    target,
    met: met === undefined ? '' : met ? 'yes' : 'NO',
  });
  const ratio = wall / seconds;
  return {
    title: `Fleet: ${fleet.accounts.length} accounts x ${fleet.regions.length} regions, ${LATENCY} ms an answer`,
    rows: [
      row('wall time (whole process, median of runs)', `${wall.toFixed(1)} s`),
      row('wall time (best run)', `${best.toFixed(1)} s`),
      row('lower bound by limits and latency', `${seconds.toFixed(1)} s`),
      row('wall time over the bound', ratio.toFixed(2), 'at most 1.3', ratio <= 1.3),
      row('best run over the bound', (best / seconds).toFixed(2)),
      row('peak memory (highest run)', `${peak.toFixed(0)} MB`, 'under 400 MB', peak < 400),
      row('throttled answers (worst run)', `${throttled.toFixed(2)} %`, 'under 1 %', throttled < 1),
      row('calls', stats.calls.toLocaleString('en-US')),
      row('calls answered twice', String(stats.repeated), '0', stats.repeated === 0),
      row('processor time', `${cpu.toFixed(1)} s`),
      row('load of the machine at the ends', runs.map(({ load }) => load.toFixed(1)).join(', ')),
    ],
    notes: [
      `${RUNS} runs of \`surety scan --role-arn ... x${fleet.accounts.length}\`: credentials by AssumeRole, an organisation's trail, ${fleet.trails} trails an account with buckets, keys, topics, roles and a log group of ${fleet.filters} metric filters with alarms. Every run read everything: no unknown verdict.`,
      'The fake endpoint runs in a process of its own on the same machine, and refuses what comes faster than AWS publishes for one account and region (`bench/fake-aws/limits.ts`, with sources).',
      `Bound: of all (account, region, limit) the slowest, (calls - burst) / rate, plus the longest chain of calls that need each other's answers: ${CHAIN.length} x ${LATENCY} ms (${CHAIN.join(', ')}).`,
      `The slowest is ${slowest.service} of one account: ${slowest.calls} calls. ${slowest.published ? 'AWS publishes its limit.' : `AWS publishes no limit for it: the bound takes Surety's own budget, ${rateLimit(slowest.service, '').perSecond} a second, and the fake refuses from ${slowest.perSecond}.`}`,
      `By published limits alone the bound were ${published.seconds.toFixed(1)} s: less than one core needs to sign, send and parse ${stats.calls.toLocaleString('en-US')} calls.`,
    ],
  };
}
