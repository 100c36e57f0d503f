import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```text\n(.*?)```/gs)].map(
  ([, text]) => text!,
);

function run(...args: string[]): string {
  const { stdout } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  });
  return stdout;
}

test.each([
  ['the scan of the example', 0, ['scan', '--from', 'examples/organization.snapshot']],
  ['the diagnosis of the payments trail', 1, ['diagnose', 'payments', '--from', 'examples/organization.snapshot']],
  ['the coverage of the sandbox', 2, ['coverage', '--from', 'examples/organization.snapshot']],
  [
    'the proof of the example logs',
    3,
    ['verify-logs', '--directory', 'examples/logs/bucket', '--public-keys', 'examples/logs/public-keys.json'],
  ],
] as const)('README shows %s as it is', (_, index, args) => {
  const output = run(...args);
  const shown = blocks[index]!.split('\n').filter((line) => !/^\$ |^\.\.\.$|, \.\.\.$/.test(line));
  expect(shown.length).toBeGreaterThan(5);
  for (const line of shown) expect(output).toContain(line);
});
