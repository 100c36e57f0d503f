import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { builtCli } from '../../tools/built-cli.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Sees the process once it runs, to send it a signal. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** What the environment of this machine must not bring into a test. */
export const isForeign = (name: string): boolean =>
  /^(AWS_|SURETY_|NO_COLOR$|FORCE_COLOR$|COLUMNS$|VITEST|NODE_OPTIONS$)/.test(name);

/** No profile and no instance role of this machine. */
export const ISOLATED = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
};

/** What earlier runs compiled: half of what a process costs. */
const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), `surety-test-compiled-${process.getuid?.() ?? 0}`) };

let cli: string | undefined;

export function expectNoTrace(stderr: string): void {
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

/**
 * Runs the command line in a process of its own, for what only a process has: signals, streams, its exit code, its
 * folder. All else is tested by `suretyHere`. No run may show a stack trace, whatever it is given.
 */
export async function surety(args: readonly string[], { env = {}, cwd, onStart }: RunOptions): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !isForeign(name));
  const child = spawn(process.execPath, [(cli ??= builtCli()), ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...COMPILED, ...ISOLATED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  onStart?.(child);
  const code = await promise;
  expectNoTrace(stderr);
  return { code, stdout, stderr };
}

/** An empty folder for the tests of a file. */
export function workFolder(): (name?: string) => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'surety-cli-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (name) => (name === undefined ? folder : join(folder, name));
}

/** The parts of a JSON report that do not depend on when and by which request something was read. */
export function verdicts(report: string): string[] {
  const { findings } = JSON.parse(report) as {
    findings: {
      id: string;
      rule: string;
      outcome: string;
      message: string;
      evidence: { path: string; call?: string }[];
    }[];
  };
  return findings
    .map(({ id, rule, outcome, message, evidence }) =>
      JSON.stringify([rule, id, outcome, message, evidence.map(({ path, call }) => [path, call])]),
    )
    .toSorted();
}
