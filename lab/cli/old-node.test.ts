import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { healthyAccount } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { expectNoTrace, ISOLATED, workFolder } from './surety.ts';

const BIN = fileURLToPath(new URL('../../bin/surety.mjs', import.meta.url));
const OWN_NODE = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const HEALTHY = '111111111111';
/** This Node says that it is an old one: what it starts is itself again. */
const AS_OLD = [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})`,
];

describe.skipIf(!existsSync(OWN_NODE))('under an old Node (needs the node package)', () => {
  describeWithLab('a scan', (lab) => {
    const folder = workFolder();

    test.each([
      ['Ctrl-C, which the terminal sends to both processes', 'SIGINT', true],
      ['a signal to the first process alone', 'SIGTERM', false],
    ] as const)('stopped by %s keeps what it has and ends with 2', async (_, signal, toAll) => {
      await healthyAccount(lab());
      lab().clearCalls();
      lab().faults.add({ service: 's3', operation: 'GetBucket*', kind: 'slow', ms: 8_000 });
      const child = spawn(process.execPath, [...AS_OLD, BIN, 'scan', '--rule', 'CT-002'], {
        cwd: folder(),
        env: { ...process.env, ...ISOLATED, ...lab().env(HEALTHY) },
        stdio: ['ignore', 'ignore', 'pipe'],
        // A group of its own, as a terminal gives one to a command.
        detached: true,
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const { promise, resolve } = Promise.withResolvers<number | null>();
      child.on('close', resolve);
      while (!lab().calls().some(({ service }) => service === 's3')) await delay(50); // prettier-ignore
      process.kill(toAll ? -child.pid! : child.pid!, signal);
      expect(await promise).toBe(2);
      expectNoTrace(stderr);
      expect(stderr).toMatch(/^error: Stopped; what was read so far is in surety-interrupted\.snapshot\n/m);
      expect(existsSync(folder('surety-interrupted.snapshot'))).toBe(true);
    });
  });

  test('exit codes pass through', () => {
    const { status, stderr } = spawnSync(process.execPath, [...AS_OLD, BIN, 'scna'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean scan?');
  });
});

describe('under an old Node without the node package', () => {
  const folder = workFolder();

  test('it says what is needed', () => {
    mkdirSync(folder('bin'));
    copyFileSync(BIN, join(folder('bin'), 'surety.mjs'));
    const args = [...AS_OLD, join(folder('bin'), 'surety.mjs'), 'scan'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: surety needs Node 24\.15 or later; this is v.*\n {2}Install it from https:.*\n$/);
  });
});
