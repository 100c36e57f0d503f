import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closest } from '#src/core/closest.ts';
import { type BenchResult, benchNames } from './support/bench.ts';
import { processor, runNode } from './support/process.ts';
import { type Circumstances, formatFailure, formatResults, formatSection, parseResults } from './support/results.ts';

const RESULTS = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const OXFMT = fileURLToPath(new URL('../node_modules/oxfmt/bin/oxfmt', import.meta.url));
const ONE = fileURLToPath(new URL('support/run-one.ts', import.meta.url));

/** Runs the benches named, or all; one that fails is reported and does not keep the others from running. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const known = benchNames();
  if (values.help || values.list) {
    console.log(values.list ? known.join('\n') : `npm run bench [-- name...]\n\nBenches: ${known.join(', ')}`);
    return 0;
  }
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = closest(unknown, known);
    console.error(`error: there is no bench "${unknown}"${near === undefined ? '' : `; did you mean ${near}?`}`);
    console.error(`  Benches: ${known.join(', ')}`);
    return 2;
  }
  const names = positionals.length === 0 ? known : positionals;
  let failed = 0;
  for (const name of names) {
    const text = await section(name, names === known ? '' : ` -- ${name}`);
    if (text.failed) failed++;
    // Read and written each time: what was measured stays when a later bench is stopped.
    const sections = parseResults(existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '');
    const kept = [...sections].filter(([other]) => known.includes(other));
    writeFileSync(RESULTS, formatResults(new Map([...kept, [name, text.markdown]])));
    // As the format check wants it: columns of equal width.
    await runNode([OXFMT, '--write', RESULTS]);
  }
  console.log(`\nWritten to ${RESULTS}${failed === 0 ? '' : `; failed: ${failed} of ${names.length}`}`);
  return failed === 0 ? 0 : 1;
}

async function section(name: string, arguments_: string): Promise<{ markdown: string; failed: boolean }> {
  console.log(`\n${name} ...`);
  const circumstances = circumstancesOf(`npm run bench${arguments_}`);
  const folder = mkdtempSync(join(tmpdir(), 'surety-bench-'));
  const file = join(folder, 'result.json');
  try {
    // A process each: none measures the garbage of another.
    const { code, stderr } = await runNode(['--expose-gc', ONE, name, file], { env: { FORCE_COLOR: '0' } });
    if (code !== 0 || !existsSync(file)) {
      console.error(`${name} failed:\n${stderr}`);
      return { markdown: formatFailure(name, stderr, circumstances), failed: true };
    }
    const result = JSON.parse(readFileSync(file, 'utf8')) as BenchResult;
    console.log(result.title);
    console.table(result.rows);
    for (const note of result.notes) console.log(`- ${note}`);
    return { markdown: formatSection(result, circumstances), failed: false };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function circumstancesOf(command: string): Circumstances {
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`;
  const machine = `${availableParallelism()} cores of ${processor()}, ${memory}, ${process.platform}`;
  return { date: new Date().toISOString().slice(0, 10), machine, node: process.version, command };
}

process.exitCode = await main();
