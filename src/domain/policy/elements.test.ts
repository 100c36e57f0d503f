import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import type { Match } from './kleene.ts';
import { evaluatePolicy } from './evaluate.ts';
import { parsePolicyDocument } from './parse.ts';
import type { Request, RequestPrincipal } from './request.ts';

const account = '111122223333';
const user: RequestPrincipal = { type: 'aws', arn: `arn:aws:iam::${account}:user/bob`, account };
const role: RequestPrincipal = { type: 'aws', arn: `arn:aws:iam::${account}:role/App`, account };
const session: RequestPrincipal = { type: 'aws', arn: `arn:aws:sts::${account}:assumed-role/App/s1`, account };
const service: RequestPrincipal = { type: 'service', id: 'cloudtrail.amazonaws.com' };
const anonymous: RequestPrincipal = { type: 'anonymous' };
const canonical: RequestPrincipal = { type: 'canonical', id: 'abc' };
const web: RequestPrincipal = { type: 'federated', id: 'accounts.google.com' };
const unknown = new Unknown('other-account');

function match(change: Record<string, unknown>, request: Partial<Request> = {}): Match {
  const policy = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...change },
  });
  if (!policy.valid) throw new Error(policy.problems[0]!.message);
  const base: Request = { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k', principal: service, context: {} };
  return evaluatePolicy(policy, { ...base, ...request }).statements[0]!.result;
}

describe('Principal', () => {
  const root = `arn:aws:iam::${account}:root`;
  const rows: readonly (readonly [string, unknown, RequestPrincipal | Unknown, Match])[] = [
    ['"*" takes a service', '*', service, 'match'],
    ['"*" takes an anonymous caller', '*', anonymous, 'match'],
    ['"*" takes whoever it is', '*', unknown, 'match'],
    ['{"AWS": "*"} takes a service', { AWS: '*' }, service, 'match'],
    ['a service by name', { Service: 'cloudtrail.amazonaws.com' }, service, 'match'],
    ['another service', { Service: ['config.amazonaws.com'] }, service, 'no-match'],
    ['a service and an unknown caller', { Service: 'cloudtrail.amazonaws.com' }, unknown, 'unknown'],
    ['all services are not documented', { Service: '*' }, service, 'unknown'],
    ['an account takes no service', { AWS: account }, service, 'no-match'],
    ['an account takes its users', { AWS: account }, user, 'match'],
    ['the root ARN means the account', { AWS: root }, session, 'match'],
    ['another account', { AWS: '444455556666' }, user, 'no-match'],
    ['a user by ARN', { AWS: user.type === 'aws' ? user.arn : '' }, user, 'match'],
    ['another user', { AWS: `arn:aws:iam::${account}:user/Bob` }, user, 'no-match'],
    ['a role takes its sessions', { AWS: `arn:aws:iam::${account}:role/App` }, session, 'match'],
    ['a session by ARN', { AWS: `arn:aws:sts::${account}:assumed-role/App/s1` }, session, 'match'],
    ['another session', { AWS: `arn:aws:sts::${account}:assumed-role/App/s2` }, session, 'no-match'],
    [
      'a role with a path and a session that does not tell it',
      { AWS: `arn:aws:iam::${account}:role/team/App` },
      session,
      'unknown',
    ],
    [
      'a role with a path and a session of another role',
      { AWS: `arn:aws:iam::${account}:role/team/Xapp` },
      session,
      'no-match',
    ],
    [
      'a role with a path, the path told',
      { AWS: `arn:aws:iam::${account}:role/team/App` },
      { ...session, role: `arn:aws:iam::${account}:role/team/App` },
      'match',
    ],
    ['a deleted principal is nobody', { AWS: 'AROADBQP57FF2AEXAMPLE' }, role, 'no-match'],
    ['a provider', { Federated: 'accounts.google.com' }, web, 'match'],
    ['another provider', { Federated: 'graph.facebook.com' }, web, 'no-match'],
    ['a canonical user', { CanonicalUser: 'abc' }, canonical, 'match'],
    ['a canonical user and a user whose canonical id is not known', { CanonicalUser: 'abc' }, user, 'unknown'],
    ['a canonical user and a service', { CanonicalUser: 'abc' }, service, 'no-match'],
    ['an account and a canonical caller', { AWS: account }, canonical, 'unknown'],
    ['one of several', { AWS: account, Service: 'cloudtrail.amazonaws.com' }, service, 'match'],
    ['unknown principal in the document', new Unknown('known-after-apply'), service, 'unknown'],
  ];
  it.each(rows)('%s', (_, principal, caller, outcome) => {
    expect(match({ Principal: principal }, { principal: caller })).toBe(outcome);
  });

  it('a statement without Principal speaks about users and roles only', () => {
    const identity = parsePolicyDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const ask = (principal: RequestPrincipal): string =>
      evaluatePolicy(identity, { action: 's3:GetObject', resource: '*', principal, context: {} }).decision;
    expect([ask(user), ask(service), ask(anonymous)]).toEqual(['allow', 'none', 'none']);
  });
});

