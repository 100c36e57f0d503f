import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { type AccessPolicies, type NamedPolicy, evaluateAccess } from './access.ts';
import type { Decision } from './decide.ts';
import { parsePolicyDocument } from './parse.ts';
import type { ContextValue } from './context.ts';
import { type RequestPrincipal, encryptionContextKeys } from './request.ts';

const home = '111122223333';
const other = '444455556666';
const bob = `arn:aws:iam::${home}:user/bob`;
const appRole = `arn:aws:iam::${home}:role/App`;
const user: RequestPrincipal = { type: 'aws', arn: bob, account: home };
const session: RequestPrincipal = {
  type: 'aws',
  arn: `arn:aws:sts::${home}:assumed-role/App/s`,
  account: home,
  role: appRole,
};
const root: RequestPrincipal = { type: 'aws', arn: `arn:aws:iam::${home}:root`, account: home };
const service: RequestPrincipal = { type: 'service', id: 'cloudtrail.amazonaws.com' };
const anonymous: RequestPrincipal = { type: 'anonymous' };

const named = (name: string, ...statements: unknown[]): NamedPolicy => ({
  name,
  policy: parsePolicyDocument({ Version: '2012-10-17', Statement: statements }),
});
const all = (Effect: string, extra: object = {}): unknown => ({ Effect, Action: '*', Resource: '*', ...extra });
const allow = named('allow', all('Allow'));
const deny = named('deny', all('Deny'));
const silent = named('silent', all('Allow', { Action: 'ec2:*' }));
const unread: NamedPolicy = { name: 'unread', policy: new Unknown('access-denied', '', 'iam:GetPolicyVersion') };
const bucket = (Principal: unknown, Effect = 'Allow'): NamedPolicy =>
  named('bucket policy', all(Effect, { Principal }));

type Row = readonly [name: string, policies: AccessPolicies, principal: RequestPrincipal, decision: Decision];
const ours = { resourceAccount: home } as const;
const theirs = { resourceAccount: other } as const;

