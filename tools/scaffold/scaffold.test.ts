import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAsset } from './asset.ts';
import { newRule } from './rule.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let copy = '';
let source = '';

/** A project whose own folders are new, and whose contents are links: what is made in it stays in it. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'surety-scaffold-'));
  source = join(copy, 'src');
  mkdirSync(join(source, 'rules'), { recursive: true });
  mkdirSync(join(source, 'assets'));
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  const link = (path: string): void => symlinkSync(join(ROOT, path), join(copy, path));
  for (const path of [
    'node_modules',
    'src/core',
    'src/domain',
    'src/testing',
    'src/frameworks',
    'src/rules/cloudtrail',
  ])
    link(path);
  for (const name of readdirSync(join(ROOT, 'src/assets'))) link(`src/assets/${name}`);
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include: ['src/rules/example', 'src/assets/queue'] }),
  );
  newRule(source, ['EX-101', 'what-it-checks', 'example']);
  newAsset(source, ['AWS::SQS::Queue']);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

// A test runner inside a test runner must not take itself for a worker of the outer one.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
const run = (tool: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'node_modules', tool), ...args], { cwd: copy, env, encoding: 'utf8' });

test('a new rule and a new asset compile', () => {
  const { stdout, status } = run('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json');
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('their tests fail until they are filled in, and only where something is to be filled in', () => {
  const file = join(copy, 'results.json');
  run('vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${file}`, 'src/rules/example', 'src/assets/queue');
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string }[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.filter(({ status }) => status === 'failed').map(({ title }) => title);
  expect(failed.sort()).toEqual(['fails: TODO: what is wrong', 'is filled in', 'law: every message has a row']);
  expect(results.length).toBeGreaterThan(failed.length);
});

describe('what is refused', () => {
  test.each([
    [['CT-4', 'x'], 'is not an id like'],
    [['CT-112', 'Bad Slug'], 'is not a slug'],
    [['CT-004', 'another-slug'], 'has that id already'],
    [['CT-112', 'trail-bucket-mfa-delete'], 'has that slug already'],
    [['NEW-101', 'what-else-it-checks'], 'name its service folder'],
    [[], 'usage: npm run new-rule'],
  ])('new-rule %j', (args, message) => {
    expect(() => newRule(source, args)).toThrow(message);
  });

  test.each([
    [['Queue'], 'is not a CloudFormation type name'],
    [['AWS::CloudTrail::Trail'], 'src/assets/trail is that kind already'],
    [['AWS::SQS::Queue'], 'src/assets/queue is that kind already'],
    [[], 'usage: npm run new-asset'],
  ])('new-asset %j', (args, message) => {
    expect(() => newAsset(source, args)).toThrow(message);
  });
});
