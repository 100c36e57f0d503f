import { describe, expect, test, vi } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { UserError } from '#src/core/user-error.ts';
import { configurationFor } from './configuration.ts';
import { exceptionsSchema, toExceptions } from './exceptions.ts';
import { parseYaml } from './parse-yaml.ts';
import { readYamlFile } from './yaml-file.ts';

const configuration = (lines: readonly string[]) =>
  parseYaml(lines.join('\n'), 'c.yaml', configurationFor(rules), 'the hint');
const exceptions = (lines: readonly string[]) =>
  toExceptions(parseYaml(lines.join('\n'), 'e.yaml', exceptionsSchema, 'the hint'));

/** What a file is refused with. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('a configuration', () => {
  test('may be empty', () => {
    expect(configuration([''])).toEqual({});
  });

  test('is read with accounts, regions and settings of rules', () => {
    const read = configuration([
      'accounts: [{ id: "111111111111", externalId: x }]',
      'regions: [eu-west-1]',
      'rules: { CT-014: { settings: { designatedBuckets: [logs] } } }',
    ]);
    expect(read).toMatchObject({ accounts: [{ id: '111111111111' }], rules: { 'CT-014': { settings: {} } } });
  });

  test.each<[string, string[], string]>([
    ['an unknown key, at the key', ['failOn: high', 'regoins: []'], 'c.yaml:2:1: there is no key "regoins" here'],
    ['a key given twice', ['failOn: high', 'failOn: low'], 'c.yaml:2:1: '],
    ['a wrong value, at the value', ['failOn: severe'], 'c.yaml:1:9: failOn: must be one of low, medium, high, critical, none'],
    ['an account id that lost its quotes', ['accounts:', '  - id: 111111111111'], 'c.yaml:2:9: accounts.0.id: must be a text, not a number; put it in quotes'],
    ['an account without an id', ['accounts:', '  - roleArn: arn:aws:iam::111111111111:role/x'], 'c.yaml:2:5: accounts.0.id: is missing'],
    ['a text for a list', ['regions: eu-west-1'], 'c.yaml:1:10: regions: must be a list, not a text'],
    ['no regions at all', ['regions: []'], 'c.yaml:1:10: regions: must not be empty'],
    ['a text for a switch', ['allowUnknown: "yes"'], 'c.yaml:1:15: allowUnknown: must be true or false, not a text'],
    ['nothing for a map', ['rules:'], 'rules: must be a map of keys to values, not empty'],
    ['an unknown rule, at its entry', ['rules:', '  CT-999: {}'], 'c.yaml:2:11: rules.CT-999: there is no such rule'],
    ['an unknown setting', ['rules:', '  CT-014:', '    settings:', '      bukets: [a]'], 'c.yaml:4:15: rules.CT-014.settings.bukets: CT-014 has no such setting (it has: designatedBuckets)'],
    ['a setting of another type', ['rules:', '  CT-014:', '    settings:', '      designatedBuckets: a'], 'must be a list of texts'],
    ['a setting of no type', ['rules:', '  CT-105:', '    settings: { minimumRetentionDays: }'], 'c.yaml:3:39: rules.CT-105.settings.minimumRetentionDays: must be a number'],
    ['a setting that only JavaScript knows', ['rules:', '  CT-105:', '    settings: { toString: 1 }'], 'rules.CT-105.settings.toString: CT-105 has no such setting (it has: minimumRetentionDays)'],
    ['a role of another account', ['accounts:', '  - id: "111111111111"', '    roleArn: arn:aws:iam::222222222222:role/x'], 'c.yaml:3:14: accounts.0.roleArn: is a role of account 222222222222, and id says 111111111111'],
    ['an ARN that is not of a role', ['accounts:', '  - id: "111111111111"', '    roleArn: arn:aws:iam::111111111111:user/x'], 'c.yaml:3:14: accounts.0.roleArn: a role looks like arn:aws:iam::111122223333:role/Name'],
    ['a name that no role can have', ['roleName: my role'], 'c.yaml:1:11: roleName: is not the name of a role'],
    ['no frameworks at all', ['frameworks: []'], 'c.yaml:1:13: frameworks: must not be empty'],
    ['an empty path', ['exceptions: ""'], 'c.yaml:1:13: exceptions: must not be empty'],
    ['two documents', ['failOn: high', '---', 'failOn: low'], 'c.yaml:2:1: a second document begins here; the file must be one'],
    ['a list with a blank in it', ['rules:', '  CT-012:', '    settings: { resourceTypes: [""] }'], 'rules.CT-012.settings.resourceTypes: must be a list of texts'],
    ['a text where a map must be', ['just text'], 'c.yaml:1:1: '],
    ['a list that does not end', ['regions: [eu-west-1'], 'c.yaml:1:'],
    ['an alias of nothing', ['regions: *nowhere'], 'c.yaml'],
    ['a bomb of aliases', ['a: &a [x,x,x,x,x,x,x,x,x]', 'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]', 'c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]'], 'c.yaml'],
  ])('is refused for %s', (_, lines, says) => {
    expect(refusal(() => configuration(lines))).toContain(says);
  }); // prettier-ignore

  test('is refused in our own words alone where a key is a list', () => {
    const warned = vi.spyOn(process, 'emitWarning');
    expect(refusal(() => configuration(['? [a, b]', ': 1']))).toContain('c.yaml:1:1: there is no key');
    expect(warned).not.toHaveBeenCalled();
  });

  test('names ten problems and counts the rest', () => {
    const text = refusal(() => configuration(Array.from({ length: 13 }, (_, index) => `wrong${index}: 1`)));
    expect(text.split('\n').length).toBeLessThanOrEqual(11);
  });
});

describe('exceptions', () => {
  const entry = ['exceptions:', '  - id: E-1', '    rules: [CT-004]', '    reason: known', '    owner: security'];

  test('hold everywhere without a scope', () => {
    expect(exceptions([...entry, '    expires: 2027-01-31'])).toMatchObject([{ scope: {}, expires: '2027-01-31' }]);
  });

  test.each<[string, string[], string]>([
    ['a missing date', entry, 'e.yaml:2:5: exceptions.0.expires'],
    ['a day that does not exist', [...entry, '    expires: 2027-02-30'], 'there is no such day'],
    ['a date in another form', [...entry, '    expires: 31.01.2027'], 'a date such as 2027-01-31'],
    ['an id used twice', [...entry, '    expires: 2027-01-31', ...entry.slice(1), '    expires: 2027-01-31'], 'e.yaml:7:9: exceptions.1.id: E-1 is used twice'],
    ['a blank reason', ['exceptions:', '  - id: E-1', '    rules: [CT-004]', '    reason: " "', '    owner: security', '    expires: 2027-01-31'], 'e.yaml:4:13: exceptions.0.reason: must not be empty'],
    ['an account that no account can be', [...entry, '    expires: 2027-01-31', '    scope: { accounts: ["1234"] }'], 'e.yaml:7:25: exceptions.0.scope.accounts.0: an account id has twelve digits; * stands for any characters'],
  ])('are refused for %s', (_, lines, says) => {
    expect(refusal(() => exceptions(lines))).toContain(says);
  }); // prettier-ignore

  test('with a date in another form have one problem, not two', () => {
    const text = refusal(() => exceptions([...entry, '    expires: 31.01.2027']));
    expect(text).toBe('e.yaml:6:14: exceptions.0.expires: must be a date such as 2027-01-31');
  });

  test('may be for accounts of a pattern', () => {
    const scope = '    scope: { accounts: ["1111*", "222222222222"] }';
    expect(exceptions([...entry, '    expires: 2027-01-31', scope])).toMatchObject([
      { scope: { accounts: ['1111*', '222222222222'] } },
    ]);
  });
});

describe('a file', () => {
  test('that nobody asked for by name may be missing, and one that somebody did may not', async () => {
    const read = (required: boolean) => readYamlFile('/nonexistent/c.yaml', async () => exceptionsSchema, '', required);
    expect(await read(false)).toBeUndefined();
    await expect(read(true)).rejects.toMatchObject({ code: 'CONFIG_NOT_READ', message: expect.stringContaining('does not exist') as string }); // prettier-ignore
    await expect(readYamlFile('/', async () => exceptionsSchema, '', false)).rejects.toMatchObject({
      code: 'CONFIG_NOT_READ',
    });
  });

  test.each(['/dev/zero', '/dev/urandom'])('without an end (%s) is refused', async (file) => {
    await expect(readYamlFile(file, async () => exceptionsSchema, '', true)).rejects.toMatchObject({
      code: 'CONFIG_NOT_READ',
      message: `${file} has more than 16 MB`,
    });
  });
});
