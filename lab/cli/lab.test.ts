import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import type { Lab } from '../index.ts';
import { brokenAccount, healthyAccount, labClients } from '../scenarios/index.ts';
import { describeWithLab } from '../testing.ts';
import { suretyHere } from './in-process.ts';
import { verdicts, workFolder } from './surety.ts';

const HEALTHY = '111111111111';
const BROKEN = '222222222222';
/** The audit-trail rules, which the healthy account passes. */
const TRAIL_RULES = rules.filter(({ id }) => id.startsWith('CT-'));
const SCAN = ['scan', '-f', 'json', '--rule', TRAIL_RULES.map(({ id }) => id).join(',')];
const NOW = ['--now', new Date().toISOString()];

describeWithLab('surety against the lab', (lab) => {
  const folder = workFolder();
  /** The command line with the credentials of an account. */
  const as = (account: string, args: readonly string[], env: Record<string, string> = {}) =>
    suretyHere(args, { ...lab().env(account), ...env });
  const scanOf = (report: string) => JSON.parse(report) as { scan: { accounts: string[]; regions: string[]; complete: boolean }; summary: Record<string, number> }; // prettier-ignore

  test('a healthy account passes, a broken one fails, and the end says what to do next', async () => {
    await healthyAccount(lab());
    await brokenAccount(lab());
    const healthy = await as(HEALTHY, SCAN);
    expect([healthy.code, scanOf(healthy.stdout).summary['fail']]).toEqual([0, 0]);
    expect(scanOf(healthy.stdout)).toMatchObject({ scan: { accounts: [HEALTHY], complete: true } });
    const broken = await as(BROKEN, SCAN);
    expect([broken.code, scanOf(broken.stdout).summary['unknown']]).toEqual([1, 0]);
    expect(broken.stderr).toMatch(/Next: start with the \w+ ones/);
  });

  test('what is saved replays to the same bytes as the scan that saved it, but for the source', async () => {
    await brokenAccount(lab());
    const live = await as(BROKEN, [...SCAN, '--save', folder('saved.snapshot'), ...NOW]);
    const replay = await suretyHere([...SCAN, '--from', folder('saved.snapshot'), ...NOW]);
    expect(replay.stdout).toBe(live.stdout.replace('"source": "live"', '"source": "snapshot saved.snapshot"').replace('"source":"live"', '"source":"snapshot saved.snapshot"')); // prettier-ignore
    expect(live.stdout).toContain('live');
  });

  test('a snapshot that was read for one rule answers nothing about what was never asked', async () => {
    await healthyAccount(lab());
    await as(HEALTHY, ['scan', '--quiet', '--rule', 'CWL-018', '--save', folder('narrow.snapshot')]);
    const from = ['--from', folder('narrow.snapshot'), '--quiet'];
    const scan = await suretyHere([...SCAN, ...from]);
    expect(scanOf(scan.stdout).summary).toMatchObject({ fail: 0, pass: 0, ruleError: 0 });
    expect(scanOf(scan.stdout).summary['unsupportedSource']).toBeGreaterThan(10);
    expect(scan.code).toBe(3);
    for (const command of ['coverage', 'alarms', 'diagnose']) {
      const { code, stdout } = await suretyHere([command, ...from]);
      expect(code).toBe(3);
      expect(stdout).not.toMatch(/No active trail|There is no trail|not recorded in/);
    }
  });

  test('an empty account is judged: no trail is a failure, not silence', async () => {
    const { code, stdout } = await as('444444444444', SCAN);
    expect(code).toBe(1);
    expect(scanOf(stdout).summary).toMatchObject({ unknown: 0, ruleError: 0 });
    expect(verdicts(stdout).some((line) => line.startsWith('["CT-001"') && line.includes('"fail"'))).toBe(true);
  });

  test('a denied and a throttled call end with 3 and name what is missing', async () => {
    await healthyAccount(lab());
    lab().faults.add({ operation: 'DescribeTrails', kind: 'denied' });
    const denied = await as(HEALTHY, SCAN);
    expect(denied.code).toBe(3);
    const judged = JSON.parse(denied.stdout) as { findings: { rule: string; outcome: string; message: string }[] };
    // Nobody could list the trails: every rule about trails says so about the account, none is silent.
    for (const rule of TRAIL_RULES.filter(({ asset }) => asset.name === 'AWS::CloudTrail::Trail')) {
      const said = judged.findings.find((finding) => finding.rule === rule.id);
      expect(said ?? rule.id).toMatchObject({ outcome: 'unknown' });
      expect(said?.message).toContain('cloudtrail:DescribeTrails');
    }
    lab().faults.clear();
    lab().faults.add({ operation: 'GetEventSelectors', kind: 'throttled' });
    const throttled = await as(HEALTHY, [...SCAN, '--allow-unknown'], { AWS_MAX_ATTEMPTS: '3' });
    expect(throttled.code).toBe(0);
    expect(throttled.stdout).toContain('was throttled until the retries ended');
    const tries = lab().calls().filter(({ operation }) => operation === 'GetEventSelectors'); // prettier-ignore
    expect(tries).toHaveLength(3);
  });

  test.for<[string, (at: Lab) => Record<string, string>, string]>([
    ['absent', () => ({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }), 'No AWS credentials were found'],
    ['expired', (at) => (at.expireCredentials(HEALTHY), {}), 'The AWS credentials have expired'],
    ['unknown', () => ({ AWS_ACCESS_KEY_ID: 'AKIANOBODY' }), 'AWS refused the credentials'],
    ['for a dead address', () => ({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }), 'AWS could not be reached (ECONNREFUSED at 127.0.0.1:9)'],
    ['for an address that is none', () => ({ AWS_ENDPOINT_URL: 'nonsense' }), 'names for AWS is no URL'],
  ])('credentials %s: one clear error', async ([, prepare, says]) => {
    const { code, stderr, stdout } = await as(HEALTHY, ['scan'], prepare(lab()));
    expect(stderr).toContain(says);
    expect(stderr.split('\n')[1]).toMatch(/^ {2}\S/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }); // prettier-ignore

  test('a profile brings the address and the keys, for every command that asks AWS', async () => {
    await healthyAccount(lab());
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = lab().env(HEALTHY);
    const config = folder('aws-config');
    writeFileSync(config, `[profile lab]\nendpoint_url = ${AWS_ENDPOINT_URL}\nregion = ${AWS_REGION}\naws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n`); // prettier-ignore
    const by = (args: readonly string[]) => suretyHere([...args, '--profile', 'lab'], { AWS_CONFIG_FILE: config });
    const scan = await by(SCAN);
    expect([scan.code, scanOf(scan.stdout).scan.accounts]).toEqual([0, [HEALTHY]]);
    const doctor = await by(['doctor', '--rule', 'CT-003']);
    expect([doctor.code, doctor.stdout]).toEqual([
      0,
      expect.stringMatching(/the profile names an endpoint: calls go to http.*permissions tested, none is missing/s),
    ]);
    // The healthy account's trail has put nothing into its bucket: that it was looked for is the point.
    const verify = await by(['verify-logs', '-f', 'json']);
    expect(JSON.parse(verify.stdout)).toMatchObject({ chains: expect.arrayContaining([expect.objectContaining({ account: HEALTHY })]) }); // prettier-ignore
  });

  test('credentials that expire half-way leave unknowns, and no verdict is wrong', async () => {
    await healthyAccount(lab());
    lab().faults.add({ service: 's3', kind: 'expired' });
    const { code, stdout } = await as(HEALTHY, SCAN);
    expect([code, scanOf(stdout).summary['fail']]).toEqual([3, 0]);
    expect(stdout).toContain('the credentials have expired');
  });

  const role = async (account: string, name: string): Promise<string> => {
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await labClients(lab(), account).iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    return `arn:aws:iam::${account}:role/${name}`;
  }; // prettier-ignore

  test('several accounts in one scan; a role that cannot be assumed leaves the others alone and is not silent', async () => {
    await healthyAccount(lab());
    await healthyAccount(lab(), { account: BROKEN, name: 'second' });
    await role(BROKEN, 'audit');
    lab().refuseRole(await role('333333333333', 'audit'));
    const accounts = ['--account', `${HEALTHY},${BROKEN},333333333333`, '--role-name', 'audit'];
    const { code, stdout } = await as(HEALTHY, [...SCAN, ...accounts]);
    expect(code).toBe(3);
    expect(scanOf(stdout)).toMatchObject({ scan: { complete: false }, summary: { fail: 0 } });
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; outcome: string; message: string; asset: { account: string } }[] }; // prettier-ignore
    const refused = findings.filter(({ asset }) => asset.account === '333333333333');
    expect(new Set(refused.map(({ rule }) => rule))).toEqual(new Set(TRAIL_RULES.map(({ id }) => id)));
    expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
    expect(refused[0]?.message).toMatch(/role\/audit could not be assumed.*sts:AssumeRole/);
    expect(findings.filter(({ asset, outcome }) => asset.account === BROKEN && outcome === 'pass').length).toBeGreaterThan(15); // prettier-ignore
  });

  test('the external id must be right', async () => {
    const arn = await role(BROKEN, 'audit');
    lab().refuseRole(arn, { externalId: 'right' });
    const scan = ['scan', '--role-arn', arn, '--rule', 'CT-001', '--external-id'];
    const wrong = await as(HEALTHY, [...scan, 'wrong']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/No account could be entered\n.*could not be assumed/);
    expect((await as(HEALTHY, [...scan, 'right'])).code).toBe(1);
  });

  test('a region that is not enabled is said to be so, and is not a region without trails', async () => {
    await healthyAccount(lab());
    const { code, stderr, stdout } = await as(HEALTHY, ['scan', '--region', 'ap-east-1']);
    expect(stderr).toContain('Region ap-east-1 is not enabled in account 111111111111');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const one = await as(HEALTHY, [...SCAN, '--region', 'us-east-1']);
    expect(scanOf(one.stdout).scan.regions).toEqual(['us-east-1']);
  });

  test('doctor finds a denied permission and a region that is not enabled before the scan does', async () => {
    const well = await as(HEALTHY, ['doctor']);
    expect(well.stdout).toContain('Nothing is missing that can be tried beforehand');
    expect(well.code).toBe(0);
    lab().faults.add({ operation: 'GetBucketLogging', kind: 'denied' });
    const ill = await as(HEALTHY, ['doctor', '--region', 'us-east-1,ap-east-1']);
    expect(ill.code).toBe(3);
    expect(ill.stdout).toContain('missing permission s3:GetBucketLogging');
    expect(ill.stdout).toContain('region ap-east-1 is not enabled');
    expect(ill.stdout).toContain('2 things would leave findings unknown');
  });

  test('doctor names the proxy and not its password, and an emulator on this machine is asked without it', async () => {
    const proxy = { HTTPS_PROXY: 'http://me:secret@proxy.test:3128', http_proxy: 'proxy.test:3128' };
    const { code, stdout } = await suretyHere(['doctor'], { ...lab().env(HEALTHY), ...proxy });
    expect(stdout.match(/by way of the proxy .*/g)).toEqual(['by way of the proxy proxy.test:3128']);
    expect(stdout).not.toContain('secret');
    expect(code).toBe(0);
  });

  test('doctor ends with the scan of the accounts that it looked at, and sends nobody for permissions that are not missing', async () => {
    const well = await as(HEALTHY, ['doctor', '--rule', 'CT-001', '--region', 'us-east-1']);
    expect(well.stdout).toContain('Next: surety scan --region us-east-1\n');
    const away = await as(HEALTHY, ['doctor', '--rule', 'CT-001', '--region', 'ap-east-1']);
    expect(away.stdout).toMatch(
      /1 thing would leave findings unknown\. Next: mend it, and run surety doctor again\.\n$/,
    );
    lab().faults.add({ operation: 'DescribeTrails', kind: 'denied' });
    const ill = await as(HEALTHY, ['doctor', '--rule', 'CT-001']);
    expect(ill.stdout).toContain('Next: surety permissions prints the policy to grant');
  });

  test('a rule alone asks only what it needs', async () => {
    await healthyAccount(lab());
    lab().clearCalls();
    await as(HEALTHY, ['scan', '--rule', 'CT-101', '-q']);
    const operations = new Set(lab().calls().map(({ operation }) => operation)); // prettier-ignore
    expect(operations).toEqual(new Set(['GetCallerIdentity', 'DescribeRegions', 'DescribeTrails', 'GetTrailStatus']));
  });

  test('a snapshot that cannot be written leaves the old one and no litter', async () => {
    writeFileSync(folder('old.snapshot'), 'old');
    const { code, stderr } = await as(HEALTHY, ['scan', '--save', folder('no/such/folder.snapshot')]);
    expect(code).toBe(2);
    expect(stderr).toContain('no/such/folder.snapshot');
    expect(readFileSync(folder('old.snapshot'), 'utf8')).toBe('old');
    expect(readdirSync(folder()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
