import type { Identity } from '#src/core/asset.ts';

type Ids = Record<'trail' | 'bucket' | 'key' | 'topic' | 'logGroup' | 'logRole', Identity>;

const service = { Service: 'cloudtrail.amazonaws.com' };
const text = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** The bucket policy that AWS recommends for one trail. */
export function bucketPolicy({ trail, bucket }: Ids): string {
  const source = { 'aws:SourceArn': trail.id };
  return text(
    {
      Sid: 'AWSCloudTrailAclCheck20150319',
      Effect: 'Allow',
      Principal: service,
      Action: 's3:GetBucketAcl',
      Resource: bucket.id,
      Condition: { StringEquals: source },
    },
    {
      Sid: 'AWSCloudTrailWrite20150319',
      Effect: 'Allow',
      Principal: service,
      Action: 's3:PutObject',
      Resource: `${bucket.id}/AWSLogs/${trail.account}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...source } },
    },
  );
}

/** The key policy that AWS recommends: the account's administrators, the trail, and the log group. */
export function keyPolicy({ trail, key, logGroup }: Ids): string {
  return text(
    {
      Sid: 'EnableIamPolicies',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${key.account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'AllowCloudTrailEncryptLogs',
      Effect: 'Allow',
      Principal: service,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trail.id },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${trail.account}:trail/*` },
      },
    },
    {
      Sid: 'AllowCloudTrailDescribeKey',
      Effect: 'Allow',
      Principal: service,
      Action: 'kms:DescribeKey',
      Resource: key.id,
      Condition: { StringEquals: { 'aws:SourceArn': trail.id } },
    },
    {
      Sid: 'AllowLogGroup',
      Effect: 'Allow',
      Principal: { Service: `logs.${key.region}.amazonaws.com` },
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      Resource: '*',
      Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroup.id } },
    },
  );
}

export function topicPolicy({ trail, topic }: Ids): string {
  return text({
    Sid: 'AWSCloudTrailSNSPolicy20131101',
    Effect: 'Allow',
    Principal: service,
    Action: 'SNS:Publish',
    Resource: topic.id,
    Condition: { StringEquals: { 'aws:SourceArn': trail.id } },
  });
}

export function roleTrust({ trail }: Ids): string {
  return text({
    Effect: 'Allow',
    Principal: service,
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceArn': trail.id } },
  });
}

export function rolePolicy({ trail, logGroup }: Ids): string {
  const streams = `${logGroup.id}:log-stream:${trail.account}_CloudTrail_${trail.region}*`;
  return text(
    { Sid: 'AWSCloudTrailCreateLogStream20141101', Effect: 'Allow', Action: 'logs:CreateLogStream', Resource: streams },
    { Sid: 'AWSCloudTrailPutLogEvents20141101', Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: streams },
  );
}
