/** Sub-resources of a bucket that name their operation: `?policy`, `?versioning`, ... */
const BUCKET: Readonly<Record<string, string>> = {
  accelerate: 'BucketAccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCors',
  encryption: 'BucketEncryption',
  lifecycle: 'BucketLifecycleConfiguration',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  notification: 'BucketNotificationConfiguration',
  'object-lock': 'ObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  replication: 'BucketReplication',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};

const OBJECT: Readonly<Record<string, string>> = {
  acl: 'ObjectAcl',
  'legal-hold': 'ObjectLegalHold',
  retention: 'ObjectRetention',
  tagging: 'ObjectTagging',
};

const VERB: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete', HEAD: 'Head', POST: 'Post' };

/** The S3 operation that a path-style REST request means. */
export function s3Operation(method: string, bucket: string, key: string, query: URLSearchParams): string {
  const verb = VERB[method] ?? method;
  if (bucket === '') return 'ListBuckets';
  if (key === '') {
    if (method === 'GET' && query.has('versions')) return 'ListObjectVersions';
    if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
    for (const [name, noun] of Object.entries(BUCKET)) {
      if (!query.has(name)) continue;
      if (method === 'DELETE' && name === 'lifecycle') return 'DeleteBucketLifecycle';
      return `${verb}${noun}`;
    }
    if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    return method === 'PUT' ? 'CreateBucket' : `${verb}Bucket`;
  }
  for (const [name, noun] of Object.entries(OBJECT)) if (query.has(name)) return `${verb}${noun}`;
  return `${verb}Object`;
}
