import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { suretyHere } from './in-process.ts';
import { surety, verdicts, workFolder } from './surety.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/organization.snapshot', import.meta.url));
const NOW = ['--now', '2026-11-26T16:00:00Z'];
const folder = workFolder();

const SCAN = ['scan', '--from', EXAMPLE, ...NOW];

/** A scan of the built-in example. */
const replay = (args: readonly string[], env: Record<string, string> = {}) => suretyHere([...SCAN, ...args], env);

describe('surety scan --from', () => {
  test('gives the same bytes every time, and needs no credentials', async () => {
    const first = await surety([...SCAN, '-f', 'json'], { cwd: folder() });
    const second = await replay(['-f', 'json']);
    expect([first.code, second.code]).toEqual([1, 1]);
    expect(first.stdout).toBe(second.stdout);
    expect(verdicts(first.stdout).length).toBeGreaterThan(20);
  });

  test('writes several formats in one run and says what it wrote', async () => {
    const files = ['several.json', 'several.sarif', 'several.html'];
    const ran = await replay(['-f', 'table', ...files.flatMap((file) => ['-o', folder(file)])]);
    expect(ran.code).toBe(1);
    expect(JSON.parse(readFileSync(folder('several.json'), 'utf8'))).toHaveProperty('summary.fail');
    expect(JSON.parse(readFileSync(folder('several.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(folder('several.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(ran.stdout).toMatch(/CT-\d+/);
    expect(ran.stderr).toContain('several.html');
    expect(ran.stderr).toContain('Next: ');
  });

  test('has no colours where they are unwanted', async () => {
    const forced = { FORCE_COLOR: '1' };
    const plain = await replay([]);
    const forcedOn = await replay([], forced);
    const flag = await replay(['--no-color'], forced);
    const variable = await replay([], { ...forced, NO_COLOR: '1' });
    expect(forcedOn.stdout).toContain('\u001b[');
    expect(flag.stdout).toBe(plain.stdout);
    expect(variable.stdout).toBe(plain.stdout);
    expect(plain.stdout).not.toContain('\u001b[');
    expect((await replay([], { FORCE_COLOR: '3' })).stdout).toBe(forcedOn.stdout);
    expect((await replay([], { FORCE_COLOR: '0' })).stdout).toBe(plain.stdout);
  });

  test('says nothing but the report when it is to be quiet', async () => {
    expect((await replay(['-q'])).stderr).toBe('');
  });

  test('changes a verdict with the clock that --now gives', async () => {
    const at = (now: string) => suretyHere(['scan', '--from', EXAMPLE, '-f', 'json', '--now', now]);
    const [then, later] = [await at('2026-11-27'), await at('2031-01-01')];
    expect(verdicts(then.stdout)).not.toEqual(verdicts(later.stdout));
    expect(JSON.parse(later.stdout)).toMatchObject({ scan: { now: '2031-01-01T00:00:00.000Z' } });
  });
});

describe("the ending of --output tells a command's format, unless --format does", () => {
  test.for<[string, string, string[], RegExp]>([
    ['coverage', 'c.json', [], /^\{/],
    ['coverage', 'c.csv', [], /^account,/],
    ['coverage', 'c.log', ['--format', 'json'], /^\{/],
    ['coverage', 'c.log', [], /^Account /],
    ['diagnose', 'd.MD', [], /^# /],
    ['diagnose', 'd.txt', [], /^[\w-]+ {2}arn:/],
    ['alarms', 'a.html', [], /^<!doctype html>/i],
    ['alarms', 'a.sh', ['--bundle', 'cli', '--for', '780257041557'], /^#!/],
  ])('%s --output %s %j', async ([command, name, args, begins]) => {
    const ran = await suretyHere([command, '-q', '--from', EXAMPLE, '-o', folder(name), ...args]);
    expect(ran).toMatchObject({ stdout: '', stderr: '' });
    expect(readFileSync(folder(name), 'utf8')).toMatch(begins);
  });

  test('verify-logs --output v.json, which has colours on a terminal only as scan has', async () => {
    const logs = fileURLToPath(new URL('../../examples/logs', import.meta.url));
    const command = ['verify-logs', '-q', '--directory', join(logs, 'bucket'), '--public-keys', join(logs, 'public-keys.json')];
    const run = (args: readonly string[], env = {}) => surety([...command, ...args], { cwd: folder(), env });
    const [, plain, forced, dumb] = await Promise.all([
      run(['-o', 'v.json']),
      run([]),
      run([], { FORCE_COLOR: '1' }),
      run([], { FORCE_COLOR: '1', TERM: 'dumb' }),
    ]);
    expect(JSON.parse(readFileSync(folder('v.json'), 'utf8'))).toMatchObject({ verdict: 'invalid' });
    expect(forced.stdout).toContain('\u001b[');
    expect(dumb.stdout).toBe(plain.stdout);
  }); // prettier-ignore
});

describe('exit codes of surety scan', () => {
  test.for([
    [1, 'something failed', []],
    [1, 'something failed at the severity that counts', ['--fail-on', 'high']],
    [3, 'no failure counts, but something is unknown', ['--fail-on', 'none']],
    [0, 'no failure counts and unknowns are allowed', ['--fail-on', 'none', '--allow-unknown']],
    [2, 'a clock that is none', ['--now', 'noon']],
    [2, 'a day that is none', ['--now', '2026-02-30']],
    [2, 'two sources', ['--resume']],
    [2, 'a severity that is none', ['--severity', 'terrible']],
    [2, 'an option that is none', ['--colour']],
    [2, 'no rule that fits', ['--rule', 'CT-001', '--framework', 'HIPPO']],
    [2, 'two reports to standard output', ['-f', 'json', '-f', 'csv']],
    [2, 'a file whose ending tells no format', ['-o', 'report.xyz']],
    [2, 'a folder that is not there', ['-o', '/nonexistent/report.json']],
    [2, 'a folder for a file', ['-f', 'json', '-o', '/']],
    [2, 'one file for two reports', ['-f', 'json,csv', '-o', 'same', '-o', './same']],
    [2, 'the snapshot for its own report', ['-f', 'json', '-o', EXAMPLE]],
    [2, 'an output without a name', ['-o', '']],
    [2, 'rules without a name', ['--rule', '']],
    [2, 'a format without a name', ['-f', ',']],
  ] as const)('%i: %s', async ([code, , args]) => {
    const { code: ended, stderr } = await replay(args);
    const isError = /^error: .+\n.+/.test(stderr);
    expect({ ended, isError }).toEqual({ ended: code, isError: code === 2 });
  });

  test('are those of the process', async () => {
    const run = (args: readonly string[]) => surety(args, { cwd: folder() });
    const unknown = [...SCAN, '--fail-on', 'none'];
    const ran = await Promise.all([run(['--help']), run(['--version']), run(unknown), run(['scna'])]);
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 3, 2]);
    expect(ran[0].stdout).toContain('Exit codes');
    expect(ran[3].stderr).toMatch(/^error: /);
  });
});

describe('mistyped words get a suggestion', () => {
  test.for([
    [['scna'], 'Did you mean scan?'],
    [['help', 'scna'], 'Did you mean scan?'],
    [['help', 'policy', 'chek'], 'Did you mean check?'],
    [['scan', '--formt', 'json'], 'Did you mean --format?'],
    [['scan', '--format', 'jsn'], 'Did you mean json?'],
    [['explain', 'CT-01'], 'Did you mean CT-0'],
    [['explain', 'cloudtrail_multi_region_enable'], 'Did you mean cloudtrail_multi_region_enabled'],
    [['scan', '--rule', 'trail-stoped'], 'Did you mean trail-stopped?'],
    [['scan', '--framework', 'CIS-3.1'], 'Did you mean CIS-3.0?'],
    [['rules', '--framework', 'PCI-DDS-4.0'], 'Did you mean PCI-DSS-4.0?'],
    [['scan', '--account', '12345'], 'twelve digits'],
    [['doctor', '--account', '12345'], 'twelve digits'],
    [['scan', '--role-arn', 'arn:aws:iam::111122223333:user/x'], 'It looks like arn:aws:iam::111122223333:role/Name'],
    [['scan', '--account', '111122223333', '--role-name', 'a b'], 'is not the name of a role'],
    [['scan', '--role-name', 'audit'], 'Name them with --account'],
    [['scan', '--external-id', 'x'], 'Give --role-arn'],
    [['scan', '--save', '/nonexistent/x.snapshot'], 'correct the path after --save'],
    [['scan', '--save', 'x', '-f', 'json', '-o', 'x'], 'x is given to --output and to --save'],
    [['scan', '-o', '/nonexistent/x.json'], 'correct the path after --output'],
    [['scan', '--resume', 'old', '-f', 'json', '-o', './old'], './old is given to --resume and to --output'],
    [['verify-logs', '--evidence', 'x', '-o', './x'], './x is given to --evidence and to --output'],
    [['verify-logs', '--state', 'x', '--evidence', 'x'], 'x is given to --state and to --evidence'],
    [
      ['verify-logs', '--directory', '.', '--public-keys', 'k.json', '-o', 'k.json'],
      'k.json is given to --public-keys and to --output',
    ],
    [['scan', '--severity', 'hihg'], 'low, medium, high, critical'],
    [['verify-logs', '--directory', ''], 'It names nothing'],
    [['scan', '--from', EXAMPLE, '-f', 'json', '-o', '-'], 'Without --output a report goes to standard output'],
    [['coverage', '--from', EXAMPLE, '-o', '-'], 'Without --output a report goes to standard output'],
    [['alarms', '--from', EXAMPLE, '--bundle', 'cli', '--for', ''], 'It names nothing'],
  ] as const)('%j', async ([args, suggestion]) => {
    const { code, stderr } = await suretyHere(args);
    expect(code).toBe(2);
    expect(stderr).toContain(suggestion);
  });
});

describe('a snapshot that cannot be trusted is refused', () => {
  const text = (): string => gunzipSync(readFileSync(EXAMPLE)).toString('utf8');
  test.for<[string, () => Buffer, string]>([
    ['cut short in its compressed data', () => readFileSync(EXAMPLE).subarray(0, 2_000), 'was cut short'],
    ['cut short between two lines', () => gzipSync(text().split('\n').slice(0, 20).join('\n')), 'was cut short'],
    ['edited', () => gzipSync(text().replace('"isLogging":true', '"isLogging":false')), 'hash does not match'],
    ['with a value that no trail has', () => gzipSync(text().replace('"isLogging":true', '"isLogging":"maybe"')), 'bad value for status'],
    ['with a line that is not JSON', () => gzipSync(text().replace('\n{"', '\n{{"')), 'is not JSON'],
    ['with more after its end', () => gzipSync(`${text()}{"more":1}\n`), 'goes on after its end'],
    ['of a newer version', () => gzipSync(text().replace('"version":1', '"version":99')), 'Update surety'],
    ['that is not gzip', () => Buffer.from('{"format":"surety-snapshot"}\n'), 'is not gzip'],
    ['that is gzip of something else', () => gzipSync('{"hello":"world"}\n'), 'does not start with the header'],
    ['that ended at no time', () => gzipSync(text().replace(/"finishedAt":"[^"]*"/, '"finishedAt":"soon"')), 'does not start with the header'],
    ['that is empty', () => Buffer.alloc(0), 'is empty'],
    ['that is gzip of nothing', () => gzipSync(''), 'is empty'],
  ])('%s', async ([name, make, says]) => {
    const file = folder(`${name.replaceAll(' ', '-')}.snapshot`);
    writeFileSync(file, make());
    const { code, stderr, stdout } = await suretyHere(['scan', '--from', file, ...NOW]);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }); // prettier-ignore

  test('that is not there', async () => {
    const { code, stderr } = await suretyHere(['scan', '--from', 'nowhere.snapshot']);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no snapshot nowhere.snapshot');
  });
});

describe('configuration and exceptions', () => {
  const write = (name: string, lines: readonly string[]): string => {
    writeFileSync(folder(name), `${lines.join('\n')}\n`);
    return folder(name);
  };

  test.for<[string, string[], string]>([
    ['a key that is none', ['failOn: high', 'regoins: [eu-west-1]'], ':2:1: '],
    ['a value that is none', ['rules:', '  CT-001:', '    severity: terrible'], ':3:15: rules.CT-001.severity'],
    ['a rule that is none', ['rules:', '  CT-999: {}'], ':2:'],
    ['a setting that is none', ['rules:', '  CT-006:', '    settings:', '      nope: 1'], ':4:'],
    ['YAML that is none', ['failOn: [high'], ':2:1: '],
  ])('%s is named with its line and column', async ([name, lines, place]) => {
    const file = write(`${name.replaceAll(' ', '-')}.yaml`, lines);
    const { code, stderr } = await replay(['--config', file]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}${place}`);
  });

  test('a severity of the configuration holds for the rule as for its findings', async () => {
    const file = write('severity.yaml', ['rules:', '  CT-001: { severity: low }']);
    const { stdout } = await replay(['--rule', 'CT-001', '--config', file, '-f', 'sarif']);
    expect(new Set(stdout.match(/"severity":"\w+"/g))).toEqual(new Set(['"severity":"low"']));
  });

  test('a report names the rules that the configuration switches off, unless --rule chooses', async () => {
    const file = write('off.yaml', ['rules:', '  CT-003: { enabled: false }', '  CT-001: { enabled: false }']);
    const note = 'Switched off by the configuration and not judged: CT-001, CT-003.';
    const all = await replay(['--config', file, '-f', 'json']);
    expect((JSON.parse(all.stdout) as { notes: string[] }).notes).toEqual([note]);
    expect(all.stderr).toContain(`note: ${note}`);
    const chosen = await replay(['--config', file, '-f', 'json', '--rule', 'CT-001']);
    expect((JSON.parse(chosen.stdout) as { notes: string[] }).notes).toEqual([]);
  });

  test('exceptions change the exit code, and expired and unused ones are told', async () => {
    const entry = (id: string, rules: string, expires: string) =>
      `  - { id: ${id}, rules: ['${rules}'], outcomes: [fail, unknown], reason: known, owner: security, expires: ${expires} }`;
    const all = write('all.yaml', ['exceptions:', entry('E-1', '*', '2027-12-31')]);
    const mixed = write('mixed.yaml', [
      'exceptions:',
      entry('E-OLD', 'CT-0*', '2026-01-31'),
      entry('E-UNUSED', 'XX-*', '2027-12-31'),
    ]);
    const accepted = await replay(['-f', 'json', '--exceptions', all]);
    const told = await replay(['--exceptions', mixed]);
    expect(accepted.code).toBe(0);
    expect(JSON.parse(accepted.stdout)).toMatchObject({ summary: { fail: 0, unknown: 0 } });
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(/E-OLD .*expired on 2026-01-31/);
    expect(told.stdout).toMatch(/E-UNUSED .*matches no finding/);
    // Named in a configuration file, the path is seen from there.
    const config = write('config-of-exceptions.yaml', ['exceptions: all.yaml']);
    expect(await replay(['-f', 'json', '--config', config])).toMatchObject({ code: 0 });
  });

  test('an exception for a rule or an account that this run leaves out is not called unused', async () => {
    const entry = (id: string, rule: string, account: string) =>
      `  - { id: ${id}, rules: ['${rule}'], scope: { accounts: ['${account}'] }, reason: known, owner: o, expires: 2027-12-31 }`;
    const file = write('elsewhere.yaml', [
      'exceptions:',
      entry('E-RULE', 'CT-003', '777788889999'),
      entry('E-ACCOUNT', 'CT-001', '999999999999'),
      entry('E-USELESS', 'CT-001', '123456789012'),
    ]);
    const { stdout } = await replay(['--rule', 'CT-001', '--exceptions', file]);
    expect(stdout.match(/Exception \S+ .*matches no finding/g)).toEqual([
      expect.stringContaining('E-USELESS') as string,
    ]);
  });

  test('an exception for a rule that does not exist is refused', async () => {
    const file = write('nowhere.yaml', [
      'exceptions:',
      "  - { id: E-1, rules: ['CT-777'], reason: x, owner: y, expires: 2027-01-01 }",
    ]);
    const { code, stderr } = await replay(['--exceptions', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/nowhere\.yaml:2:\d+: .*there is no rule CT-777/);
  });

  test('notes on exceptions reach a person whose report goes to a file', async () => {
    const file = write('old.yaml', [
      'exceptions:',
      "  - { id: E-OLD, rules: ['CT-0*'], reason: x, owner: y, expires: 2026-01-31 }",
    ]);
    const { stderr } = await replay(['-f', 'json', '--exceptions', file]);
    expect(stderr).toMatch(/note: Exception E-OLD .*expired on 2026-01-31/);
  });

  test('what the configuration allows holds for every command', async () => {
    const file = write('lenient.yaml', ['allowUnknown: true']);
    for (const command of ['coverage', 'scan']) {
      const strict = await suretyHere([command, '-q', '--from', EXAMPLE, ...(command === 'scan' ? ['--fail-on', 'none'] : [])]);
      const lenient = await suretyHere([command, '-q', '--from', EXAMPLE, '--config', file, ...(command === 'scan' ? ['--fail-on', 'none'] : [])]);
      expect([command, strict.code, lenient.code]).toEqual([command, 3, 0]);
    }
  }); // prettier-ignore

  test('an option that means nothing without another is refused', async () => {
    const { code, stderr } = await suretyHere(['alarms', '--from', EXAMPLE, '--for', '123456789012']);
    expect(code).toBe(2);
    expect(stderr).toContain('Give --bundle as well');
  });

  test('options that say which AWS to read are refused beside --from', async () => {
    const { code, stderr } = await replay(['--region', 'eu-west-1', '--profile', 'x']);
    expect(code).toBe(2);
    expect(stderr).toContain('--profile and --region cannot be used with it');
  });

  test('an exception without an owner is refused', async () => {
    const file = write('ownerless.yaml', ['exceptions:', '  - id: E-1', "    rules: ['*']", '    reason: known', '    expires: 2027-01-01']);
    const { code, stderr } = await replay(['--exceptions', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/ownerless\.yaml:2:\d+: exceptions\.0\.owner/);
  }); // prettier-ignore
});
