import { expect, test } from 'vitest';
import { s3Operation } from './s3-operations.ts';

test.each([
  ['GET', '/', 'ListBuckets'],
  ['PUT', '/b', 'CreateBucket'],
  ['DELETE', '/b', 'DeleteBucket'],
  ['HEAD', '/b', 'HeadBucket'],
  ['GET', '/b', 'ListObjects'],
  ['GET', '/b?list-type=2', 'ListObjectsV2'],
  ['GET', '/b?versions', 'ListObjectVersions'],
  ['GET', '/b?policy', 'GetBucketPolicy'],
  ['GET', '/b?policyStatus', 'GetBucketPolicyStatus'],
  ['PUT', '/b?publicAccessBlock', 'PutPublicAccessBlock'],
  ['DELETE', '/b?lifecycle', 'DeleteBucketLifecycle'],
  ['GET', '/b?object-lock', 'GetObjectLockConfiguration'],
  ['POST', '/b?delete', 'DeleteObjects'],
  ['GET', '/b/key', 'GetObject'],
  ['HEAD', '/b/key', 'HeadObject'],
  ['GET', '/b/key?acl', 'GetObjectAcl'],
  ['PUT', '/b/policy', 'PutObject'],
])('%s %s is %s', (method, path, operation) => {
  const url = new URL(path, 'http://s3');
  const [, bucket = '', ...key] = url.pathname.split('/');
  expect(s3Operation(method, bucket, key.join('/'), url.searchParams)).toBe(operation);
});
