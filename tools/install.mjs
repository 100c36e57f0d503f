// Plain JavaScript for any Node since 20: it brings the Node that everything else runs on.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bins = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin')];
const stamp = join(root, 'node_modules', '.surety-installed');

/** The environment of every step: the project's own Node first. */
export const environment = { ...process.env, PATH: [...bins, process.env.PATH].join(delimiter) };

/** Runs a command in the project's folder. Output is shown, or kept when `quiet`, and shown if the command fails. */
export function run(command, args, { quiet = false, allow = [0] } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: environment,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const ok = result.error === undefined && allow.includes(result.status);
  if (!ok && quiet) process.stdout.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  if (result.error) console.error(`${command}: ${result.error.message}`);
  return { ok, status: result.status ?? 1, stdout: result.stdout ?? '' };
}

/** Runs a command in the project's folder beside others. Its output is shown if it fails. */
export function runAside(command, args) {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: root, env: environment, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) process.stdout.write(`${stdout}${stderr}`);
      if (typeof error?.code === 'string') console.error(`${command}: ${error.message}`);
      resolve({ ok: !error });
    });
  });
}

/** Installs what the lock file names, unless that is done, and makes sure that the project's own Node is there. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    console.log('Installing (half a minute the first time) ...');
    if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']).ok) process.exit(2);
    writeFileSync(stamp, lock);
  }
  const { stdout } = run('node', ['--version'], { quiet: true });
  const [major = 0, minor = 0] = stdout.replace('v', '').split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 15)) return;
  console.error(`error: the steps would run on Node ${stdout.trim()}; they need 24.15 or later`);
  console.error('  npm was told to run no install scripts. Run: npm rebuild node   or install Node 24 yourself.');
  process.exit(2);
}
