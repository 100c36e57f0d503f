import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { type FaultKind } from '../index.ts';
import { brokenAccount, healthyAccount } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { callKey } from '../truth/scan.ts';
import { suretyHere } from './in-process.ts';
import { surety, verdicts, workFolder } from './surety.ts';

const HEALTHY = '111111111111';
const BROKEN = '222222222222';
const TRAIL_RULES = rules.filter(({ id }) => id.startsWith('CT-')).map(({ id }) => id);
const SCAN = ['scan', '-f', 'json', '--rule', TRAIL_RULES.join(','), '--now', new Date().toISOString()];

describeWithLab('a process of surety', (lab) => {
  const folder = workFolder();
  const as = (account: string, args: readonly string[], env: Record<string, string> = {}) =>
    surety(args, { cwd: folder(), env: { ...lab().env(account), ...env } });

  test.for<[string, FaultKind, number, RegExp]>([
    ['with 3 where a connection is cut', { kind: 'reset' }, 3, /connection failed/],
    ['with 3 where an answer is none', { kind: 'garbage' }, 3, /could not be understood/],
    ['with 0 where an answer takes its time', { kind: 'slow', ms: 1_500 }, 0, /^$/],
  ])('ends %s, and names what it could not read', async ([, fault, exit, says]) => {
    await healthyAccount(lab());
    lab().faults.add({ operation: 'GetEventSelectors', ...fault });
    const started = performance.now();
    const { code, stdout } = await as(HEALTHY, SCAN, { AWS_MAX_ATTEMPTS: '1' });
    expect(performance.now() - started).toBeLessThan(20_000);
    const { findings } = JSON.parse(stdout) as { findings: { outcome: string; message: string }[] };
    const failed = findings.filter(({ outcome }) => outcome === 'fail');
    const unknown = findings.filter(({ outcome }) => outcome === 'unknown');
    expect({ code, failed, hasUnknown: unknown.length > 0 }).toEqual({
      code: exit,
      failed: [],
      hasUnknown: exit === 3,
    });
    for (const { message } of unknown) expect(message).toMatch(says);
  });

  test('stopped by Ctrl-C leaves a snapshot, and --resume ends where an uninterrupted scan ends without asking anything twice', async () => {
    await brokenAccount(lab());
    const whole = await suretyHere(SCAN, lab().env(BROKEN));
    lab().clearCalls();
    const remove = lab().faults.add({ service: 's3', operation: 'GetBucket*', kind: 'slow', ms: 8_000 });
    const answered = (): string[] => lab().calls().filter(({ fault }) => fault === undefined).map(callKey); // prettier-ignore
    let settled: string[] = [];
    const started = performance.now();
    const stopped = await surety(SCAN, {
      cwd: folder(),
      env: lab().env(BROKEN),
      onStart: (child) => {
        const stopWhenQuiet = async (): Promise<void> => {
          // Half-way: all that does not wait for the slow calls is answered, and the answers have arrived.
          for (let quiet = 0; quiet < 10; await delay(100)) {
            const now = answered();
            quiet = now.length > 10 && now.length === settled.length ? quiet + 1 : 0;
            settled = now;
          }
          child.kill('SIGINT');
        };
        void stopWhenQuiet();
      },
    });
    expect(performance.now() - started).toBeLessThan(25_000);
    expect(stopped).toMatchObject({ code: 2, stdout: '' });
    expect(stopped.stderr).toContain('the same command and --resume surety-interrupted.snapshot');
    remove();
    lab().clearCalls();
    const resumed = await as(BROKEN, [...SCAN, '--resume']);
    expect(resumed.stderr).toContain('Next: ');
    expect(verdicts(resumed.stdout)).toEqual(verdicts(whole.stdout));
    const again = answered().filter((key) => settled.includes(key));
    expect(again.filter((key) => !key.startsWith('sts GetCallerIdentity'))).toEqual([]);
    const other = await suretyHere(['scan', '--resume', folder('surety-interrupted.snapshot')], lab().env(HEALTHY));
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(`is of ${BROKEN}, the credentials are for ${HEALTHY}`);
  }, 60_000);

  test.for(['GetCallerIdentity', 'DescribeRegions', 'DescribeTrails'])(
    'stopped while it waits for %s ends soon, and the same command ends well',
    { timeout: 60_000 },
    async (operation) => {
      await healthyAccount(lab());
      lab().clearCalls();
      const remove = lab().faults.add({ operation, kind: 'silent' });
      let stoppedAt = 0;
      const stopped = await surety(SCAN, {
        cwd: folder(),
        env: lab().env(HEALTHY),
        onStart: (child) => {
          const stopWhenAsked = async (): Promise<void> => {
            while (
              !lab()
                .calls()
                .some((call) => call.operation === operation)
            )
              await delay(50);
            stoppedAt = performance.now();
            child.kill('SIGINT');
          };
          void stopWhenAsked();
        },
      });
      expect(performance.now() - stoppedAt).toBeLessThan(8_000);
      expect(stopped).toMatchObject({ code: 2, stdout: '' });
      expect(stopped.stderr).toMatch(/^error: Stopped/m);
      remove();
      const resume = stopped.stderr.includes('--resume') ? ['--resume'] : [];
      expect(await as(HEALTHY, [...SCAN, ...resume])).toMatchObject({ code: 0 });
    },
  );
});
