import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface ScriptResult {
  readonly code: number;
  /** Both streams, in the order of writing. */
  readonly output: string;
}

export interface AwsCli {
  /** Runs a bash script (`-euo pipefail`) whose `aws` is the AWS CLI. Ended after `seconds`. */
  readonly run: (script: string, env: Readonly<Record<string, string>>, seconds?: number) => Promise<ScriptResult>;
  readonly stop: () => void;
}

/** The Python that has the AWS CLI, or one line that says why there is none. */
function findPython(): { readonly python: string } | { readonly missing: string } {
  const asked = spawnSync(
    'python3',
    ['-c', 'import sys, socket, awscli.clidriver; socket.send_fds; print(sys.executable)'],
    {
      encoding: 'utf8',
    },
  );
  if (asked.status === 0) return { python: asked.stdout.trim() };
  return { missing: 'the AWS CLI is not installed for python3 (pip install awscli)' };
}

/** Which tool of a script is missing here, if any. */
export function missingForScripts(): string | undefined {
  for (const tool of ['bash', 'jq']) {
    if (spawnSync(tool, ['--version']).error) return `${tool} is not installed`;
  }
  const found = findPython();
  return 'missing' in found ? found.missing : undefined;
}

/** Starts the AWS CLI once, for many scripts. @throws Error when it is missing: ask {@link missingForScripts} first. */
export async function startAwsCli(): Promise<AwsCli> {
  const found = findPython();
  if ('missing' in found) throw new Error(found.missing);
  const folder = mkdtempSync(join(tmpdir(), 'surety-aws-'));
  const socket = join(folder, 'socket');
  const client = readFileSync(join(import.meta.dirname, 'aws-client.py'), 'utf8');
  // Isolated and without site packages: it starts in milliseconds.
  writeFileSync(join(folder, 'aws'), `#!${found.python} -SI\n${client}`);
  chmodSync(join(folder, 'aws'), 0o755);
  const server = spawn(found.python, [join(import.meta.dirname, 'aws-server.py'), socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => resolve());
    server.once('exit', () => reject(new Error('the AWS CLI did not start')));
  });

  function run(script: string, env: Readonly<Record<string, string>>, seconds = 120): Promise<ScriptResult> {
    const path = `${folder}:${process.env['PATH'] ?? ''}`;
    const work = mkdtempSync(join(folder, 'run-'));
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: work,
      env: {
        ...env,
        PATH: path,
        HOME: work,
        TMPDIR: work,
        SURETY_AWS_SOCKET: socket,
        AWS_MAX_ATTEMPTS: '1',
        AWS_PAGER: '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const add = (part: Buffer): void => {
      output += part.toString('utf8');
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    return new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve({ code: code ?? -1, output: signal === null ? output : `${output}\n(ended after ${seconds} s)` });
      });
    });
  }

  return {
    run,
    stop: () => {
      server.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
