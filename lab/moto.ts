import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { wire } from './proxy/wire.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const PIN = readFileSync(REQUIREMENTS, 'utf8').trim();
const VERSION = PIN.split('==')[1] ?? '';
/** moto imports its services lazily, but the first import after an installation compiles: give it time. */
const START_TIMEOUT_MS = 30_000;

export interface Moto {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export type PythonSearch =
  | { readonly ok: true; readonly python: string }
  | { readonly ok: false; readonly reason: string };

const venvFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), `surety-moto-${VERSION}`);

const venvPython = (): string => join(venvFolder(), process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

function hasMoto(python: string): boolean {
  // Looked up and not imported: that takes a second, and each suite asks.
  const check = `from importlib.metadata import version; version("werkzeug"); version("flask-cors"); raise SystemExit(version("moto") != "${VERSION}")`;
  return spawnSync(python, ['-c', check], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** A Python that already has the pinned moto: `SURETY_PYTHON`, our virtual environment, `python3`, `python`. */
export function findPython(): string | undefined {
  const candidates = [process.env['SURETY_PYTHON'], venvPython(), 'python3', 'python'];
  return candidates.find((python): python is string => python !== undefined && python !== '' && hasMoto(python));
}

function lastLine(text: string | undefined): string {
  return text?.trim().split('\n').at(-1) ?? '';
}

/** {@link findPython}, else a new virtual environment in the user's cache folder; never touches the system's Python. */
export function preparePython(): PythonSearch {
  const found = findPython();
  if (found !== undefined) return { ok: true, python: found };
  const made = spawnSync('python3', ['-m', 'venv', venvFolder()], { encoding: 'utf8', timeout: 60_000 });
  const last =
    made.status === 0
      ? spawnSync(
          venvPython(),
          ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS],
          {
            encoding: 'utf8',
            timeout: 300_000,
          },
        )
      : made;
  if (last.status === 0 && hasMoto(venvPython())) return { ok: true, python: venvPython() };
  const why = lastLine(last.stderr) || last.error?.message || 'no reason given';
  return {
    ok: false,
    reason: `the AWS emulator (${PIN}) is not installed and could not be: ${why}. Install it with: python3 -m pip install '${PIN}', or set SURETY_PYTHON to a Python that has it.`,
  };
}

/** The line that the server prints when it listens; rejects when it ends before, or takes too long. */
function readPort(child: ChildProcess, stdout: Readable): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${START_TIMEOUT_MS / 1000} s`)), START_TIMEOUT_MS);
  let printed = '';
  stdout.on('data', (data: Buffer) => {
    printed += data.toString();
    if (printed.includes('\n')) resolve(printed.trim());
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`it ended with code ${code}`)));
  return promise.finally(() => clearTimeout(timer));
}

/** Starts moto on a free loopback port; it ends with `stop()` and when this process dies. Throws one clear line. */
export async function startMoto(python: string): Promise<Moto> {
  const child = spawn(python, [join(import.meta.dirname, 'moto-server.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr = (stderr + data.toString()).slice(-4000);
  });
  child.stdin.on('error', () => undefined);
  const port = await readPort(child, child.stdout).catch((error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`moto did not start: ${lastLine(stderr) || error.message}`);
  });
  // Neither the pipes nor the child keep a finished test run alive.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) wire<{ unref?: () => void }>(stream).unref?.();
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.ref();
    child.kill('SIGKILL'); // nothing to save: moto holds its state in memory
    await gone;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
