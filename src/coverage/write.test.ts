import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '#src/core/world.ts';
import { denied, sees } from '#src/rules/cloudtrail/testing/trails.ts';
import { healthyWorld, NOW } from '#src/testing/healthy.ts';
import { defaultPatience } from '#src/domain/delivery/status.ts';
import { coverage } from './coverage.ts';
import { type CoverageOptions, writeCoverage } from './write.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coverage-'));
});
afterAll(() => rm(folder, { recursive: true }));

const render = { color: false, width: 80, tool: { name: 'Surety', version: '1.2.3' }, at: '2026-06-01T13:00:00Z' };
const write = (world: World, options: CoverageOptions) =>
  writeCoverage(coverage(world, { now: NOW, patience: defaultPatience }), options, render);

test.each(['table', 'json', 'csv', 'markdown', 'html'] as const)('writes %s to a file', async (format) => {
  const output = join(folder, `report.${format}`);
  expect(await write(healthyWorld(), { format, output })).toBe(0);
  expect(await readFile(output, 'utf8')).toContain('111111111111');
});

test('unknown cells are exit code 3, and 0 where they are allowed', async () => {
  const world = healthyWorld({ account: sees(denied('cloudtrail:DescribeTrails')) });
  const output = join(folder, 'unknown.txt');
  expect(await write(world, { format: 'table', output })).toBe(3);
  expect(await write(world, { format: 'table', output, allowUnknown: true })).toBe(0);
});

test('a delivery whose configuration could not be read is exit code 3, and 0 where it lies outside the scan', async () => {
  const output = join(folder, 'open.txt');
  const hole = healthyWorld({ bucket: { policy: denied('s3:GetBucketPolicy') } });
  expect(await write(hole, { format: 'table', output })).toBe(3);
  const outside = healthyWorld({ without: ['bucket'], trail: { bucketOwner: { standing: 'in-organisation' } } });
  expect(await write(outside, { format: 'table', output })).toBe(0);
});

test('a file that cannot be written is an error with a hint', async () => {
  const output = join(folder, 'no', 'such', 'folder');
  await expect(write(healthyWorld(), { format: 'table', output })).rejects.toMatchObject({ name: 'UserError' });
});
