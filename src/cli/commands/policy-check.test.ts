import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkPolicyFile, type PolicyCheckOptions } from './policy-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-policy-'));
const file = (text: string, name = 'policy.json'): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const allow = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Write',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::logs/*',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    },
  ],
});
const question: PolicyCheckOptions = {
  policy: '',
  service: 'cloudtrail.amazonaws.com',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::logs/x',
  format: 'text',
};

async function ask(options: Partial<PolicyCheckOptions>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  const code = await checkPolicyFile({ ...question, policy: file(allow), ...options });
  return { code, text: lines.join('\n') };
}
afterEach(() => vi.restoreAllMocks());

describe('policy check', () => {
  test('allowed: 0, with the statement', async () => {
    const { code, text } = await ask({ context: ['aws:SourceAccount=111122223333'] });
    expect(code).toBe(0);
    expect(text).toContain('Allowed by Statement[0] (Write).');
  });
  test('not allowed: 1, with the condition and what was found', async () => {
    const { code, text } = await ask({ context: ['aws:SourceAccount=444455556666'] });
    expect(code).toBe(1);
    expect(text).toContain('aws:SourceAccount is 444455556666, which does not satisfy StringEquals 111122223333');
  });
  test('what the question does not give: 3', async () => {
    const policy = file(
      allow
        .replace('aws:SourceAccount', 'aws:SourceIp')
        .replace('StringEquals', 'IpAddress')
        .replace('111122223333', '203.0.113.0/24'),
      'address.json',
    );
    expect((await ask({ policy })).code).toBe(3);
  });
  test('JSON holds the decision and the trace', async () => {
    const { text } = await ask({ context: ['aws:SourceAccount=111122223333'], format: 'json' });
    expect(JSON.parse(text)).toMatchObject({ decision: 'allow', statements: [{ sid: 'Write', result: 'match' }] });
  });
  test.each([
    ['a file that is not there', { policy: '/nonexistent/policy.json' }, 'cannot be read (ENOENT)'],
    ['a folder', { policy: tmpdir() }, 'cannot be read (EISDIR)'],
    ['a device without an end', { policy: '/dev/zero' }, 'has more than 1 MB'],
    [
      'a role beside a service, which would be passed over',
      { role: 'arn:aws:iam::111122223333:role/path/Name' },
      'a role goes with the ARN of its session',
    ],
    ...['222233334444:assumed-role/Name', '111122223333:assumed-role/Other'].map(
      (session): [string, object, string] => [
        `a role and a session of another: ${session}`,
        {
          service: undefined,
          principal: `arn:aws:sts::${session}/s`,
          role: 'arn:aws:iam::111122223333:role/path/Name',
        },
        'is no session of',
      ],
    ),
    ['no JSON', { policy: file('{"Version": ', 'cut.json') }, 'not valid JSON'],
    [
      'an operator that is none',
      { policy: file(allow.replace('StringEquals', 'StringEqualz'), 'odd.json') },
      'StringEqualz',
    ],
    ['a question without one who asks', { service: undefined }, 'does not say who asks'],
    ['an action with a wildcard', { action: 's3:*' }, 'is not an action'],
    ['a resource that is no ARN', { resource: 'logs' }, 'is not an ARN'],
    ['a context without a value', { context: ['aws:SourceArn'] }, 'has no "="'],
  ])('%s is one clear error', async (_, options, says) => {
    await expect(ask(options as Partial<PolicyCheckOptions>)).rejects.toThrow(says);
    await expect(ask(options as Partial<PolicyCheckOptions>)).rejects.toMatchObject({ name: 'UserError' });
  });
});
