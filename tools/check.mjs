// `npm run check`: everything that CI runs, on a fresh clone too.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, run, runAside } from './install.mjs';

const sources = ['src', 'lab', 'bench', 'tools', 'bin'];
const generate = ['generate', 'node', ['tools/generate.ts']];
/** Steps that need each other stand in one row. */
const rows = [
  [['types', 'tsc', ['--noEmit']]],
  [['types of pure code', 'tsc', ['--noEmit', '-p', 'tsconfig.pure.json']]],
  [['lint and import borders', 'oxlint', ['--type-aware', '--deny-warnings', ...sources]]],
  [['format', 'oxfmt', ['--check', ...sources]]],
  [
    // It follows the launcher into a bundle that is there, which the next step takes away.
    ['unused code', 'knip', ['--no-gitignore']],
    ['bundle', 'rolldown', ['-c', 'rolldown.config.mjs']],
    ['package', 'publint', ['--strict']],
  ],
];

install();
let failed = 0;
await take(generate);
// Two at a time: most use one core.
const queue = rows.values();
await Promise.all([takeAll(queue), takeAll(queue)]);

const folder = mkdtempSync(join(tmpdir(), 'surety-check-'));
const report = join(folder, 'tests.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const tests = run('vitest', ['run', ...reporters]);
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(report);
rmSync(folder, { recursive: true, force: true });

if (failed > 0) console.log(`\n${failed} of ${1 + rows.flat().length} steps before the tests failed; see above.`);
console.log(`\nTests: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(failed === 0 && tests.ok ? 0 : 1);

async function takeAll(queue) {
  for (const row of queue) {
    for (const step of row) await take(step);
  }
}

async function take([name, command, args]) {
  const started = performance.now();
  const { ok } = await runAside(command, args);
  if (!ok) failed++;
  console.log(`${ok ? '✓' : '✗'} ${String(name)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
