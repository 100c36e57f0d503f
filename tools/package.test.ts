import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MEGABYTE = 1024 * 1024;

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

describe('the package', () => {
  let folder = '';
  let packed: Packed;
  const installed = (...path: string[]): string => join(folder, 'node_modules', 'surety', ...path);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'surety-package-'));
    // As a person would: what is missing is built first.
    const told = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8' }); // prettier-ignore
    packed = packedOf(JSON.parse(told.slice(told.search(/^[[{]/m))));
    mkdirSync(installed(), { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', installed()]);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('brings all that it needs and nothing else', () => {
    expect(readdirSync(installed()).toSorted()).toEqual(
      ['LICENSE', 'README.md', 'bin', 'dist', 'examples', 'package.json', 'schemas'].toSorted(),
    );
    expect(packed.files.filter(({ path }) => /\.(ts|map|tmp|log)$|test/.test(path))).toEqual([]);
    expect(packed.unpackedSize).toBeLessThan(6 * MEGABYTE);
  });

  test('lets npm fetch nothing more, and keeps the licences of what it holds', () => {
    const { dependencies } = JSON.parse(readFileSync(installed('package.json'), 'utf8')) as { dependencies?: object };
    expect(dependencies).toBeUndefined();
    const licences = readFileSync(installed('dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['@aws-sdk/client-s3', '@smithy/core', 'commander', 'yaml', 'zod']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d.*\\(.+\\)$`, 'm'));
    }
  });

  test.each([
    [['scan', '-q', '--from', 'node_modules/surety/examples/organization.snapshot', '--severity', 'critical'], 1, /CT-003/],
    [['explain', 'CT-011'], 0, /WHY/],
    [['coverage', '-q', '--from', 'node_modules/surety/examples/organization.snapshot'], 3, /recorded/],
  ] as const)('runs %j in an empty folder', (args, code, says) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [installed('bin', 'surety.mjs'), ...args], { cwd: folder, encoding: 'utf8' }); // prettier-ignore
    expect({ status, stderr }).toEqual({ status: code, stderr: '' });
    expect(stdout).toMatch(says);
  }); // prettier-ignore
});

/** npm 11 answers a list, npm 12 a map by name. */
function packedOf(told: unknown): Packed {
  const [first] = Object.values(told as Record<string, Packed>);
  if (first === undefined) throw new Error('npm pack told nothing');
  return first;
}
