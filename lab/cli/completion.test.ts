import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Shell, shells } from '#src/cli/completion/scripts.ts';
import { suretyHere } from './in-process.ts';
import { workFolder } from './surety.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

async function answer(...words: readonly string[]): Promise<string[]> {
  const { stdout } = await suretyHere(['complete', '--', ...words]);
  return stdout.split('\n').map((line) => line.split('\t')[0]!).filter((value) => value !== ''); // prettier-ignore
}

describe('what may follow', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['commands, as far as they are typed', ['dia'], ['diagnose']],
    ['no command that only shells use', ['comple'], ['completion']],
    ['options', ['scan', '--sev'], ['--severity']],
    ["an option's choices", ['scan', '--fail-on', 'n'], ['none']],
    ["an option's choices behind =", ['scan', '--format=j'], ['--format=json', '--format=junit']],
    ['the last of a list with commas', ['scan', '-f', 'json,sa'], ['json,sarif']],
    ['rules, in any case', ['explain', 'ct-00'], ['CT-001', 'CT-002', 'CT-003', 'CT-004', 'CT-005', 'CT-006', 'CT-007', 'CT-008', 'CT-009']],
    ['frameworks', ['rules', '--framework', 'cis-3'], ['CIS-3.0']],
    ['subcommands', ['policy', 'ch'], ['check']],
    ['options of a subcommand', ['policy', 'check', '--princ'], ['--principal']],
    ['shells', ['completion', 'z'], ['zsh']],
    ['files', ['scan', '--from', ''], [':files']],
    ['files behind =', ['scan', '--save=x'], [':files']],
    ['an option in place of a value that may be left out', ['scan', '--resume', '--quie'], ['--quiet']],
    ['nothing where any text may stand', ['scan', '--external-id', ''], []],
    ['nothing behind what is no word of ours', ['scna', ''], []],
  ])('%s', async (_, words, expected) => {
    expect(await answer(...words)).toEqual(expected);
  }); // prettier-ignore

  test('every option of every command that takes a file says so', async () => {
    for (const [command, option] of [['scan', '--output'], ['scan', '--config'], ['coverage', '-o'], ['verify-logs', '--evidence'], ['verify-logs', '--directory']]) {
      expect(await answer(command!, option!, ''), `${command} ${option}`).toEqual([':files']);
    }
  }); // prettier-ignore
});

const missing = (shell: Shell): boolean => spawnSync(shell, ['--version']).error !== undefined;

describe('in a shell', () => {
  const folder = workFolder();
  beforeAll(() => {
    mkdirSync(folder('bin'));
    writeFileSync(folder('bin/surety'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
    chmodSync(folder('bin/surety'), 0o755);
    writeFileSync(folder('a file.snapshot'), '');
  });

  /** What a shell prints, that has the script sourced and then runs `commands`. */
  async function inShell(shell: Shell, commands: string, before = ''): Promise<string[]> {
    const { stdout: script } = await suretyHere(['completion', shell]);
    writeFileSync(folder(`script.${shell}`), script);
    const text = `${before}\nsource ${folder(`script.${shell}`)}\nsource ${folder(`script.${shell}`)}\n${commands}`;
    const args = shell === 'bash' ? ['--norc', '-c', text] : shell === 'zsh' ? ['-f', '-c', text] : ['--no-config', '-c', text]; // prettier-ignore
    const PATH = [join(folder(), 'bin'), process.env['PATH']].join(delimiter);
    const ran = spawnSync(shell, args, { cwd: folder(), encoding: 'utf8', env: { ...process.env, PATH, HOME: folder() } });
    expect(ran.stderr).toBe('');
    return ran.stdout.split('\n').filter((line) => line !== '');
  } // prettier-ignore

  const bash = (line: string): string =>
    `compopt() { :; }; COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; _surety surety; printf '%s\\n' "\${COMPREPLY[@]}"`;

  test.skipIf(missing('bash')).each([
    ['surety expl', ['explain']],
    ['surety scan --rule CT-011,CT-01', ['CT-011,CT-010', 'CT-011,CT-011', 'CT-011,CT-012', 'CT-011,CT-014']],
    // Bash itself keeps what stands before the =.
    ['surety scan --format=sa', ['sarif']],
    ['surety scan --from ', []],
  ])('bash, twice sourced and without bash-completion: %s', async (line, words) => {
    expect(await inShell('bash', bash(line))).toEqual(words);
  });

  test.skipIf(missing('bash'))('what is typed is not run', async () => {
    await inShell('bash', bash('surety scan --save $(touch ran) `touch ran` '));
    expect(existsSync(folder('ran'))).toBe(false);
  });

  test.skipIf(missing('zsh')).each([
    ['surety expl', ["explain:show a rule's page: why, what is checked, audit, fix"]],
    ['surety scan --format=sa', ['--format=sarif:']],
    ['surety scan --from ', ['files']],
  ])('zsh: %s', async (line, words) => {
    const stubs = `compdef() { :; }; _files() { print files; }; _describe() { print -l -- "\${(@P)2}"; }`;
    const typed = line.split(' ').map((word) => JSON.stringify(word)).join(' '); // prettier-ignore
    expect(await inShell('zsh', `words=(${typed}); CURRENT=$#words; _surety`, stubs)).toEqual(words);
  });

  test.skipIf(missing('fish')).each([
    ['surety expl', ["explain\tshow a rule's page: why, what is checked, audit, fix"]],
    ['surety scan --fail-on=n', ['--fail-on=none']],
    ['surety scan --from a', ['a file.snapshot']],
  ])('fish: %s', async (line, words) => {
    expect(await inShell('fish', `complete -C ${JSON.stringify(line)}`)).toEqual(words);
  });

  test.each(shells)('%s has a script of which a comment says how it is used', async (shell) => {
    const { code, stdout } = await suretyHere(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# .*surety completion \w+/m);
  });
});
