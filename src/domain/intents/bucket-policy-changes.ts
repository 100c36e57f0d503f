import { changes, cisNumbers } from './changes.ts';

const bucket = { bucketName: 'customer-data', Host: 'customer-data.s3.amazonaws.com' };

export const bucketPolicyChanges = changes({
  id: 'CWL-012',
  what: 'Changes to the policies of S3 buckets',
  name: 'BucketPolicyChanges',
  source: 's3',
  cis: cisNumbers(8),
  calls: {
    PutBucketAcl: { ...bucket, acl: '', AccessControlPolicy: { Owner: { ID: 'example' } } },
    PutBucketPolicy: { ...bucket, policy: '', bucketPolicy: { Version: '2012-10-17', Statement: [] } },
    PutBucketCors: { ...bucket, cors: '' },
    PutBucketLifecycle: { ...bucket, lifecycle: '' },
    PutBucketReplication: { ...bucket, replication: '' },
    DeleteBucketPolicy: { ...bucket, policy: '' },
    DeleteBucketCors: { ...bucket, cors: '' },
    DeleteBucketLifecycle: { ...bucket, lifecycle: '' },
    DeleteBucketReplication: { ...bucket, replication: '' },
  },
  reads: ['GetBucketPolicy', 'GetBucketAcl', 'ListBuckets'],
});
