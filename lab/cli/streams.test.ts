import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expectNoTrace } from './surety.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../examples/organization.snapshot', import.meta.url));

/** Runs the command line in a shell, with what the shell does to its streams. */
function shell(args: string, redirection: string): { code: number | null; stdout: string; stderr: string } {
  const command = `"${process.execPath}" "${MAIN}" ${args} ${redirection}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
  expectNoTrace(stderr);
  return { code: status, stdout, stderr };
}

describe.skipIf(!existsSync('/dev/full'))('standard output on a full disk (needs /dev/full)', () => {
  test.each([
    `scan -q -f json --from "${EXAMPLE}"`,
    `coverage -q --from "${EXAMPLE}"`,
    'explain CT-011',
    'permissions',
    '--help',
  ])('%s ends with one error, not with a stack trace', (args) => {
    const { code, stderr } = shell(args, '> /dev/full');
    expect(stderr).toMatch(/^error: Cannot write the report to standard output: the disk is full\.\n {2}\S.*\n$/);
    expect(code).toBe(2);
  });
});

describe('a reader that goes away', () => {
  test.each([
    [`scan -q -v --from "${EXAMPLE}"`, 1],
    ['rules', 0],
  ])('%s | head does not change the exit code, %i', (args, code) => {
    expect(shell(args, '| head -1')).toMatchObject({ code, stderr: '' });
  });
});
