import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Ended {
  readonly code: number | null;
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  /** The most memory it held at once (resident set), in bytes; absent when it could not tell. */
  readonly peak: number | undefined;
  /** Processor time, user and system, in milliseconds; absent when it could not tell. */
  readonly cpu: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Has the process tell its memory at its end: costs a millisecond of its start. */
  readonly measure?: boolean;
}

/** What of this shell must not reach a process that is measured. */
const FOREIGN = /^(AWS_|SURETY_|NO_COLOR$|FORCE_COLOR$|COLUMNS$|VITEST|NODE_OPTIONS$|npm_)/;
const METER = fileURLToPath(new URL('meter.mjs', import.meta.url));

/** Runs Node with these arguments, and measures it from outside. */
export async function runNode(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { env = {}, cwd, measure = false } = options;
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const started = performance.now();
  const child = spawn(process.execPath, [...(measure ? ['--import', METER] : []), ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = ['', '', ''];
  for (const [index, stream] of [child.stdout, child.stderr, child.stdio[3]].entries()) {
    if (stream === null || stream === undefined || !('setEncoding' in stream)) continue;
    stream.setEncoding('utf8').on('data', (text: string) => (texts[index] += text));
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const code = await promise;
  const milliseconds = performance.now() - started;
  const [stdout, stderr, metered] = texts as [string, string, string];
  const { peak, cpu } = metered === '' ? {} : (JSON.parse(metered) as { peak?: number; cpu?: number });
  return { code, milliseconds, peak, cpu, stdout, stderr };
}

/** Like {@link runNode}, but an end with any other code than those is an error with what the process said. */
export async function runWell(
  args: readonly string[],
  options: RunOptions,
  codes: readonly number[] = [0],
): Promise<Ended> {
  const ended = await runNode(args, options);
  if (ended.code === null || !codes.includes(ended.code)) {
    throw new Error(`${args.join(' ').slice(0, 200)} ended with ${ended.code}\n${ended.stderr.slice(-2000)}`);
  }
  return ended;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const megabytes = (bytes: number): number => bytes / 1024 / 1024;

/** Name of the processor, for the results. */
export function processor(): string {
  const info = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  return /^model name\s*:\s*(.+)$/m.exec(info)?.[1] ?? process.arch;
}