const rows: readonly Row[] = [
  [
    'a service needs the resource policy',
    { resource: bucket({ Service: 'cloudtrail.amazonaws.com' }) },
    service,
    'allow',
  ],
  ['a service without resource policy', {}, service, 'none'],
  ['a service gets nothing from identity policies', { identity: [allow] }, service, 'none'],
  [
    'a service is not bound by service control policies',
    { resource: bucket('*'), serviceControl: [[deny]] },
    service,
    'allow',
  ],
  [
    'a service is bound by resource control policies',
    { resource: bucket('*'), resourceControl: [[named('rcp', all('Deny', { Principal: '*' }))]] },
    service,
    'deny',
  ],
  [
    'a resource control policy that is silent does not block',
    { resource: bucket('*'), resourceControl: [[]] },
    service,
    'allow',
  ],
  [
    'a resource control policy that cannot be read',
    { resource: bucket('*'), resourceControl: [[unread]] },
    service,
    'unknown',
  ],
  ['a resource policy that cannot be read', { resource: unread }, service, 'unknown'],
  ['an anonymous caller and a public policy', { resource: bucket('*') }, anonymous, 'allow'],
  ['an anonymous caller and a policy for an account', { resource: bucket({ AWS: home }) }, anonymous, 'none'],

  ['an identity policy in the same account', { ...ours, identity: [allow] }, user, 'allow'],
  ['nothing at all', { ...ours }, user, 'none'],
  ['a second identity policy that denies', { ...ours, identity: [allow, deny] }, user, 'deny'],
  [
    'an identity policy that cannot be read beside one that allows',
    { ...ours, identity: [allow, unread] },
    user,
    'unknown',
  ],
  ['a certain deny beside what cannot be read', { ...ours, identity: [deny, unread] }, user, 'deny'],
  ['a resource policy alone, same account', { ...ours, identity: [], resource: bucket({ AWS: bob }) }, user, 'allow'],
  [
    'a resource policy for the account only delegates',
    { ...ours, identity: [], resource: bucket({ AWS: home }) },
    user,
    'none',
  ],
  [
    'delegation meets an identity policy',
    { ...ours, identity: [allow], resource: bucket({ AWS: home }) },
    user,
    'allow',
  ],
  [
    'a resource policy that denies',
    { ...ours, identity: [allow], resource: bucket({ AWS: bob }, 'Deny') },
    user,
    'deny',
  ],
  ['the root user needs no policy', { ...ours }, root, 'allow'],
  ['the root user is denied by a resource policy', { ...ours, resource: bucket('*', 'Deny') }, root, 'deny'],
  [
    'the root user of a member is bound by service control policies',
    { ...ours, serviceControl: [[silent]] },
    root,
    'none',
  ],

  ['a boundary that allows', { ...ours, identity: [allow], boundary: allow }, user, 'allow'],
  ['a boundary that is silent', { ...ours, identity: [allow], boundary: silent }, user, 'none'],
  ['a boundary alone grants nothing', { ...ours, boundary: allow }, user, 'none'],
  ['a boundary that denies', { ...ours, identity: [allow], boundary: deny }, user, 'deny'],
  [
    'a silent boundary does not hold back a user named by the resource',
    { ...ours, boundary: silent, resource: bucket({ AWS: bob }) },
    user,
    'allow',
  ],
  [
    'a silent boundary holds back a role named by the resource',
    { ...ours, boundary: silent, resource: bucket({ AWS: appRole }) },
    session,
    'none',
  ],
  [
    'but not a session named by the resource',
    { ...ours, boundary: silent, resource: bucket({ AWS: session.type === 'aws' ? session.arn : '' }) },
    session,
    'allow',
  ],
  [
    'a silent boundary and "*" are not documented',
    { ...ours, boundary: silent, resource: bucket('*') },
    session,
    'unknown',
  ],
  ['a session policy that is silent', { ...ours, identity: [allow], session: [silent] }, session, 'none'],
  ['a session policy that allows', { ...ours, identity: [allow], session: [allow] }, session, 'allow'],

  [
    'each level of service control policies must allow',
    { ...ours, identity: [allow], serviceControl: [[allow], [silent, allow], [allow]] },
    user,
    'allow',
  ],
  [
    'one level that does not allow',
    { ...ours, identity: [allow], serviceControl: [[allow], [silent], [allow]] },
    user,
    'none',
  ],
  ['a level with nothing attached', { ...ours, identity: [allow], serviceControl: [[allow], []] }, user, 'none'],
  ['one level that denies', { ...ours, identity: [allow], serviceControl: [[allow], [allow, deny]] }, user, 'deny'],
  [
    'one level that cannot be read',
    { ...ours, identity: [allow], serviceControl: [[allow], [unread]] },
    user,
    'unknown',
  ],
  [
    'service control policies bind what a resource policy grants',
    { ...ours, resource: bucket({ AWS: bob }), serviceControl: [[silent]] },
    user,
    'none',
  ],

  ['another account needs both: only identity', { ...theirs, identity: [allow] }, user, 'none'],
  [
    'another account needs both: only resource',
    { ...theirs, identity: [], resource: bucket({ AWS: bob }) },
    user,
    'none',
  ],
  [
    'another account needs both: both',
    { ...theirs, identity: [allow], resource: bucket({ AWS: home }) },
    user,
    'allow',
  ],
  ['an owner that is not known matters', { identity: [allow] }, user, 'unknown'],
  ['an owner that is not known does not matter', { identity: [allow], resource: bucket({ AWS: bob }) }, user, 'allow'],

  [
    'a key without a word for the account shuts identity policies out',
    {
      ...ours,
      resourceKind: 'key',
      identity: [allow],
      resource: named('key policy', all('Allow', { Principal: { AWS: appRole } })),
    },
    user,
    'none',
  ],
  [
    'a key that trusts the account lets identity policies grant',
    { ...ours, resourceKind: 'key', identity: [allow], resource: bucket({ AWS: `arn:aws:iam::${home}:root` }) },
    user,
    'allow',
  ],
  [
    'a key that trusts the account grants nothing itself',
    { ...ours, resourceKind: 'key', identity: [silent], resource: bucket({ AWS: `arn:aws:iam::${home}:root` }) },
    user,
    'none',
  ],
  [
    'a key that names the user needs no identity policy',
    { ...ours, resourceKind: 'key', resource: bucket({ AWS: bob }) },
    user,
    'allow',
  ],
  ['a key without policy', { ...ours, resourceKind: 'key', identity: [allow] }, user, 'none'],
  ['a role that trusts the user', { ...ours, resourceKind: 'role', resource: bucket({ AWS: bob }) }, user, 'allow'],
  [
    'a role that trusts the account, and no identity policy',
    { ...ours, resourceKind: 'role', resource: bucket({ AWS: home }) },
    user,
    'none',
  ],
];

