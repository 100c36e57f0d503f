import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { type QuestionWords, parseQuestion } from './question.ts';
import type { Request } from './request.ts';

const good: QuestionWords = {
  service: 'cloudtrail.amazonaws.com',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::b/k',
};

function request(words: Partial<QuestionWords>): Request {
  const question = parseQuestion({ ...good, ...words });
  if (!question.ok) throw new Error(question.errors[0]!.message);
  return question.request;
}
const contextOf = (words: Partial<QuestionWords>): Record<string, unknown> =>
  request(words).context as Record<string, unknown>;

describe('a question in words', () => {
  it('fills in what follows from a service', () => {
    const context = contextOf({});
    expect(context['aws:PrincipalIsAWSService']).toBe('true');
    expect(context['aws:PrincipalServiceName']).toBe('cloudtrail.amazonaws.com');
    expect(context['aws:PrincipalOrgID']).toBeUndefined();
    expect(context['aws:SourceArn']).toBeUndefined();
    expect(context['aws:SourceIp']).toBeInstanceOf(Unknown);
  });

  it('fills in what follows from a user, and leaves open what cannot be told', () => {
    const context = contextOf({ service: undefined, principal: 'arn:aws:iam::111122223333:user/team/bob' });
    expect(context['aws:PrincipalArn']).toBe('arn:aws:iam::111122223333:user/team/bob');
    expect(context['aws:username']).toBe('bob');
    expect(context['aws:PrincipalAccount']).toBe('111122223333');
    expect(context['aws:PrincipalOrgID']).toBeInstanceOf(Unknown);
  });

  it('does not guess the role behind a session', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/App/s';
    const role = 'arn:aws:iam::111122223333:role/team/App';
    expect(contextOf({ service: undefined, principal: arn })['aws:PrincipalArn']).toEqual([expect.any(Unknown)]);
    expect(contextOf({ service: undefined, principal: arn, role })['aws:PrincipalArn']).toBe(role);
  });

  it('takes an account id for its root', () => {
    expect(request({ service: undefined, principal: '111122223333' }).principal).toEqual({
      type: 'aws',
      arn: 'arn:aws:iam::111122223333:root',
      account: '111122223333',
    });
  });

  it('takes an anonymous caller', () => {
    expect(request({ service: undefined, anonymous: true }).principal).toEqual({ type: 'anonymous' });
  });

  it('collects repeated keys, lets given values win, and takes an empty value for absence', () => {
    const context = contextOf({
      context: ['aws:TagKeys=a', 'AWS:tagkeys=b=c', 'aws:securetransport=false', 'aws:SourceIp='],
    });
    expect(context['aws:TagKeys']).toEqual(['a', 'b=c']);
    expect(context['aws:securetransport']).toEqual(['false']);
    expect(context['aws:SecureTransport']).toBeUndefined();
    expect(context['aws:SourceIp']).toEqual([]);
  });

  it.each([
    ['nobody', { service: undefined }, 'who', 'does not say who asks'],
    ['two who ask', { anonymous: true }, 'who', 'more than one'],
    ['a service without domain', { service: 'cloudtrail' }, 'service', 'not a service principal'],
    ['a service in capitals', { service: 'CloudTrail.amazonaws.com' }, 'service', 'not a service principal'],
    [
      'a service given as principal',
      { service: undefined, principal: 'cloudtrail.amazonaws.com' },
      'principal',
      'not the ARN',
    ],
    ['a bucket given as principal', { service: undefined, principal: 'arn:aws:s3:::b' }, 'principal', 'not the ARN'],
    [
      'a role that is none',
      { service: undefined, principal: 'arn:aws:iam::111122223333:root', role: 'App' },
      'role',
      'not the ARN of a role',
    ],
    ['an action without service', { action: 'PutObject' }, 'action', 'not an action'],
    ['an action with a wildcard', { action: 's3:*' }, 'action', 'not an action'],
    ['a resource that is no ARN', { resource: 'b/k' }, 'resource', 'not an ARN'],
    ['a resource with a wildcard', { resource: 'arn:aws:s3:::b/*' }, 'resource', 'wildcard'],
    ['a resource without end', { resource: `arn:aws:s3:::${'x'.repeat(10_000)}` }, 'resource', 'characters'],
    ['context without equals sign', { context: ['aws:SourceArn'] }, 'context', 'no "="'],
    ['context without service prefix', { context: ['SourceArn=x'] }, 'context', 'not a condition key'],
    ['context without end', { context: [`aws:SourceArn=${'x'.repeat(10_000)}`] }, 'context', 'characters'],
  ] as const)('refuses %s', (_, words, field, message) => {
    const question = parseQuestion({ ...good, ...words });
    if (question.ok) throw new Error('accepted');
    expect(question.errors[0]!.field).toBe(field);
    expect(question.errors[0]!.message).toContain(message);
    expect(question.errors[0]!.hint.length).toBeGreaterThan(10);
  });

  it('tells all errors at once', () => {
    const question = parseQuestion({ action: 'x', resource: 'y', context: ['z'] });
    expect(question.ok ? [] : question.errors.map((error) => error.field)).toEqual([
      'who',
      'action',
      'resource',
      'context',
    ]);
  });

  it('names the full service in the hint', () => {
    const question = parseQuestion({ ...good, service: 'cloudtrail' });
    expect(question.ok ? '' : question.errors[0]!.hint).toContain('cloudtrail.amazonaws.com');
  });
});
