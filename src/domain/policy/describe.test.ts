import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { evaluateAccess } from './access.ts';
import { describeAccess } from './describe-access.ts';
import { describeDecision, describeEvaluation, explainStatement } from './describe.ts';
import { evaluatePolicy } from './evaluate.ts';
import { parsePolicy, parsePolicyDocument } from './parse.ts';
import type { Request } from './request.ts';

const request: Request = {
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::logs/AWSLogs/1/x',
  principal: { type: 'service', id: 'cloudtrail.amazonaws.com' },
  context: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:1:trail/a' },
};
const statement = {
  Sid: 'Write',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/*',
};
const explain = (change: object, unlisted?: 'unknown'): string[] => {
  const evaluation = evaluatePolicy(
    parsePolicyDocument({ Version: '2012-10-17', Statement: { ...statement, ...change } }),
    { ...request, unlisted },
  );
  return explainStatement(evaluation.statements[0]!);
};
const unknown = new Unknown('access-denied', 'no permission', 's3:GetBucketPolicy');

describe('sentences for a person', () => {
  it('prints the whole trace', () => {
    const deny = {
      Sid: 'OrgOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    };
    const lines = describeEvaluation(evaluatePolicy(parsePolicyDocument({ Statement: [statement, deny] }), request));
    expect(lines).toEqual([
      'Denied by Statement[1] (OrgOnly).',
      '  Statement[0] (Write) Allow: matches',
      '    [yes] cloudtrail.amazonaws.com is covered by Principal cloudtrail.amazonaws.com',
      '    [yes] s3:PutObject is covered by Action s3:PutObject',
      '    [yes] arn:aws:s3:::logs/AWSLogs/1/x is covered by Resource arn:aws:s3:::logs/*',
      '  Statement[1] (OrgOnly) Deny: matches',
      '    [yes] cloudtrail.amazonaws.com is covered by Principal *',
      '    [yes] s3:PutObject is covered by Action s3:*',
      '    [yes] arn:aws:s3:::logs/AWSLogs/1/x is covered by Resource *',
      '    [yes] aws:PrincipalOrgID is absent from the request, and a negated operator holds for a missing key',
    ]);
  });

  it.each([
    [
      'a wildcard in StringEquals',
      { Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:*' } } },
      'reads "*" and "?" as plain characters',
    ],
    [
      'a value that differs',
      { Condition: { StringEquals: { 'aws:SourceArn': 'arn:x' } } },
      'which does not satisfy StringEquals arn:x',
    ],
    [
      'a key that is absent',
      { Condition: { StringEquals: { 's3:x-amz-acl': 'x' } } },
      's3:x-amz-acl is absent from the request, and the operator needs a value',
    ],
    [
      'Null',
      { Condition: { Null: { 'aws:SourceArn': 'true' } } },
      'aws:SourceArn is present, and Null asks for the contrary',
    ],
    [
      'a variable without value',
      { Condition: { StringEquals: { 'aws:SourceArn': '${aws:username}' } } },
      '${aws:username} has no value',
    ],
    ['ForAnyValue', { Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } } }, 'ForAnyValue needs a value'],
    ['an empty list', { Condition: { StringEquals: { 'aws:SourceArn': [] } } }, 'empty list'],
    [
      'another service',
      { Principal: { Service: 'config.amazonaws.com' } },
      'is not covered by Principal config.amazonaws.com',
    ],
    [
      'upper and lower case',
      { Resource: 'arn:aws:s3:::logs/awslogs/1/x' },
      'differs from Resource arn:aws:s3:::logs/awslogs/1/x in upper and lower case',
    ],
    ['an excluded action', { Action: undefined, NotAction: 's3:*' }, 'is covered by NotAction s3:*'],
    [
      'a long list',
      { Resource: ['1', '2', '3', '4', '5'].map((x) => `arn:aws:s3:::${x}`) },
      'arn:aws:s3:::3 and 2 more',
    ],
    ['no principal', { Principal: undefined }, 'names no principal'],
    [
      'an unknown value in the document',
      { Condition: { StringEquals: { 'aws:SourceArn': unknown } } },
      'is compared with is unknown',
    ],
    ['an unknown condition', { Condition: unknown }, 'could not be read (access-denied)'],
    ['an unknown resource in the document', { Resource: [unknown] }, 'it cannot be told whether'],
  ])('says why a statement does not match: %s', (_, change, text) => {
    expect(explain(change).join('\n')).toContain(text);
  });

  it('says what is not known of the request', () => {
    expect(explain({ Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } }, 'unknown')).toEqual([
      'aws:SourceVpc is unknown: the request may or may not carry this key',
    ]);
  });

  it('keeps silent about a statement that matches', () => {
    expect(explain({})).toEqual([]);
  });

  it('says what settles nothing, and what does', () => {
    const maybe = { ...statement, Effect: 'Deny', Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } };
    const open = { ...request, unlisted: 'unknown' } as const;
    expect(describeDecision(evaluatePolicy(parsePolicyDocument({ Statement: [maybe] }), open))).toBe(
      'Unknown: it cannot be told whether Statement[0] (Write) matches. Either way the request is not allowed.',
    );
    expect(describeDecision(evaluatePolicy(parsePolicyDocument({ Statement: [statement, maybe] }), open))).toBe(
      'Unknown: it cannot be told whether Statement[1] (Write) matches.',
    );
    expect(describeDecision(evaluatePolicy(parsePolicyDocument({ Statement: [] }), open))).toBe(
      'Not allowed: the policy has no statements.',
    );
    expect(describeDecision(evaluatePolicy(parsePolicyDocument({ Statement: [statement] }), open))).toBe(
      'Allowed by Statement[0] (Write).',
    );
  });

  it('says what is wrong with a document, and which permission is missing', () => {
    expect(
      describeEvaluation(
        evaluatePolicy(parsePolicy('{"Statement": {"Effect": "Permit", "Action": "*", "Resource": "*"}}'), request),
      ),
    ).toEqual([
      'Unknown: the policy document is not valid.',
      '  Statement.Effect (line 1, column 16): an Effect is Allow or Deny, found "Permit"',
      '    hint: the two words are case-sensitive',
    ]);
    expect(describeEvaluation(evaluatePolicy(unknown, request))).toEqual([
      'Unknown: the policy could not be read (access-denied, missing s3:GetBucketPolicy): no permission',
    ]);
  });

  it('describes layers', () => {
    const resource = { name: 'bucket policy', policy: parsePolicyDocument({ Statement: [statement] }) };
    expect(describeAccess(evaluateAccess({ resource, resourceControl: [[]] }, request))).toEqual([
      'Allowed by Statement[0] (Write) of bucket policy (resource policy).',
      '  resource control policies, level 1: none attached',
      '  resource policy, bucket policy: Allowed by Statement[0] (Write).',
    ]);
    expect(describeAccess(evaluateAccess({}, request))).toEqual(['Not allowed: nothing allows it in resource policy.']);
    expect(
      describeAccess(evaluateAccess({ resource: { name: 'bucket policy', policy: unknown } }, request))[0],
    ).toContain('Unknown');
  });
});
