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
const root = fileURLToPath(new URL('..', import.meta.url));

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

/** Bodies of about the size that CloudTrail writes; a few hundred of them stand for all. */
export function makeBodies(count: number, size: number): (number: number) => LogBody {
  const bodies = Array.from({ length: count }, (_, index) => makeLogFile(index + 1, size));
  return (number) => bodies[Math.floor(number / 7) % count] ?? makeLogFile(1, size);
}

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

/** Bundles the sources as they are now: that is what people run. */
function bundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'surety-bundle-'));
  const done = spawnSync(join(root, 'node_modules/.bin/rolldown'), ['-c', 'rolldown.config.mjs', '--dir', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    throw new Error(`the bundle could not be made: ${done.stderr}`);
  }
  return folder;
}

type Verify = (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<Measured>;

function verifyWith(folder: string): Verify {
  return async (args, env) =>
    await measure(process.execPath, [join(folder, 'cli.mjs'), 'verify-logs', '--quiet', ...args], {
      NODE_COMPILE_CACHE: join(folder, 'cache'),
      ...env,
    });
}

const range = (hours: number): string[] => [
  '--from',
  iso(begin),
  '--to',
  iso(begin + hours * hour),
  '--now',
  iso(begin + (hours + 3) * hour),
];

async function besideAws(
  verify: Verify,
  rows: Record<string, string>[],
  notes: string[],
  latencies: readonly number[],
): Promise<void> {
  const arn = `arn:aws:cloudtrail:${home}:${account}:trail/${trail}`;
  const aws = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  if (aws.status !== 0) {
    notes.push('The AWS CLI is not installed: the comparison with it was left out.');
  }
  for (const latency of latencies) {
    const endpoint = await serve('100x20', latency);
    try {
      const env = environment(endpoint.url);
      const ours = await median(
        async () => await verify(['--region', home, ...range(100)], env),
        latency === 0 ? 5 : 3,
      );
      expectExit(ours, 0);
      const row: Record<string, string> = {
        what: `2,000 log files, 100 digests, ${latency} ms latency`,
        surety: seconds(ours),
        'aws cloudtrail validate-logs': '-',
        ratio: '-',
        memory: `${Math.round(ours.rss)} MB`,
      };
      if (aws.status === 0) {
        const args = [
          'cloudtrail',
          'validate-logs',
          '--trail-arn',
          arn,
          '--start-time',
          iso(begin),
          '--end-time',
          iso(begin + 100 * hour),
          '--region',
          home,
        ];
        const theirs = await measure('aws', args, env);
        expectExit(theirs, 0);
        row['aws cloudtrail validate-logs'] = seconds(theirs);
        row['ratio'] = `${(theirs.seconds / ours.seconds).toFixed(1)} times`;
      }
      rows.push(row);
    } finally {
      endpoint.stop();
    }
  }
}

async function besideLoop(verify: Verify, rows: Record<string, string>[], notes: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-bench-'));
  try {
    const buckets = createBuckets();
    const key = createSigningKey();
    fill(buckets, key, home, 100, 40, makeBodies(200, 400_000));
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
      const bare = await median(async () => await inLoop(files, threads), 3);
      const ours = await median(async () => await inProcess(verify, args, threads), 3);
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

async function median(run: () => Promise<Measured>, times: number): Promise<Measured> {
  const all: Measured[] = [];
  for (let index = 0; index < times; index += 1) {
    all.push(await run());
  }
  all.sort((a, b) => a.seconds - b.seconds);
  const middle = all[Math.floor(all.length / 2)];
  if (middle === undefined) {
    throw new Error('nothing was measured');
  }
  return middle;
}

function expectExit(measured: Measured, exit: number): void {
  if (measured.exit !== exit) {
    throw new Error(`exit ${measured.exit} instead of ${exit}:\n${measured.output.slice(0, 2000)}`);
  }
}

function seconds(measured: Measured): string {
  return `${measured.seconds.toFixed(2)} s`;
}

export async function run(): Promise<BenchResult> {
  const rows: Record<string, string>[] = [];
  const notes = ['surety runs as the published bundle, its process started anew each time; the AWS CLI likewise.'];
  const folder = bundle();
  try {
    const verify = verifyWith(folder);
    await besideAws(verify, rows, notes, [20, 0]);
    await besideLoop(verify, rows, notes);
    await manyFiles(verify, rows, [
      ['20regions-5000', 5000],
      ['20regions-50000', 50_000],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
