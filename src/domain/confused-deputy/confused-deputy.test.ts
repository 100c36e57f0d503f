import { describe, expect, test } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { parsePolicyDocument } from '../policy/parse.ts';
import { unguardedStatements } from './confused-deputy.ts';

const service = 'cloudtrail.amazonaws.com';
const arn = 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/main';
const allow = {
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/*',
};

function judge(statement: unknown, uses = ['s3:putobject', 's3:getbucketacl']): 'open' | 'undecided' | 'guarded' {
  return judgeAll([statement], uses);
}
function judgeAll(Statement: unknown[], uses: readonly string[]): 'open' | 'undecided' | 'guarded' {
  const policy = parsePolicyDocument({ Version: '2012-10-17', Statement });
  if (!policy.valid) throw new Error(JSON.stringify(policy.problems));
  const { open, undecided } = unguardedStatements(policy, { service, uses });
  if (open.length > 0) return 'open';
  return undecided.length > 0 ? 'undecided' : 'guarded';
}
const when = (Condition: object) => judge({ ...allow, Condition });
const anyoneWhen = (Condition: object) => judge({ ...allow, Principal: '*', Condition });

describe('a condition fixes the source', () => {
  test.each([
    ['one trail', { StringEquals: { 'aws:SourceArn': arn } }],
    ['several trails', { ArnEquals: { 'aws:SourceArn': [arn, arn.replace('main', 'other')] } }],
    ['the trails of one account', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:trail/*' } }],
    ['the trails of one account, by text', { StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:*' } }],
    ['one account', { StringEquals: { 'aws:SourceAccount': '111111111111' } }],
    ["the resource's own account", { StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } }],
    ['one organisation, as Control Tower writes it', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }],
    ['a part of an organisation', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } }],
    ['the key in odd case', { StringEquals: { 'AWS:SourceArn': arn } }],
    ['an asterisk that is no wildcard, so that nobody comes in', { StringEquals: { 'aws:SourceArn': '*' } }],
  ])('%s', (_, condition) => expect(when(condition)).toBe('guarded'));
});

describe('a condition leaves the source open', () => {
  test.each([
    ['any trail', { StringLike: { 'aws:SourceArn': '*' } }],
    ['a trail of this name in any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/main' } }],
    ['accounts whose numbers begin alike', { StringLike: { 'aws:SourceAccount': '1111*' } }],
    ['one good value and one wildcard', { StringLike: { 'aws:SourceAccount': ['111111111111', '*'] } }],
    ['a source only if it exists', { StringEqualsIfExists: { 'aws:SourceArn': arn } }],
    ['everybody but one', { StringNotEquals: { 'aws:SourceAccount': '222222222222' } }],
    ['presence alone', { Null: { 'aws:SourceArn': 'false' } }],
    [
      'ForAllValues, which an absent key satisfies',
      { 'ForAllValues:StringEquals': { 'aws:SourceAccount': '111111111111' } },
    ],
    ['the variable of the caller itself', { StringEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } }],
    ['the canned ACL', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }],
  ])('%s', (_, condition) => expect(when(condition)).toBe('open'));
});

describe('a condition that no call of the service can meet lets nobody in', () => {
  test.each([
    ['an organisation of IAM principals', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['any organisation of IAM principals', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['roles of one name', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/writer' } }],
    ['an IAM principal, whoever it is', { Null: { 'aws:PrincipalArn': 'false' } }],
    ['another service', { StringEquals: { 'aws:PrincipalServiceName': 'config.amazonaws.com' } }],
    [
      'another service, if the call tells',
      { StringEqualsIfExists: { 'aws:PrincipalServiceName': 'config.amazonaws.com' } },
    ],
    ['every service but this one', { StringNotEquals: { 'aws:PrincipalServiceName': service } }],
    ['no service at all', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['the owner of the topic, as SNS writes it', { StringEquals: { 'AWS:SourceOwner': '111111111111' } }],
  ])('%s', (_, condition) => expect([when(condition), anyoneWhen(condition)]).toEqual(['guarded', 'guarded']));
  test.each([
    [
      'IAM principals of an organisation, if it is one',
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    ],
    ['everybody but an organisation', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['who is no IAM principal', { Null: { 'aws:PrincipalArn': 'true' } }],
    ['services by a pattern', { StringLike: { 'aws:PrincipalServiceName': '*.amazonaws.com' } }],
    ['this service among others', { StringEquals: { 'aws:PrincipalServiceName': ['config.amazonaws.com', service] } }],
    ['every service but another', { StringNotEquals: { 'aws:PrincipalServiceName': 'config.amazonaws.com' } }],
    ['owners of topics by a pattern', { StringLike: { 'aws:SourceOwner': '1111*' } }],
  ])('%s stays open', (_, condition) => expect([when(condition), anyoneWhen(condition)]).toEqual(['open', 'open']));
  test('a service whose name is not known yet', () => {
    expect(when({ StringEquals: { 'aws:PrincipalServiceName': new Unknown('known-after-apply') } })).toBe('undecided');
  });
});

describe('who comes in', () => {
  test('the service without any condition', () => expect(judge(allow)).toBe('open'));
  test('the service beside others', () => {
    expect(judge({ ...allow, Principal: { Service: ['config.amazonaws.com', service] } })).toBe('open');
  });
  test('another service only', () =>
    expect(judge({ ...allow, Principal: { Service: 'config.amazonaws.com' } })).toBe('guarded'));
  test('an account only', () => expect(judge({ ...allow, Principal: { AWS: '111111111111' } })).toBe('guarded'));
  test.each([
    ['a Deny', {}],
    ['a Deny of calls without TLS', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ])('%s lets nobody in', (_, changes) => expect(judge({ ...allow, Effect: 'Deny', ...changes })).toBe('guarded'));
  test('everyone, and so the service', () => expect(judge({ ...allow, Principal: '*' })).toBe('open'));
  test('everyone but an account, and so the service', () => {
    const { Principal: _, ...rest } = allow;
    expect(judge({ ...rest, NotPrincipal: { AWS: '222222222222' } })).toBe('open');
  });
  test('everyone but everyone', () => {
    const { Principal: _, ...rest } = allow;
    expect(judge({ ...rest, NotPrincipal: '*' })).toBe('guarded');
  });
  test('everyone but the service', () => {
    const { Principal: _, ...rest } = allow;
    expect(judge({ ...rest, NotPrincipal: { Service: service } })).toBe('guarded');
  });
  test.each([
    ['what the service does not use', { Action: 's3:GetObject' }, 'guarded'],
    ['one thing that the service uses', { Action: ['s3:GetObject', 's3:Put*'] }, 'open'],
    ['everything', { Action: '*' }, 'open'],
    [
      'everything but what the service uses',
      { Action: undefined, NotAction: ['s3:Put*', 's3:GetBucketAcl'] },
      'guarded',
    ],
    ['everything but one thing that the service uses', { Action: undefined, NotAction: 's3:PutObject' }, 'open'],
  ])('for %s', (_, changes, expected) => {
    expect(judge(JSON.parse(JSON.stringify({ ...allow, ...changes })))).toBe(expected);
  });
  test('what cannot be told', () => {
    expect(judge(new Unknown('known-after-apply'))).toBe('undecided');
    expect(judge({ ...allow, Condition: new Unknown('known-after-apply') })).toBe('undecided');
    expect(judge({ ...allow, Principal: { Service: '*' } })).toBe('undecided');
  });
});

describe('a grant to everyone', () => {
  test.each([
    ['of an organisation leaves services out', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['through a VPC endpoint leaves services out', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['who owns the topic, as SNS writes it', { StringEquals: { 'AWS:SourceOwner': '111111111111' } }],
    ['who is no service', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['who is no service, as every call tells', { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['with a fixed source', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:trail/*' } }],
  ])('%s', (_, condition) => expect(anyoneWhen(condition)).toBe('guarded'));
  test.each([
    ['over TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['that names CloudTrail and no source', { StringEquals: { 'aws:PrincipalServiceName': service } }],
  ])('%s stays open', (_, condition) => expect(anyoneWhen(condition)).toBe('open'));
});

describe('a Deny takes back what strangers could use', () => {
  const deny = {
    Effect: 'Deny',
    Principal: { Service: service },
    Action: 's3:*',
    Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'],
  };
  const { Principal: _, ...others } = deny;
  const not = { StringNotEquals: { 'aws:SourceArn': arn } };
  const withDeny = (...changes: object[]) =>
    judgeAll(
      [allow, ...changes.map((change) => ({ ...('NotPrincipal' in change ? others : deny), ...change }))],
      ['s3:putobject', 's3:getbucketacl'],
    );
  test.each([
    ['other trails', { Condition: not }],
    [
      'trails of other accounts',
      { Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:*' } } },
    ],
    ['other accounts', { Condition: { StringNotEquals: { 'aws:SourceAccount': '111111111111' } } }],
    ['other organisations, if any', { Condition: { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } } }],
    [
      'other parts of the organisation',
      { Condition: { 'ForAllValues:StringNotLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } } },
    ],
    [
      'services of other organisations, as data perimeters are written',
      {
        Principal: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
          Null: { 'aws:SourceAccount': 'false' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        },
      },
    ],
    [
      'CloudTrail by its name',
      {
        Principal: '*',
        Condition: { ...not, StringEquals: { 'aws:PrincipalServiceName': ['x.amazonaws.com', service] } },
      },
    ],
    ['everybody', {}],
    ['this action alone', { Action: 's3:PutObject', Resource: allow.Resource, Condition: not }],
  ])('%s', (_, change) => expect(withDeny(change)).toBe('guarded'));
  test.each([
    [
      'nothing of a trail with this name',
      { Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/main' } } },
    ],
    [
      'nothing of strangers outside organisations',
      {
        Condition: { 'ForAnyValue:StringNotEquals': { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
      },
    ],
    ['one stranger', { Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } } }],
    ['strangers without TLS', { Condition: { ...not, Bool: { 'aws:SecureTransport': 'false' } } }],
    ['who is no service', { Principal: '*', Condition: { ...not, Bool: { 'aws:PrincipalIsAWSService': 'false' } } }],
    ['calls without a source', { Condition: { ...not, Null: { 'aws:SourceArn': 'true' } } }],
    ['another service', { Principal: { Service: 'config.amazonaws.com' }, Condition: not }],
    [
      'another service by its name',
      { Condition: { ...not, StringEquals: { 'aws:PrincipalServiceName': 'x.amazonaws.com' } } },
    ],
    [
      'every service but CloudTrail',
      { Condition: { ...not, StringNotLike: { 'aws:PrincipalServiceName': [service, 'x.amazonaws.com'] } } },
    ],
    ['an account', { Principal: { AWS: '222222222222' } }],
    ['another action', { Action: 's3:GetBucketAcl', Condition: not }],
    ['another folder', { Resource: 'arn:aws:s3:::logs/other/*', Condition: not }],
  ])('%s is too little', (_, change) => expect(withDeny(change)).toBe('open'));
  test('everybody but an account, and so strangers', () => {
    expect(withDeny({ NotPrincipal: { AWS: '111111111111' }, Condition: not })).toBe('guarded');
    expect(withDeny({ NotPrincipal: { Service: service }, Condition: not })).toBe('open');
  });
  test('each action by a Deny of its own', () => {
    const one = (Action: string) => ({ Action, Condition: not });
    const both = [{ ...allow, Action: ['s3:PutObject', 's3:GetBucketAcl'] }];
    const uses = ['s3:putobject', 's3:getbucketacl'];
    expect(judgeAll([...both, { ...deny, ...one('s3:PutObject') }], uses)).toBe('open');
    const denies = [one('s3:PutObject'), one('s3:GetBucketAcl')].map((change) => ({ ...deny, ...change }));
    expect(judgeAll([...both, ...denies], uses)).toBe('guarded');
  });
  test('what cannot be told', () => {
    expect(withDeny({ Condition: new Unknown('known-after-apply') })).toBe('undecided');
    expect(withDeny({ Effect: new Unknown('known-after-apply'), Condition: not })).toBe('undecided');
    expect(withDeny({ Condition: { StringNotEquals: { 'aws:SourceArn': new Unknown('known-after-apply') } } })).toBe(
      'undecided',
    );
  });
});
