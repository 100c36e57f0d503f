import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '#src/core/operation.ts';
import { classify, isExpired, isThrottling } from './classify.ts';

const operation = defineOperation({
  service: 's3',
  name: 'GetBucketPolicy',
  permission: 's3:GetBucketPolicy',
  output: z.object({}),
  notSet: ['NoSuchBucketPolicy'],
});

const failing = (name: string, extra: object = {}): Error => Object.assign(new Error('text'), { name, ...extra });

describe('what an error of AWS means', () => {
  test.each<[string, Error, string | undefined]>([
    ['the code that says "not set" is absence', failing('NoSuchBucketPolicy'), undefined],
    ['the same as a code of the transport', failing('Error', { code: 'NoSuchBucketPolicy' }), undefined],
    ['another code of the same look is not', failing('NoSuchBucket'), 'call-failed'],
    ['S3 denies', failing('AccessDenied'), 'access-denied'],
    ['JSON services deny', failing('AccessDeniedException'), 'access-denied'],
    ['EC2 denies', failing('UnauthorizedOperation'), 'access-denied'],
    ['SNS denies', failing('AuthorizationErrorException'), 'access-denied'],
    ['HEAD denies with a status alone', failing('403', { $metadata: { httpStatusCode: 403 } }), 'access-denied'],
    ['a status 403 of an unknown name denies', failing('Odd', { $metadata: { httpStatusCode: 403 } }), 'access-denied'],
    ['S3 throttles', failing('SlowDown'), 'throttled'],
    ['JSON services throttle', failing('ThrottlingException'), 'throttled'],
    ['Organizations throttles', failing('TooManyRequestsException'), 'throttled'],
    ['EC2 throttles', failing('RequestLimitExceeded'), 'throttled'],
    ['the SDK says that it was throttling', failing('Odd', { $retryable: { throttling: true } }), 'throttled'],
    ['credentials ran out', failing('ExpiredTokenException'), 'call-failed'],
    ['credentials ran out, though the status is 403', failing('ExpiredToken', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['a region is off for JSON services', failing('UnrecognizedClientException'), 'region-not-enabled'],
    ['a region is off for IAM-like services', failing('InvalidClientTokenId', { $metadata: { httpStatusCode: 403 } }), 'region-not-enabled'],
    ['a region is off for EC2', failing('AuthFailure'), 'region-not-enabled'],
    ['a region is off for S3', failing('InvalidToken'), 'region-not-enabled'],
    ['a region is off for S3, with status 403', failing('InvalidAccessKeyId', { $metadata: { httpStatusCode: 403 } }), 'region-not-enabled'],
    ['a region was never opted into', failing('OptInRequired', { $metadata: { httpStatusCode: 403 } }), 'region-not-enabled'],
    ['SNS denies, as it is on the wire', failing('AuthorizationError', { $metadata: { httpStatusCode: 403 } }), 'access-denied'],
    ['KMS denies through another service', failing('KMS.AccessDeniedException'), 'access-denied'],
    ['STS denies', failing('AccessDenied', { $metadata: { httpStatusCode: 403 } }), 'access-denied'],
    ['an older API denies', failing('UnauthorizedAccess'), 'access-denied'],
    ['EC2 throttles by another name', failing('EC2ThrottledException'), 'throttled'],
    ['IAM throttles', failing('Throttling', { $metadata: { httpStatusCode: 400 } }), 'throttled'],
    ['Route 53 and others throttle', failing('PriorRequestNotComplete'), 'throttled'],
    ['a limit that the SDK tries again at', failing('LimitExceededException'), 'throttled'],
    ['a status 429 of an unknown name throttles', failing('Odd', { $metadata: { httpStatusCode: 429 } }), 'throttled'],
    ['S3 throttles HEAD with a status alone', failing('Unknown', { $metadata: { httpStatusCode: 503 } }), 'throttled'],
    ['S3 cannot, with 503 and another name', failing('ServiceUnavailable', { $metadata: { httpStatusCode: 503 } }), 'call-failed'],
    ['EC2 says that the credentials ran out', failing('RequestExpired'), 'call-failed'],
    ['the clock is wrong for S3, with status 403', failing('RequestTimeTooSkewed', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['the clock runs ahead', failing('RequestInTheFuture', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['the signature does not match, with status 403', failing('SignatureDoesNotMatch', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['the signature is invalid, with status 403', failing('InvalidSignatureException', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['the account is closed, with status 403', failing('AccountProblem', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['a page of a proxy, with status 403', failing('SyntaxError', { $metadata: { httpStatusCode: 403 } }), 'call-failed'],
    ['no credentials could be had', failing('CredentialsProviderError'), 'call-failed'],
    ['AWS broke', failing('InternalFailure', { $metadata: { httpStatusCode: 500 } }), 'call-failed'],
    ['the answer is no JSON', failing('SyntaxError'), 'call-failed'],
    ['nobody answered', failing('TimeoutError'), 'call-failed'],
    ['the connection broke', failing('Error', { code: 'ECONNRESET' }), 'call-failed'],
  ])('%s', (_, error, reason) => {
    expect(classify(error, operation, 'eu-west-1')?.reason).toBe(reason);
  }); // prettier-ignore

  test('a refusal names the missing permission, and the policy that refuses where AWS tells it', () => {
    const plain = classify(failing('AccessDenied'), operation, 'eu-west-1');
    expect(plain).toMatchObject({ action: 's3:GetBucketPolicy', detail: 's3:GetBucketPolicy in eu-west-1 was denied' });
  });

  test.each([
    ['with an explicit deny in a service control policy', ' by an explicit deny in a service control policy'],
    ['with an explicit deny in a permissions boundary', ' by an explicit deny in a permissions boundary'],
    ['because no resource-based policy allows the kms:DescribeKey action', ', since no resource-based policy allows it'],
    ['because no session policy allows the s3:GetBucketPolicy action', ', since no session policy allows it'],
    ['because no permissions boundary allows the s3:GetBucketPolicy action', ', since no permissions boundary allows it'],
    ['because no identity-based policy allows the s3:GetBucketPolicy action', ''],
    ['because the moon is full', ''],
  ])('a refusal %s tells who refuses where a grant to the role would not help', (reason, told) => {
    const error = failing('AccessDenied');
    error.message = `User: x is not authorized to perform: s3:GetBucketPolicy on resource: "y" ${reason}`;
    expect(classify(error, operation, 'eu-west-1')?.detail).toBe(`s3:GetBucketPolicy in eu-west-1 was denied${told}`);
  }); // prettier-ignore

  test.each([
    ['an answer that did not come', { code: 'ETIMEDOUT' }, 'no answer in time'],
    ['an answer that did not come, without a code', {}, 'no answer in time'],
    ['a connection that was cut, which the SDK calls a timeout', { code: 'ECONNRESET' }, 'the connection failed (ECONNRESET)'],
  ])('%s', (_, extra, says) => {
    expect(classify(failing('TimeoutError', extra), operation, 'eu-west-1')?.detail).toContain(says);
  }); // prettier-ignore

  test.each([
    ['service control policy', 'with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1'],
    ['resource control policy', 'with an explicit deny in a resource control policy'],
    ['VPC endpoint policy', 'with an explicit deny in a VPC endpoint policy'],
    ['identity-based policy', 'with an explicit deny in an identity-based policy'],
    ['permissions boundary', 'with an explicit deny in a permissions boundary'],
  ])('names the %s that denies', (policy, text) => {
    const error = Object.assign(failing('AccessDenied'), { message: `User: x is not authorized to perform: y ${text}` });
    expect(classify(error, operation, 'eu-west-1')?.detail).toBe(`s3:GetBucketPolicy in eu-west-1 was denied by an explicit deny in a ${policy}`.replace('a identity', 'an identity')); // prettier-ignore
  }); // prettier-ignore

  test.each([
    ['RequestTimeTooSkewed', 'The difference is too large', 'the clock of this machine is wrong'],
    ['InvalidSignatureException', 'Signature expired: 2026 is now earlier than 2027', 'the clock of this machine is wrong'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 'SignatureDoesNotMatch: The request'],
    ['ExpiredToken', 'The provided token has expired.', 'the credentials have expired'],
    ['CredentialsProviderError', 'the SSO session has expired', 'no credentials could be had (the SSO session has expired)'],
  ])('%s (%s)', (name, message, says) => {
    expect(classify(Object.assign(failing(name), { message }), operation, 'eu-west-1')?.detail).toContain(says);
  }); // prettier-ignore

  test('nothing but a refusal names a permission', () => {
    for (const name of [
      'RequestTimeTooSkewed',
      'SignatureDoesNotMatch',
      'ExpiredToken',
      'SlowDown',
      'TimeoutError',
      'UnrecognizedClientException',
      'InternalFailure',
    ]) {
      expect(classify(failing(name), operation, 'eu-west-1')?.action).toBeUndefined();
    }
  });

  test('a detail is one line of bounded length, whatever AWS says', () => {
    const long = failing('Odd');
    long.message = `first\nsecond ${'x'.repeat(10_000)}`;
    const { detail = '' } = classify(long, operation, 'eu-west-1') ?? {};
    expect(detail).not.toContain('\n');
    expect(detail.length).toBeLessThan(300);
  });

  test('what is not an error at all is neither throttling nor expiry', () => {
    expect([isThrottling({}), isExpired({})]).toEqual([false, false]);
  });
});
