import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { evaluatePolicy } from './evaluate.ts';
import { maximumPolicyLength, parsePolicy, parsePolicyDocument } from './parse.ts';

const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const wrap = (change: Record<string, unknown>): unknown => ({
  Version: '2012-10-17',
  Statement: [{ ...statement, ...change }],
});
const condition = (block: unknown): unknown => wrap({ Condition: block });

function problemOf(value: unknown): { path: string; message: string; hint: string } {
  const policy = typeof value === 'string' ? parsePolicy(value) : parsePolicyDocument(value);
  if (policy.valid) throw new Error('the document was accepted');
  return policy.problems[0]!;
}

describe('documents that are accepted', () => {
  it.each([
    ['a statement as an object', { Statement: statement }],
    ['a statement as a list', { Statement: [statement] }],
    ['no statements', { Statement: [] }],
    ['no version', { Statement: [statement] }],
    ['the old version', { Version: '2008-10-17', Id: 'x', Statement: [statement] }],
    ['lists of actions and resources', wrap({ Action: ['s3:Get*', 's3:*'], Resource: ['*', 'arn:aws:s3:::b'] })],
    [
      'every type of principal',
      wrap({
        Principal: {
          AWS: [
            '*',
            '111122223333',
            'arn:aws:iam::111122223333:root',
            'arn:aws:iam::111122223333:role/x/R',
            'AIDACKCEVSQ6C2EXAMPLE',
          ],
          Service: 'cloudtrail.amazonaws.com',
          Federated: 'accounts.google.com',
          CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
        },
      }),
    ],
    ['an account id that YAML read as a number', wrap({ Principal: { AWS: 11122223333 } })],
    [
      'numbers and booleans as condition values',
      condition({ Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 's3:max-keys': 10 } }),
    ],
    [
      'no resource in a trust policy',
      { Statement: { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    ],
    ['no principal in an identity policy', { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
    ['an empty list of values', condition({ 'ForAllValues:StringEquals': { 'aws:TagKeys': [] } })],
    [
      'an unknown in any place',
      wrap({
        Action: [new Unknown('known-after-apply')],
        Resource: new Unknown('known-after-apply'),
        Condition: { StringEquals: { 'aws:SourceArn': new Unknown('known-after-apply') } },
      }),
    ],
  ])('%s', (_, value) => {
    const policy = parsePolicyDocument(value);
    expect(policy.valid ? [] : policy.problems).toEqual([]);
  });

  it('turns booleans and numbers into text', () => {
    const policy = parsePolicyDocument(
      condition({ StringEquals: { 'aws:SourceAccount': 111122223333 }, Bool: { 'aws:SecureTransport': true } }),
    );
    if (!policy.valid) throw new Error('invalid');
    const sources = policy.statements[0]!.conditions.flatMap((one) =>
      'unknown' in one ? [] : one.values.map((value) => (value instanceof Unknown ? '' : value.source)),
    );
    expect(sources).toEqual(['111122223333', 'true']);
  });
});

describe('what is odd is a warning and not an error', () => {
  it.each([
    [
      'a Sid that stands twice',
      {
        Statement: [
          { ...statement, Sid: 'A' },
          { ...statement, Sid: 'A' },
        ],
      },
      'Statement[1].Sid',
      'Statement[0]',
    ],
    [
      'an operator in lower case',
      condition({ bool: { 'aws:SecureTransport': 'false' } }),
      'Statement[0].Condition.bool',
      'documented as Bool',
    ],
    ['a template placeholder', wrap({ Resource: 'arn:aws:s3:::${Bucket}/*' }), 'Statement[0].Resource', '${Bucket}'],
  ])('%s', (_, value, path, text) => {
    const policy = parsePolicyDocument(value);
    expect(policy.valid).toBe(true);
    const warning = policy.valid ? policy.warnings[0]! : undefined;
    expect(warning?.path).toBe(path);
    expect(warning?.message).toContain(text);
  });
});

describe('broken documents name the place, the fault and a way out', () => {
  it.each([
    ['a number', 5, '', 'a policy document is an object'],
    ['a list', [], '', 'a policy document is an object'],
    ['null', null, '', 'found null'],
    ['no Statement', { Version: '2012-10-17' }, '', 'no Statement'],
    ['a Statement that is a text', { Statement: 'x' }, 'Statement', 'a statement is an object'],
    ['a nested list of statements', { Statement: [[statement]] }, 'Statement[0]', 'found a list'],
    ['an unknown version', { Version: '2023-01-01', Statement: [] }, 'Version', 'no version'],
    ['an unknown element of the document', { Statements: [], Statement: [] }, 'Statements', 'not an element'],
    ['an unknown element of a statement', wrap({ Conditions: {} }), 'Statement[0].Conditions', 'not an element'],
    ['an element in lower case', wrap({ action: 's3:*' }), 'Statement[0].action', 'not an element'],
    ['a wrong effect', wrap({ Effect: 'allow' }), 'Statement[0].Effect', 'Allow or Deny'],
    ['no effect', wrap({ Effect: undefined }), 'Statement[0]', 'no Effect'],
    ['an effect as a list', wrap({ Effect: ['Allow'] }), 'Statement[0].Effect', 'found a list'],
    ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }, 'Statement', 'no Action'],
    ['both Action and NotAction', wrap({ NotAction: 's3:*' }), 'Statement[0].NotAction', 'both'],
    ['both Resource and NotResource', wrap({ NotResource: '*' }), 'Statement[0].NotResource', 'both'],
    ['both Principal and NotPrincipal', wrap({ NotPrincipal: '*' }), 'Statement[0].NotPrincipal', 'both'],
    ['neither Resource nor Principal', { Statement: [{ Effect: 'Allow', Action: '*' }] }, 'Statement[0]', 'neither'],
    ['an empty list of actions', wrap({ Action: [] }), 'Statement[0].Action', 'empty'],
    ['an action that is a number', wrap({ Action: 5 }), 'Statement[0].Action', 'found 5'],
    ['an action without service', wrap({ Action: ['s3:*', 'GetObject'] }), 'Statement[0].Action[1]', 'not an action'],
    ['a resource that is no ARN', wrap({ Resource: 'bucket/*' }), 'Statement[0].Resource', 'not a resource'],
    [
      'a resource that is an object',
      wrap({ Resource: { 'Fn::Sub': 'x' } }),
      'Statement[0].Resource',
      'found an object',
    ],
    [
      'an open policy variable',
      wrap({ Resource: 'arn:aws:s3:::${aws:username' }),
      'Statement[0].Resource',
      'never closed',
    ],
    [
      'a broken policy variable',
      wrap({ Resource: 'arn:aws:s3:::${}' }),
      'Statement[0].Resource',
      'not a policy variable',
    ],
    ['a Sid that is a number', wrap({ Sid: 5 }), 'Statement[0].Sid', 'a Sid is a text'],
    [
      'a principal that is a plain ARN',
      wrap({ Principal: 'arn:aws:iam::111122223333:root' }),
      'Statement[0].Principal',
      '"*" or an object',
    ],
    ['an empty principal', wrap({ Principal: {} }), 'Statement[0].Principal', 'empty'],
    ['an unknown type of principal', wrap({ Principal: { Aws: '*' } }), 'Statement[0].Principal.Aws', 'not a type'],
    [
      'a service under AWS',
      wrap({ Principal: { AWS: 'cloudtrail.amazonaws.com' } }),
      'Statement[0].Principal.AWS',
      'not an AWS principal',
    ],
    [
      'a wildcard inside a principal',
      wrap({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
      'Statement[0].Principal.AWS',
      'wildcard',
    ],
    [
      'a service without domain',
      wrap({ Principal: { Service: ['cloudtrail'] } }),
      'Statement[0].Principal.Service[0]',
      'not a service principal',
    ],
    ['a condition that is a list', condition([]), 'Statement[0].Condition', 'a condition is an object'],
    [
      'an unknown operator',
      condition({ StringEqualz: { 'aws:SourceArn': 'x' } }),
      'Statement[0].Condition.StringEqualz',
      'did you mean StringEquals',
    ],
    [
      'an unknown set operator',
      condition({ 'ForSomeValues:StringEquals': { 'aws:TagKeys': 'x' } }),
      'Statement[0].Condition.ForSomeValues:StringEquals',
      'no set operator',
    ],
    [
      'Null with IfExists',
      condition({ NullIfExists: { 'aws:SourceArn': 'true' } }),
      'Statement[0].Condition.NullIfExists',
      'cannot be combined',
    ],
    [
      'an operator that holds a text',
      condition({ StringEquals: 'x' }),
      'Statement[0].Condition.StringEquals',
      'holds an object',
    ],
    [
      'a condition value that is an object',
      condition({ StringEquals: { 'aws:SourceArn': {} } }),
      'Statement[0].Condition.StringEquals["aws:SourceArn"]',
      'found an object',
    ],
    [
      'a key without service prefix',
      condition({ StringEquals: { SourceArn: 'x' } }),
      'Statement[0].Condition.StringEquals.SourceArn',
      'not a condition key',
    ],
    [
      'a number that is none',
      condition({ NumericEquals: { 's3:max-keys': 'ten' } }),
      'Statement[0].Condition.NumericEquals["s3:max-keys"]',
      'cannot be compared',
    ],
    [
      'a date that is none',
      condition({ DateLessThan: { 'aws:CurrentTime': '2026-02-30T00:00:00Z' } }),
      'Statement[0].Condition.DateLessThan["aws:CurrentTime"]',
      'cannot be compared',
    ],
    [
      'a boolean that is none',
      condition({ Bool: { 'aws:SecureTransport': 'no' } }),
      'Statement[0].Condition.Bool["aws:SecureTransport"]',
      'cannot be compared',
    ],
    [
      'an address that is none',
      condition({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '10.0.0.0/33'] } }),
      'Statement[0].Condition.IpAddress["aws:SourceIp"][1]',
      'cannot be compared',
    ],
    [
      'bytes that are not base64',
      condition({ BinaryEquals: { 'key:x': '%%%' } }),
      'Statement[0].Condition.BinaryEquals["key:x"]',
      'cannot be compared',
    ],
  ])('%s', (_, value, path, text) => {
    const problem = problemOf(value);
    expect(problem.path).toBe(path);
    expect(problem.message).toContain(text);
    expect(problem.hint.length).toBeGreaterThan(3);
  });

  it.each([
    ['an empty text', '  ', 'empty', [undefined, undefined]],
    ['no JSON', 'Version: 1', 'expected a value', [1, 1]],
    ['a comma too many', '{\n  "Version": "2012-10-17",\n}', 'expected a name', [3, 1]],
    ['an open bracket', '{"Statement": [', 'the end of the text', [1, 16]],
    ['a name that stands twice', '{"Statement": [],\n "Statement": []}', 'stands twice', [2, 2]],
    ['text after the end', '{"Statement": []} x', 'expected the end', [1, 19]],
    ['a URL-encoded document', '%7B%22Version%22%3A', 'not valid JSON', [1, 1]],
    ['nesting without end', '['.repeat(10_000), 'nested deeper', [1, 34]],
    ['a control character in a text', '{"Id": "a\nb"}', 'not closed', [1, 8]],
    [
      'a fault inside',
      '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Allow", "Principal": "*",\n  "Action": "GetObject"}]}',
      'not an action',
      [3, 3],
    ],
  ])('text with %s tells line and column', (_, text, message, place) => {
    const policy = parsePolicy(text);
    if (policy.valid) throw new Error('the document was accepted');
    const [problem] = policy.problems;
    expect(problem!.message).toContain(message);
    expect([problem!.line, problem!.column]).toEqual(place);
  });

  it('says how to read a URL-encoded document', () => {
    expect(problemOf('%7B%22Version%22').hint).toContain('URL-encoded');
  });

  it('accepts the longest text and refuses one character more', () => {
    const base = JSON.stringify({ Statement: statement });
    expect(parsePolicy(base + ' '.repeat(maximumPolicyLength - base.length)).valid).toBe(true);
    expect(problemOf(base + ' '.repeat(maximumPolicyLength - base.length + 1)).message).toContain('characters');
  });

  it('refuses a value that is too deep or too large', () => {
    let deep: unknown = 'x';
    for (let index = 0; index < 10_000; index += 1) deep = [deep];
    expect(problemOf({ Statement: deep }).message).toContain('too large');
    expect(problemOf(wrap({ Action: Array<string>(60_000).fill('s3:*') })).message).toContain('too large');
  });

  it('stops after twenty problems', () => {
    const policy = parsePolicyDocument({ Statement: Array<unknown>(100).fill(5) });
    expect(policy.valid ? 0 : policy.problems.length).toBe(20);
  });

  it('survives names that JavaScript knows', () => {
    expect(problemOf('{"__proto__": {"Statement": []}}').path).toContain('__proto__');
    expect(
      problemOf('{"Statement": {"constructor": 1, "Effect": "Allow", "Action": "*", "Resource": "*"}}').message,
    ).toContain('constructor');
  });

  it('evaluates an invalid document to unknown with its problem', () => {
    const evaluation = evaluatePolicy(parsePolicyDocument(condition({ StringEqualz: {} })), {
      action: 's3:GetObject',
      resource: '*',
      principal: { type: 'anonymous' },
      context: {},
    });
    expect(evaluation.decision).toBe('unknown');
    expect(evaluation.problems[0]!.path).toBe('Statement[0].Condition.StringEqualz');
  });
});
