import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createBuckets, type Buckets } from '../lab/digest-maker/bucket.ts';
import { iso, writeChain, type Writer } from '../lab/digest-maker/chain.ts';
import { createSigningKey, type SigningKey } from '../lab/digest-maker/key.ts';
import { makeLogFile, type LogBody } from '../lab/digest-maker/log-file.ts';
import { builtCli } from '../tools/built-cli.ts';
import { median } from './support/process.ts';

/** `surety verify-logs` beside `aws cloudtrail validate-logs` and beside a bare loop, on the same data, in one run. */

export interface BenchResult {
  readonly title: string;
  readonly rows: readonly Record<string, string>[];
  readonly notes: readonly string[];
}

const hour = 3_600_000;
const begin = Date.parse('2026-11-15T00:00:00Z');
const home = 'eu-west-1';
const account = '111122223333';
const trail = 'audit';

interface Measured {
  readonly seconds: number;
  readonly exit: number;
  /** Largest resident set, in megabytes. */
  readonly rss: number;
  readonly output: string;
}

/** Runs a command and measures it with GNU time's figures, which the process itself cannot give. */
async function measure(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let rss = 0;
  const watch = setInterval(() => {
    try {
      rss = Math.max(
        rss,
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
      );
    } catch {
      // It has ended.
    }
  }, 20);
  const exit = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 255)));
  clearInterval(watch);
  return { seconds: (performance.now() - started) / 1000, exit, rss, output };
}

/** A few hundred bodies that stand for all. @param sizes of their content, in bytes */
export function makeBodies(sizes: readonly number[]): (number: number) => LogBody {
  const bodies = sizes.map((size, index) => makeLogFile(index + 1, size));
  return (number) => bodies[Math.floor(number / 7) % bodies.length]!;
}

/** So many bodies of one size. */
export const alike = (count: number, size: number): readonly number[] => Array.from({ length: count }, () => size);

export function fill(
  buckets: Buckets,
  key: SigningKey,
  region: string,
  hours: number,
  logsPerHour: number,
  logBody: (n: number) => LogBody,
): void {
  const writer: Writer = {
    buckets,
    bucket: 'trail-bucket',
    account,
    region,
    trail,
    homeRegion: home,
    key,
    logsPerHour,
    logBody,
  };
  writeChain(writer, begin, hours);
}

/** The endpoint in a process of its own, so that it and what is measured do not wait for each other. */
async function serve(data: string, latency: number): Promise<{ url: string; stop: () => void }> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('verify-logs-server.ts', import.meta.url)), data, String(latency)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', (code) => reject(new Error(`the endpoint ended with ${code}`)));
  });
  return { url, stop: () => void child.kill() };
}

function environment(url: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_REGION: home,
    AWS_DEFAULT_REGION: home,
  };
}

