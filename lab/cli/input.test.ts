import { symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { suretyHere } from './in-process.ts';
import { workFolder } from './surety.ts';

const FROM = ['--from', fileURLToPath(new URL('../../examples/organization.snapshot', import.meta.url)), '-q'];

const folder = workFolder();

describe('what would be lost without a word is refused', () => {
  test.each<[string, readonly string[], string]>([
    ['a second snapshot', ['scan', ...FROM, ...FROM], "option '--from <file>' is given twice"],
    ['a second format of one report', ['coverage', ...FROM, '-f', 'json', '-f', 'csv'], 'is given twice'],
    ['a second file of one report', ['diagnose', ...FROM, '-o', 'a.json', '-o', 'b.json'], 'is given twice'],
    ['a second policy', ['policy', 'check', '--policy', 'a', '--policy', 'b'], 'is given twice'],
    ['the format of a bundle', ['alarms', ...FROM, '--bundle', 'cli', '-f', 'html'], 'cannot be used with'],
    ['a bundle under the ending of a report', ['alarms', ...FROM, '--bundle', 'cli', '-o', 'a.html'], 'tells html'],
    ['a report under the ending of another', ['coverage', ...FROM, '-f', 'json', '-o', 'a.html'], 'tells html'],
    ["an ending that tells another command's format", ['diagnose', ...FROM, '-o', 'a.csv'], 'tells csv, and tree'],
    ['an ending that tells no format', ['coverage', ...FROM, '-o', 'a.pdf'], 'does not tell a format'],
    [
      'formats and files that are crossed',
      ['scan', ...FROM, '-f', 'json,html', '-o', 'a.html', '-o', 'a.json'],
      'tells html',
    ],
    ['a standard beside the list of all', ['rules', '--framework', 'list,HIPAA'], 'names all standards'],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await suretyHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  test('lists, conditions and reports may be repeated, and so may switches', async () => {
    const output = ['-o', folder('a.json'), '-o', folder('b.csv')];
    const args = ['scan', ...FROM, '--rule', 'CT-001', '--rule', 'CT-002', '--no-color', '--no-color', '-q', ...output];
    expect(await suretyHere(args)).toMatchObject({ code: 1 });
  });

  test.each(['scan', 'coverage'])('%s: --no-allow-unknown wins over the configuration', async (command) => {
    writeFileSync(folder('config.yaml'), 'allowUnknown: true\nfailOn: none\n');
    const args = [command, ...FROM, '--config', folder('config.yaml'), '-o', folder('report.json')];
    expect(await suretyHere(args)).toMatchObject({ code: 0 });
    expect(await suretyHere([...args, '--no-allow-unknown'])).toMatchObject({ code: 3 });
  });
});

test.each<[string, () => string]>([
  ['below a file', () => `${FROM[1]!}/x`],
  ['a name that is too long', () => folder('a'.repeat(300))],
  ['a circle of links', () => (symlinkSync('circle', folder('circle')), folder('circle'))],
  ['a folder', () => folder('.')],
])('a snapshot that is %s is one error, and no bug', async (_, path) => {
  const { code, stderr } = await suretyHere(['scan', '--from', path()]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: The snapshot .+\n {2}\S.+\n$/);
});

test('notes and errors drive no terminal', async () => {
  const text = [
    '  - id: "A\\e[31m"',
    '    rules: [CT-003]',
    '    reason: r',
    '    owner: o',
    '    expires: 2020-01-31',
  ];
  writeFileSync(folder('e.yaml'), ['exceptions:', ...text].join('\n'));
  const args = ['scan', ...FROM, '--rule', 'CT-003', '--exceptions', folder('e.yaml'), '-o', folder('e.json')];
  const { code, stderr } = await suretyHere(args);
  expect({ code, raw: stderr.includes('\u001b') }).toEqual({ code: 1, raw: false });
  expect(stderr).toContain(String.raw`note: Exception A\u{1b}[31m`);
});