describe('NotPrincipal', () => {
  const bob = `arn:aws:iam::${account}:user/bob`;
  const rows: readonly (readonly [string, 'Allow' | 'Deny', unknown, RequestPrincipal, Match])[] = [
    ['Deny for all but a user reaches a service', 'Deny', { AWS: [bob, account] }, service, 'match'],
    ['Deny for all but the service spares it', 'Deny', { Service: 'cloudtrail.amazonaws.com' }, service, 'no-match'],
    ['Deny for all but the service reaches a user', 'Deny', { Service: 'cloudtrail.amazonaws.com' }, user, 'match'],
    ['Deny spares a user listed with the account', 'Deny', { AWS: [bob, account] }, user, 'no-match'],
    ['Deny may reach a user listed without the account', 'Deny', { AWS: bob }, user, 'unknown'],
    ['Deny reaches another user of a listed account', 'Deny', { AWS: `arn:aws:iam::${account}:root` }, user, 'match'],
    [
      'Deny spares a session listed with role and account',
      'Deny',
      { AWS: [`arn:aws:sts::${account}:assumed-role/App/s1`, `arn:aws:iam::${account}:role/App`, account] },
      session,
      'no-match',
    ],
    [
      'Deny may reach a session listed by its role and account only',
      'Deny',
      { AWS: [`arn:aws:iam::${account}:role/App`, account] },
      session,
      'unknown',
    ],
    ['Deny reaches an anonymous caller', 'Deny', { AWS: account }, anonymous, 'match'],
    ['Deny for all but everyone reaches nobody', 'Deny', { AWS: '*' }, user, 'no-match'],
    ['Allow for all but a user leaves that user out', 'Allow', { AWS: bob }, user, 'no-match'],
    ['Allow for all but a user takes an anonymous caller', 'Allow', { AWS: bob }, anonymous, 'match'],
  ];
  it.each(rows)('%s', (_, effect, principal, caller, outcome) => {
    expect(match({ Effect: effect, Principal: undefined, NotPrincipal: principal }, { principal: caller })).toBe(
      outcome,
    );
  });
});

describe('Action and NotAction', () => {
  it.each([
    ['Action', 's3:PutObject', 'match'],
    ['Action', 'S3:putobject', 'match'],
    ['Action', 's3:Put*', 'match'],
    ['Action', 's3:Put?bject', 'match'],
    ['Action', 's3:PutObjectAcl', 'no-match'],
    ['Action', 's3:PutObj', 'no-match'],
    ['Action', '*', 'match'],
    ['Action', 'kms:*', 'no-match'],
    ['Action', ['kms:*', 's3:*'], 'match'],
    ['NotAction', 's3:Put*', 'no-match'],
    ['NotAction', ['s3:Get*', 'kms:*'], 'match'],
    ['NotAction', [unknown], 'unknown'],
    ['NotAction', [unknown, 's3:*'], 'no-match'],
  ] as const)('%s %j on s3:PutObject: %s', (name, value, outcome) => {
    expect(match({ Action: undefined, [name]: value })).toBe(outcome);
  });
});

describe('Resource and NotResource', () => {
  const stream = 'arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:s';
  const rows: readonly (readonly [string, Record<string, unknown>, string | Unknown, Match])[] = [
    ['an exact ARN', { Resource: 'arn:aws:s3:::b/k' }, 'arn:aws:s3:::b/k', 'match'],
    ['case counts', { Resource: 'arn:aws:s3:::b/K' }, 'arn:aws:s3:::b/k', 'no-match'],
    ['a star crosses slashes', { Resource: 'arn:aws:s3:::b/*/x' }, 'arn:aws:s3:::b/1/2/x', 'match'],
    ['objects are not the bucket', { Resource: 'arn:aws:s3:::b/*' }, 'arn:aws:s3:::b', 'no-match'],
    ['the bucket is not its objects', { Resource: 'arn:aws:s3:::b' }, 'arn:aws:s3:::b/k', 'no-match'],
    [
      'a star at the end crosses colons',
      { Resource: 'arn:aws:logs:us-east-1:111122223333:log-group:g:*' },
      stream,
      'match',
    ],
    ['a short ARN is completed', { Resource: 'arn:aws:logs' }, stream, 'match'],
    ['a short ARN of another service', { Resource: 'arn:aws:s3' }, stream, 'no-match'],
    ['a star that ends a part reaches on', { Resource: 'arn:aws:logs:*:log-stream:s' }, stream, 'match'],
    [
      'a star inside a part that would have to reach on',
      { Resource: 'arn:aws:logs:us*g:log-stream:s' },
      stream,
      'unknown',
    ],
    ['a question mark', { Resource: 'arn:aws:s3:::b?/k' }, 'arn:aws:s3:::bb/k', 'match'],
    ['an unknown resource and a star', { Resource: '*' }, unknown, 'match'],
    ['an unknown resource and a name', { Resource: 'arn:aws:s3:::b' }, unknown, 'unknown'],
    ['an action without resource', { Resource: 'arn:aws:s3:::*' }, '*', 'no-match'],
    ['NotResource of it', { Resource: undefined, NotResource: 'arn:aws:s3:::b/*' }, 'arn:aws:s3:::b/k', 'no-match'],
    ['NotResource of another', { Resource: undefined, NotResource: ['arn:aws:s3:::c/*'] }, 'arn:aws:s3:::b/k', 'match'],
    ['a variable', { Resource: 'arn:aws:s3:::b/${aws:username}/*' }, 'arn:aws:s3:::b/bob/x', 'match'],
    ['a variable without value', { Resource: 'arn:aws:s3:::b/${aws:userid}/*' }, 'arn:aws:s3:::b/bob/x', 'no-match'],
    [
      'NotResource with a variable without value',
      { Resource: undefined, NotResource: 'arn:aws:s3:::b/${aws:userid}/*' },
      'arn:aws:s3:::b/bob/x',
      'match',
    ],
    ['a variable with default', { Resource: "arn:aws:s3:::b/${aws:userid, 'bob'}/*" }, 'arn:aws:s3:::b/bob/x', 'match'],
  ];
  it.each(rows)('%s', (_, change, resource, outcome) => {
    expect(match(change, { resource, context: { 'aws:username': 'bob' } })).toBe(outcome);
  });
});
