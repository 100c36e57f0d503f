import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '#src/core/world.ts';
import { denied, sees } from '#src/rules/cloudtrail/testing/trails.ts';
import { healthyWorld } from '#src/testing/healthy.ts';
import { type CoverageOptions, register } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coverage-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(world: World, ...args: string[]): Promise<number | undefined> {
  let code: number | undefined;
  const program = new Command().exitOverride();
  program.configureOutput({ writeErr: () => undefined });
  register<CoverageOptions>(program, {
    addWorldOptions: (command) => command.option('--from <file>', 'a snapshot'),
    loadWorld: async () => ({ world, at: '2026-06-01T13:00:00Z' }),
    terminal: () => ({ color: false, width: 80 }),
    tool: { name: 'Surety', version: '1.2.3' },
    setExitCode: (value) => (code = value),
  });
  await program.parseAsync(['coverage', ...args], { from: 'user' });
  return code;
}

test.each(['table', 'json', 'csv', 'markdown', 'html'])('writes %s to a file', async (format) => {
  const file = join(folder, `report.${format}`);
  expect(await run(healthyWorld(), '--format', format, '--output', file)).toBe(0);
  expect(await readFile(file, 'utf8')).toContain('111111111111');
});

test('unknown cells are exit code 3, and 0 where they are allowed', async () => {
  const world = healthyWorld({ account: sees(denied('cloudtrail:DescribeTrails')) });
  const file = join(folder, 'unknown.txt');
  expect(await run(world, '-o', file)).toBe(3);
  expect(await run(world, '-o', file, '--allow-unknown')).toBe(0);
});

test('a format that does not exist is refused', async () => {
  await expect(run(healthyWorld(), '--format', 'pdf')).rejects.toThrow('pdf');
});

test('a file that cannot be written is an error with a hint', async () => {
  await expect(run(healthyWorld(), '-o', join(folder, 'no', 'such', 'folder'))).rejects.toMatchObject({
    name: 'UserError',
  });
});
