import { behind, type Trail } from './fleet.ts';

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const document = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

export function bucketPolicy(trail: Trail): string {
  const { bucket } = behind(trail);
  const arn = `arn:aws:s3:::${bucket}`;
  const source = { 'aws:SourceArn': trail.arn };
  return document(
    {
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:GetBucketAcl',
      Resource: arn,
      Condition: { StringEquals: source },
    },
    {
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:PutObject',
      Resource: `${arn}/AWSLogs/*`,
      Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
}

export function keyPolicy(trail: Trail): string {
  return document(
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${trail.account}:root` }, Action: 'kms:*', Resource: '*' },
    {
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceArn': trail.arn } },
    },
  );
}

export function topicPolicy(trail: Trail): string {
  const { topic } = behind(trail);
  const Condition = { StringEquals: { 'aws:SourceArn': trail.arn } };
  return document({ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sns:Publish', Resource: topic, Condition });
}

export const roleTrust = (): string => document({ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sts:AssumeRole' });

export function rolePolicy(trail: Trail): string {
  const Resource = `${behind(trail).logGroupArn}:log-stream:*`;
  return document({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource });
}

export const allowAll = (): string => document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