describe('policies combined', () => {
  it.each(rows)('%s', (_, policies, principal, decision) => {
    const access = evaluateAccess(policies, {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::b/k',
      principal,
      context: {},
    });
    expect(access.decision).toBe(decision);
    expect(access.deciding === undefined).toBe(
      decision === 'none' || decision === 'unknown' || access.layers.length === 0,
    );
  });

  it('names the layer, the document and the statement that decides', () => {
    const policies = {
      ...ours,
      identity: [allow],
      serviceControl: [[allow], [named('guard', all('Allow'), all('Deny', { Sid: 'NoWrites' }))]],
    };
    const access = evaluateAccess(policies, { action: 's3:PutObject', resource: '*', principal: user, context: {} });
    expect(access.deciding).toEqual({
      layer: 'serviceControl',
      document: 'guard',
      statement: { index: 1, sid: 'NoWrites', effect: 'Deny' },
    });
  });

  it('names the layers that keep silent', () => {
    const policies = { ...theirs, identity: [silent], boundary: allow, serviceControl: [[silent]] };
    const access = evaluateAccess(policies, {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::b',
      principal: user,
      context: {},
    });
    expect(access.missing).toEqual(['serviceControl', 'resource', 'identity']);
  });

  it('reads the owner from the ARN of the resource', () => {
    const ask = (account: string): Decision =>
      evaluateAccess(
        { identity: [allow] },
        { action: 'sns:Publish', resource: `arn:aws:sns:us-east-1:${account}:t`, principal: user, context: {} },
      ).decision;
    expect([ask(home), ask(other)]).toEqual(['allow', 'none']);
  });

  it('knows that a deny which may match changes nothing where nothing allows', () => {
    const maybe = named('maybe', all('Deny', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }));
    const access = evaluateAccess(
      { ...ours, identity: [maybe] },
      {
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::b',
        principal: user,
        context: { 'aws:SourceVpc': new Unknown('access-denied') },
      },
    );
    expect([access.decision, access.allowed]).toEqual(['unknown', 'no-match']);
  });
});

describe('the role trust policy of a log group', () => {
  const trust = (condition: object): NamedPolicy =>
    named('trust', {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: condition,
    });
  const ask = (policy: NamedPolicy, context: Record<string, ContextValue>): Decision =>
    evaluateAccess(
      { resourceKind: 'role', resource: policy },
      { action: 'sts:AssumeRole', resource: appRole, principal: service, context },
    ).decision;
  it('lets the service in, unless a condition asks for something else', () => {
    expect(ask(trust({}), {})).toBe('allow');
    expect(ask(trust({ StringEquals: { 'aws:SourceAccount': home } }), { 'aws:SourceAccount': home })).toBe('allow');
    expect(ask(trust({ StringEquals: { 'aws:SourceAccount': other } }), { 'aws:SourceAccount': home })).toBe('none');
    expect(ask(trust({ StringEquals: { 'sts:ExternalId': 'x' } }), { 'aws:SourceAccount': home })).toBe('none');
  });
});

describe('the key policy of a trail', () => {
  const trail = `arn:aws:cloudtrail:us-east-1:${home}:trail/main`;
  const key = `arn:aws:kms:us-east-1:${home}:key/1`;
  const policy = (pattern: string): NamedPolicy =>
    named('key policy', all('Allow', { Principal: { AWS: `arn:aws:iam::${home}:root` }, Action: 'kms:*' }), {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trail },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': pattern },
      },
    });
  const ask = (pattern: string): Decision =>
    evaluateAccess(
      { resourceKind: 'key', resource: policy(pattern) },
      {
        action: 'kms:GenerateDataKey',
        resource: key,
        principal: service,
        context: { 'aws:SourceArn': trail, ...encryptionContextKeys({ 'aws:cloudtrail:arn': trail }) },
      },
    ).decision;
  it('compares the encryption context', () => {
    expect(ask(`arn:aws:cloudtrail:*:${home}:trail/*`)).toBe('allow');
    expect(ask(`arn:aws:cloudtrail:*:${other}:trail/*`)).toBe('none');
    expect(ask(`arn:aws-cn:cloudtrail:*:${home}:trail/*`)).toBe('none');
  });
});
