import type { Call } from './call.ts';
import { AwsError } from './errors.ts';

/** S3 operations whose IAM action has another name. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetBucketReplication: 'GetReplicationConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  ListBuckets: 'ListAllMyBuckets',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

const S3_CONTROL_ACTIONS: Readonly<Record<string, string>> = {
  GetPublicAccessBlock: 'GetAccountPublicAccessBlock',
  PutPublicAccessBlock: 'PutAccountPublicAccessBlock',
  DeletePublicAccessBlock: 'PutAccountPublicAccessBlock',
};

/** The IAM action that a call needs, as AWS writes it in a refusal: `s3:GetEncryptionConfiguration`. */
export function iamAction(call: Call): string {
  if (call.service === 's3') return `s3:${S3_ACTIONS[call.operation] ?? call.operation}`;
  if (call.service === 's3-control') return `s3:${S3_CONTROL_ACTIONS[call.operation] ?? call.operation}`;
  if (call.service === 'sns') return `SNS:${call.operation}`;
  return `${call.service}:${call.operation}`;
}

/** Access denied, with the code, the status and the wording of the call's service. */
export function denied(call: Call, reason?: string): AwsError {
  const action = iamAction(call);
  const resource = call.resource === undefined ? '' : ` on resource: ${resourceArn(call, call.resource)}`;
  const message = `User: ${call.principal} is not authorized to perform: ${action}${resource} ${reason ?? `because no identity-based policy allows the ${action} action`}`;
  switch (call.service) {
    case 's3':
    case 's3-control':
    case 'iam':
    case 'sts': {
      return new AwsError('AccessDenied', message, 403);
    }
    case 'sns': {
      return new AwsError('AuthorizationError', message, 403);
    }
    case 'ec2': {
      return new AwsError('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, 403);
    }
    case 'account': {
      return new AwsError('AccessDeniedException', message, 403);
    }
    default: {
      return new AwsError('AccessDeniedException', message, 400);
    }
  }
}

function resourceArn(call: Call, resource: string): string {
  if (call.service === 's3') return `"arn:aws:s3:::${resource}"`;
  return resource;
}

/** The service's own throttling error. */
export function throttled(call: Call): AwsError {
  switch (call.service) {
    case 's3':
    case 's3-control': {
      return new AwsError('SlowDown', 'Please reduce your request rate.', 503);
    }
    case 'ec2': {
      return new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
    }
    case 'organizations': {
      return new AwsError(
        'TooManyRequestsException',
        'AWS Organizations cannot perform the action because you sent too many requests.',
        400,
      );
    }
    case 'account': {
      return new AwsError('TooManyRequestsException', 'Rate exceeded', 429);
    }
    default: {
      return call.protocol === 'query'
        ? new AwsError('Throttling', 'Rate exceeded', 400)
        : new AwsError('ThrottlingException', 'Rate exceeded', 400);
    }
  }
}

/** What a region that the account has not enabled answers: the credentials are not known there. */
export function notEnabled(call: Call): AwsError {
  const message = 'The security token included in the request is invalid.';
  if (call.protocol === 'ec2') {
    return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  }
  if (call.protocol === 'query') return new AwsError('InvalidClientTokenId', message, 403);
  if (call.protocol === 's3' || call.protocol === 'rest-xml') {
    return new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400);
  }
  return new AwsError('UnrecognizedClientException', message, call.protocol === 'rest-json' ? 403 : 400);
}

/** Temporary credentials that have ended. */
export function expired(call: Call): AwsError {
  const message = 'The security token included in the request is expired';
  if (call.protocol === 'ec2') return new AwsError('RequestExpired', 'Request has expired.', 400);
  if (call.protocol === 's3' || call.protocol === 'rest-xml') {
    return new AwsError('ExpiredToken', 'The provided token has expired.', 400);
  }
  if (call.protocol === 'query') return new AwsError('ExpiredToken', message, 403);
  return new AwsError('ExpiredTokenException', message, call.protocol === 'rest-json' ? 403 : 400);
}

/** An access key that nobody issued. */
export function unknownKey(call: Call): AwsError {
  if (call.protocol === 's3') {
    return new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403);
  }
  return notEnabled(call);
}
