import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from './index.ts';
import { labClients } from './scenarios/index.ts';
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';

const available = labAvailable();
if (!available.ok) process.stderr.write(`skipped: starting and stopping the lab: ${available.reason}\n`);

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(() => true, () => false); // prettier-ignore
}

async function goneWithin(url: string, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await delay(25)) if (!(await answers(url))) return true;
  return false;
}

test.skipIf(!available.ok)('two labs run side by side and know nothing of each other', async () => {
  const [one, two] = await Promise.all([startLab(), startLab()]);
  one.faults.add({ service: 'cloudtrail', kind: 'denied' });
  const ask = (lab: Lab) => labClients(lab, '111111111111').cloudtrail.send(new DescribeTrailsCommand({}));
  await expect(ask(one)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(ask(two)).resolves.toMatchObject({ trailList: [] });
  await Promise.all([one.stop(), two.stop()]);
  expect(await Promise.all([one.url, one.moto, two.url, two.moto].map(answers))).toEqual([false, false, false, false]);
});

test.skipIf(!available.ok)('moto ends when its parent is killed and could not say goodbye', async () => {
  const program = `import { startLab } from '${import.meta.dirname}/index.ts'; const lab = await startLab(); console.log(lab.moto);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();
  expect(await answers(url)).toBe(true);
  child.kill('SIGKILL');
  expect(await goneWithin(url, 5000)).toBe(true);
});

test('a Python without moto is passed over', () => {
  const before = process.env['SURETY_PYTHON'];
  process.env['SURETY_PYTHON'] = '/nonexistent/python';
  try {
    expect(labAvailable().ok).toBe(available.ok);
  } finally {
    if (before === undefined) delete process.env['SURETY_PYTHON'];
    else process.env['SURETY_PYTHON'] = before;
  }
});
