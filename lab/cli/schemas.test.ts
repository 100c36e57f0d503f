import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { published, validators } from '#src/report/testing/validate.ts';

import { suretyHere } from './in-process.ts';
import { workFolder } from './surety.ts';

const EXAMPLE = new URL('../../examples/organization.snapshot', import.meta.url).pathname;
const folder = workFolder();

/** What each command really writes, against the schema that is published for it. */
test.each([
  ['report', ['scan', '--from', EXAMPLE]],
  ['coverage', ['coverage', '--from', EXAMPLE]],
  ['alarms', ['alarms', '--from', EXAMPLE]],
  ['diagnose', ['diagnose', '--from', EXAMPLE]],
  ['rules', ['rules']],
  ['rules', ['rules', '--framework', 'HIPAA']],
  ['frameworks', ['rules', '--framework', 'list']],
])('schemas/%s.schema.json holds for surety %j', async (name, args) => {
  const { stdout } = await suretyHere([...args, '--format', 'json']);
  expect(published(name)(JSON.parse(stdout))).toEqual([]);
});

test('the example in other formats is what their schemas say', async () => {
  const write = async (format: string) => (await suretyHere(['scan', '--from', EXAMPLE, '--format', format])).stdout;
  expect(validators.sarif(JSON.parse(await write('sarif')))).toEqual([]);
  const findings = JSON.parse(await write('asff')) as object[];
  expect(findings.flatMap((finding) => validators.asff(finding))).toEqual([]);
  const events = (await write('ocsf')).trim().split('\n');
  expect(events.length).toBe(findings.length);
  expect(events.flatMap((line) => validators.ocsf(JSON.parse(line)))).toEqual([]);
});

const statement = {
  Sid: 'Write',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
};
const everywhere = { ...statement, Resource: 'arn:aws:s3:::logs/*' };
const condition = (operator: string, value: string) => ({ Condition: { [operator]: { 'aws:SourceAccount': value } } });

test.each([
  ['allowed', [everywhere]],
  ['refused', [everywhere, { ...everywhere, Sid: undefined, Effect: 'Deny', ...condition('StringNotEquals', '1') }]],
  ['of which it cannot be told', [{ ...everywhere, ...condition('StringEquals', '${aws:PrincipalTag/team}') }]],
  ['made of a policy with a warning', [everywhere, everywhere]],
])('schemas/policy-check.schema.json holds for a request that is %s', async (name, statements) => {
  const file = folder(`${name.replaceAll(' ', '-')}.json`);
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  const asked = [
    '--service',
    'cloudtrail.amazonaws.com',
    '--action',
    's3:PutObject',
    '--resource',
    'arn:aws:s3:::logs/x',
  ];
  const { stdout } = await suretyHere(['policy', 'check', '--policy', file, ...asked, '--format', 'json']);
  expect(published('policy-check')(JSON.parse(stdout))).toEqual([]);
});