type Verify = (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<Measured>;

function verifyWith(cli: string): Verify {
  return async (args, env) => await measure(process.execPath, [cli, 'verify-logs', '--quiet', ...args], env);
}

const range = (hours: number): string[] => [
  '--from',
  iso(begin),
  '--to',
  iso(begin + hours * hour),
  '--now',
  iso(begin + (hours + 3) * hour),
];

/** What the endpoint holds: 100 digests, each of 20 log files. */
const DATA = {
  published: 'of the size that is published, 6 kB on average',
  busy: 'of 130 kB each, as of a busy account',
} as const;

async function besideAws(
  verify: Verify,
  rows: Record<string, string>[],
  notes: string[],
  runs: readonly { readonly data: keyof typeof DATA; readonly latency: number; readonly rounds: number }[],
): Promise<void> {
  const installed = spawnSync('aws', ['--version'], { encoding: 'utf8' }).status === 0;
  if (!installed) {
    notes.push('The AWS CLI is not installed: the comparison with it was left out.');
  }
  for (const { data, latency, rounds } of runs) {
    const endpoint = await serve(data, latency);
    try {
      const env = environment(endpoint.url);
      const ours: Measured[] = [];
      const theirs: Measured[] = [];
      // In turn: a machine that slows down slows both.
      for (let round = 0; round < rounds; round += 1) {
        ours.push(expectExit(await verify(['--region', home, ...range(100)], env), 0));
        if (installed) {
          theirs.push(expectExit(await measure('aws', validateLogs, env), 0));
        }
      }
      const ratios = theirs.map((one, round) => one.seconds / ours[round]!.seconds);
      rows.push({
        what: `2,000 log files ${DATA[data]}, 100 digests, ${latency} ms latency`,
        surety: seconds(middle(ours)),
        'aws cloudtrail validate-logs': installed ? seconds(middle(theirs)) : '-',
        ratio: installed ? `${median(ratios).toFixed(1)} times` : '-',
        memory: `${Math.round(Math.max(...ours.map(({ rss }) => rss)))} MB`,
      });
    } finally {
      endpoint.stop();
    }
  }
}

const validateLogs = [
  'cloudtrail', 'validate-logs',
  '--trail-arn', `arn:aws:cloudtrail:${home}:${account}:trail/${trail}`,
  '--start-time', iso(begin),
  '--end-time', iso(begin + 100 * hour),
  '--region', home,
]; // prettier-ignore

async function besideLoop(verify: Verify, rows: Record<string, string>[], notes: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-bench-'));
  try {
    const buckets = createBuckets();
    const key = createSigningKey();
    fill(buckets, key, home, 100, 40, makeBodies(alike(200, 400_000)));
    const files: string[] = [];
    for (const [name, object] of buckets.objects.get('trail-bucket') ?? []) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, object.body);
      if (name.includes('/CloudTrail/')) {
        files.push(path);
      } else {
        writeFileSync(`${path}.metadata.json`, JSON.stringify({ Metadata: object.metadata }));
      }
    }
    const keys = join(folder, 'keys.json');
    writeFileSync(
      keys,
      JSON.stringify({ PublicKeyList: [{ Value: key.der.toString('base64'), Fingerprint: key.fingerprint }] }),
    );
    const list = join(folder, 'files.json');
    writeFileSync(list, JSON.stringify(files));
    const args = ['--directory', folder, '--public-keys', keys, ...range(100)];
    const times: Record<string, { ours: number; bare: number }> = {};
    for (const threads of [1, 2]) {
      // What is measured is the work: both without the start of their process.
      const bare = await middleOf(async () => await inLoop(files, threads), 3);
      const ours = await middleOf(async () => await inProcess(verify, args, threads), 3);
      times[threads] = { ours: ours.seconds, bare: bare.seconds };
      rows.push({
        what: `4,000 log files on disk, 400 kB each, ${threads} thread${threads === 1 ? '' : 's'}`,
        surety: seconds(ours),
        'bare loop': seconds(bare),
        ratio: `${(ours.seconds / bare.seconds).toFixed(2)} times the loop`,
      });
    }
    const one = times[1]?.ours ?? 0;
    const two = times[2]?.ours ?? 1;
    notes.push(
      `Two threads: ${(one / two).toFixed(2)} times one (the bare loop: ${((times[1]?.bare ?? 0) / (times[2]?.bare ?? 1)).toFixed(2)}).`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inLoop(files: readonly string[], threads: number): Promise<Measured> {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { readFileSync } = require('node:fs');
    const { gunzipSync } = require('node:zlib');
    const { hash } = require('node:crypto');
    let sum = 0;
    for (const file of workerData) sum += hash('sha256', gunzipSync(readFileSync(file)), 'hex').length;
    parentPort.postMessage(sum);`;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: threads }, async (_, index) => {
      const worker = new Worker(source, {
        eval: true,
        workerData: files.filter((_file, at) => at % threads === index),
      });
      await new Promise((resolve) => worker.once('message', resolve));
      await worker.terminate();
    }),
  );
  return { seconds: (performance.now() - started) / 1000, exit: 0, rss: 0, output: '' };
}

async function inProcess(verify: Verify, args: readonly string[], threads: number): Promise<Measured> {
  const done = await verify([...args, '--threads', String(threads), '--format', 'json'], {});
  expectExit(done, 0);
  const { durationMs } = JSON.parse(done.output) as { durationMs: number };
  return { ...done, seconds: durationMs / 1000 };
}

async function manyFiles(
  verify: Verify,
  rows: Record<string, string>[],
  sizes: readonly (readonly [string, number])[],
): Promise<void> {
  for (const [data, files] of sizes) {
    const endpoint = await serve(data, 0);
    try {
      const done = await verify(range(24), environment(endpoint.url));
      expectExit(done, 0);
      rows.push({
        what: `${files.toLocaleString('en-US')} log files over 20 regions`,
        surety: seconds(done),
        memory: `${Math.round(done.rss)} MB`,
      });
    } finally {
      endpoint.stop();
    }
  }
}

async function middleOf(run: () => Promise<Measured>, times: number): Promise<Measured> {
  const all: Measured[] = [];
  for (let index = 0; index < times; index += 1) {
    all.push(await run());
  }
  return middle(all);
}

/** The run of middle length. */
const middle = (all: readonly Measured[]): Measured =>
  all.toSorted((left, right) => left.seconds - right.seconds)[Math.floor(all.length / 2)]!;

function expectExit(measured: Measured, exit: number): Measured {
  if (measured.exit !== exit) {
    throw new Error(`exit ${measured.exit} instead of ${exit}:\n${measured.output.slice(0, 2000)}`);
  }
  return measured;
}

function seconds(measured: Measured): string {
  return `${measured.seconds.toFixed(2)} s`;
}

export async function run(): Promise<BenchResult> {
  const rows: Record<string, string>[] = [];
  const notes = [
    'surety runs as the published bundle, its process started anew each time; the AWS CLI likewise, the two in turn. The ratio is the median of those of each turn.',
    'Sizes of log files as of 1.7 million that are published (`bench/support/log-sizes.ts`). Larger ones leave less to gain: inflating and hashing takes both tools the same time, and on this machine the endpoint takes a third of it away.',
  ];
  const verify = verifyWith(builtCli());
  await besideAws(verify, rows, notes, [
    { data: 'published', latency: 20, rounds: 3 },
    { data: 'published', latency: 0, rounds: 7 },
    { data: 'busy', latency: 20, rounds: 1 },
    { data: 'busy', latency: 0, rounds: 7 },
  ]);
  await besideLoop(verify, rows, notes);
  await manyFiles(verify, rows, [
    ['20regions-5000', 5000],
    ['20regions-50000', 50_000],
  ]);
  return { title: 'Verifying log chains', rows, notes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { title, rows, notes } = await run();
  console.log(title);
  console.table(rows);
  for (const note of notes) {
    console.log(note);
  }
}
