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

function judge(statement: unknown, harmless?: readonly string[]): 'open' | 'undecided' | 'guarded' {
  const policy = parsePolicyDocument({ Version: '2012-10-17', Statement: [statement] });
  if (!policy.valid) throw new Error(JSON.stringify(policy.problems));
  const { open, undecided } = unguardedStatements(policy, { service, ...(harmless && { harmless }) });
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

describe('who comes in', () => {
  test('the service without any condition', () => expect(judge(allow)).toBe('open'));
  test('the service beside others', () => {
    expect(judge({ ...allow, Principal: { Service: ['config.amazonaws.com', service] } })).toBe('open');
  });
  test('another service only', () =>
    expect(judge({ ...allow, Principal: { Service: 'config.amazonaws.com' } })).toBe('guarded'));
  test('an account only', () => expect(judge({ ...allow, Principal: { AWS: '111111111111' } })).toBe('guarded'));
  test('a Deny lets nobody in', () => expect(judge({ ...allow, Effect: 'Deny' })).toBe('guarded'));
  test('everyone, and so the service', () => expect(judge({ ...allow, Principal: '*' })).toBe('open'));
  test('everyone but an account, and so the service', () => {
    const { Principal: _, ...rest } = allow;
    expect(judge({ ...rest, NotPrincipal: { AWS: '222222222222' } })).toBe('open');
  });
  test('everyone but the service', () => {
    const { Principal: _, ...rest } = allow;
    expect(judge({ ...rest, NotPrincipal: { Service: service } })).toBe('guarded');
  });
  test('a harmless action only', () => {
    expect(judge({ ...allow, Action: 'kms:Decrypt' }, ['kms:decrypt'])).toBe('guarded');
    expect(judge({ ...allow, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }, ['kms:decrypt'])).toBe('open');
    expect(judge({ ...allow, Action: 'kms:*' }, ['kms:decrypt'])).toBe('open');
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
    ['with a fixed source', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111111111111:trail/*' } }],
  ])('%s', (_, condition) => expect(anyoneWhen(condition)).toBe('guarded'));
  test.each([
    ['over TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['that names CloudTrail and no source', { StringEquals: { 'aws:PrincipalServiceName': service } }],
  ])('%s stays open', (_, condition) => expect(anyoneWhen(condition)).toBe('open'));
});
