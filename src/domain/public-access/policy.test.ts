import { describe, expect, test } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { statementLabel } from '../policy/document.ts';
import { parsePolicyDocument } from '../policy/parse.ts';
import { publicStatements } from './policy.ts';

const allow = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::logs/*',
};

function judge(...statements: unknown[]) {
  const policy = parsePolicyDocument({ Version: '2012-10-17', Statement: statements });
  if (!policy.valid) throw new Error(JSON.stringify(policy.problems));
  const { open, undecided } = publicStatements(policy);
  return { open: open.map(statementLabel), undecided: undecided.map(statementLabel) };
}
const isOpen = (Condition: object) => judge({ ...allow, Condition }).open.length > 0;

describe('a condition keeps the public out', () => {
  test.each([
    ['a fixed source ARN', { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111111111111:topic' } }],
    ['a fixed account', { StringEquals: { 'aws:SourceAccount': '111111111111' } }],
    ['a fixed VPC in StringLike without wildcards', { StringLike: { 'aws:SourceVpc': 'vpc-91237329' } }],
    ['one of several organisations', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }],
    ['the sessions of one role', { StringLike: { 'aws:userid': 'AROAEXAMPLEID1234:*' } }],
    [
      'the access points of one account',
      { StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3:*:111111111111:accesspoint/*' } },
    ],
    ['the roles of one account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } }],
    [
      'the roles of one account, with no wildcard before it',
      { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } },
    ],
    [
      'the roles of one account, in any partition',
      { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::111111111111:role/*' } },
    ],
    ["the VPC endpoints of the owner's organisation", { StringEquals: { 'aws:VpceOrgID': 'o-a1b2c3d4e5' } }],
    ['the VPC endpoints of one account', { StringEquals: { 'aws:VpceAccount': '111111111111' } }],
    ['the VPCs of one account', { ArnLike: { 'aws:SourceVpcArn': 'arn:aws:ec2:*:111111111111:vpc/*' } }],
    ["the resource's own organisation", { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
    ["the resource's own account", { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }],
    ['a private range', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['an IPv6 range of exactly /32', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }],
    ['the key in odd case', { StringEquals: { 'AWS:sourcevpce': 'vpce-1' } }],
    [
      'one of two conditions',
      { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    ],
  ])('%s', (_, condition) => expect(isOpen(condition)).toBe(false));
});

describe('a condition leaves the public in', () => {
  test.each([
    ['a wildcard in a source ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111111111111:*' } }],
    ['a wildcard for a VPC', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }],
    ['a policy variable', { StringEquals: { 'aws:SourceVpc': '${aws:SourceVpc}' } }],
    ['the roles of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }],
    ['whoever shows no credentials', { StringEquals: { 'aws:userid': 'anonymous' } }],
    ['those and a role', { StringLike: { 'aws:userid': ['anonymous', 'AROAEXAMPLEID1234:*'] } }],
    [
      "a wildcard of strings, which a stranger's role arn:aws:iam::999999999999:role/x:iam::111111111111:role/y meets",
      { StringLike: { 'aws:PrincipalArn': 'arn:*:iam::111111111111:role/*' } },
    ],
    ['any organisation', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/*' } }],
    ['an IPv6 range of /31', { IpAddress: { 'aws:SourceIp': '2001:db8::/31' } }],
    ['a negation', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['an address that is left out', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    [
      'ForAllValues, which an absent key satisfies',
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    ],
    ['IfExists, which an absent key satisfies', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['presence alone', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    ['a header that anyone can send', { StringEquals: { 'aws:UserAgent': 'secret' } }],
    ['a fixed value beside a wildcard', { StringLike: { 'aws:SourceVpc': ['vpc-1', 'vpc-*'] } }],
  ])('%s', (_, condition) => expect(isOpen(condition)).toBe(true));
});

describe('who is allowed', () => {
  test.each([
    ['a service is not the public', { Principal: { Service: 'cloudtrail.amazonaws.com' } }],
    ['another account is not the public', { Principal: { AWS: '222222222222' } }],
    ['a Deny grants nothing', { Effect: 'Deny' }],
    [
      'a Deny of calls without TLS grants nothing',
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ],
  ])('%s', (_, changes) => expect(judge({ ...allow, ...changes })).toEqual({ open: [], undecided: [] }));

  test('a service beside everyone is everyone', () => {
    expect(judge({ ...allow, Principal: { Service: 'sns.amazonaws.com', AWS: '*' } }).open).toEqual(['Statement[0]']);
  });
  test('everyone but one is everyone', () => {
    const { Principal: _, ...rest } = allow;
    expect(judge({ ...rest, NotPrincipal: { AWS: '222222222222' } }).open).toEqual(['Statement[0]']);
  });
  test('what cannot be told is neither open nor closed', () => {
    expect(judge({ ...allow, Condition: new Unknown('known-after-apply') })).toEqual({
      open: [],
      undecided: ['Statement[0]'],
    });
    expect(judge(new Unknown('known-after-apply')).undecided).toEqual(['Statement[0]']);
  });
});

describe('a Deny', () => {
  const outside = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
  const deny = { ...allow, Effect: 'Deny', Condition: outside };
  test.each([
    ['of everything to everyone', { ...deny, Action: '*', Resource: '*', Condition: undefined }],
    ['of the same to everyone outside a VPC endpoint', deny],
    ['of all of S3 outside a VPC endpoint', { ...deny, Action: 's3:*' }],
    ['of actions that hold the allowed one', { ...deny, Action: 's3:Get*' }],
    [
      'outside a network and outside an organisation',
      {
        ...deny,
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ],
    [
      'outside a part of an organisation',
      { ...deny, Condition: { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } } },
    ],
  ])('%s takes the grant back', (_, statement) => {
    const { Condition, ...rest } = statement;
    expect(judge(allow, Condition === undefined ? rest : statement).open).toEqual([]);
  });
  test.each([
    ['without TLS', { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['of other actions', { ...deny, Action: 's3:PutObject' }],
    ['of all actions but the allowed one', { ...deny, NotAction: 's3:GetObject', Action: undefined }],
    ['of other objects', { ...deny, Resource: 'arn:aws:s3:::logs/private/*' }],
    ['to one account', { ...deny, Principal: { AWS: '222222222222' } }],
    ['inside a VPC endpoint', { ...deny, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    [
      'to those whose paths are told',
      { ...deny, Condition: { 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } } },
    ],
    ['outside any VPC endpoint', { ...deny, Condition: { StringNotLike: { 'aws:SourceVpce': 'vpce-*' } } }],
  ])('%s leaves the grant', (_, statement) => {
    const present = Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));
    expect(judge(allow, present).open).toEqual(['Statement[0]']);
  });
  const { Action: _action, ...allowing } = allow;
  const { Action: _denied, ...denying } = deny;
  test.each([
    ['one of two actions', { Action: ['s3:GetObject', 's3:PutObject'] }, { Action: 's3:GetObject' }],
    [
      'one of two resources',
      { Action: 's3:GetObject', Resource: [allow.Resource, 'arn:aws:s3:::logs'] },
      { Action: 's3:GetObject' },
    ],
    ['the one action that is not allowed', { NotAction: 's3:DeleteObject' }, { Action: 's3:DeleteObject' }],
    ['all but everything', { Action: 's3:GetObject' }, { NotAction: '*' }],
    ['all but S3', { Action: 's3:GetObject' }, { NotAction: 's3:*' }],
    ['a pattern that nobody can compare at a glance', { Action: 's3:GetObject' }, { Action: 's3:*Acl*' }],
  ])('of %s leaves the grant', (__, granted, refused) => {
    expect(judge({ ...allowing, ...granted }, { ...denying, ...refused }).open).toEqual(['Statement[0]']);
  });
  const elsewhere = 'arn:aws:s3:::logs/site/*';
  const { Resource: _resource, ...everywhere } = denying;
  test.each([
    [
      'all but other actions',
      { Action: ['s3:GetObject', 's3:Put*'] },
      { NotAction: ['s3:GetBucketLocation', 's3:List*'] },
    ],
    [
      'all but another folder',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/AWSLogs/*' },
      { NotResource: elsewhere },
    ],
    [
      'all but one object',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/a' },
      { NotResource: 'arn:aws:s3:::logs/b' },
    ],
  ])('of %s takes the grant back', (__, granted, refused) => {
    const rest = 'NotResource' in refused ? { Action: 's3:Get*' } : { Resource: '*' };
    expect(judge({ ...allowing, ...granted }, { ...everywhere, ...rest, ...refused }).open).toEqual([]);
  });
  test.each([
    ['some of its objects', elsewhere],
    ['all of its objects', 'arn:aws:s3:::logs/*'],
    ['one of its objects', 'arn:aws:s3:::logs/a'],
    ['a pattern that may be one', 'arn:aws:s3:::*/x'],
    ['a variable that may be one', 'arn:aws:s3:::other/${aws:username}'],
  ])('of all but %s leaves the grant', (__, NotResource) => {
    expect(judge(allow, { ...everywhere, Action: 's3:*', NotResource }).open).toEqual(['Statement[0]']);
  });
  test('of all of S3 takes a grant of everything back: a bucket policy grants nothing else', () => {
    expect(judge({ ...allow, Action: '*' }, { ...deny, Action: 's3:*' }).open).toEqual([]);
    expect(judge({ ...allowing, NotAction: 's3:DeleteObject' }, { ...deny, Action: 's3:*' }).open).toEqual([]);
  });
  test('of a statement that may be one decides nothing', () => {
    const perhaps = { ...deny, Effect: new Unknown('known-after-apply') };
    expect(judge(allow, perhaps)).toEqual({ open: [], undecided: ['Statement[0]', 'Statement[1]'] });
  });
});
