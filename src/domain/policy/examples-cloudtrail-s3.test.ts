import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import {
  type Example,
  testExamples,
  anonymous,
  bucketArn,
  cloudtrail,
  iam,
  object,
  svc,
  trailArn,
  user,
} from './testing/example.ts';

const openIp = new Unknown('unresolved-reference');
const acl = 'bucket-owner-full-control';

const trailBucket = [
  {
    Sid: 'AWSCloudTrailAclCheck20150319',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:GetBucketAcl',
    Resource: bucketArn,
    Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
  },
  {
    Sid: 'AWSCloudTrailWrite20150319',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${bucketArn}/AWSLogs/111111111111/*`,
    Condition: { StringEquals: { 's3:x-amz-acl': acl, 'aws:SourceArn': trailArn } },
  },
];

const examples: readonly Example[] = [
  {
    name: 'a trail bucket',
    page: 'awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
    statement: trailBucket,
    asks: [
      [cloudtrail, 's3:GetBucketAcl', bucketArn, { 'aws:SourceArn': trailArn }, 'allow'],
      [cloudtrail, 's3:PutObject', object, { 'aws:SourceArn': trailArn, 's3:x-amz-acl': acl }, 'allow'],
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:SourceArn': trailArn.replace('us-east-1', 'eu-west-1'), 's3:x-amz-acl': acl },
        'none',
      ],
      [
        cloudtrail,
        's3:PutObject',
        object.replace('AWSLogs/111', 'AWSLogs/222'),
        { 'aws:SourceArn': trailArn, 's3:x-amz-acl': acl },
        'none',
      ],
      [cloudtrail, 's3:PutObject', object, { 'aws:SourceArn': trailArn }, 'none'],
      [svc('config.amazonaws.com'), 's3:PutObject', object, { 'aws:SourceArn': trailArn, 's3:x-amz-acl': acl }, 'none'],
    ],
  },
  {
    name: 'an organization trail bucket',
    page: 'awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy',
    statement: [
      ...trailBucket,
      {
        Sid: 'AWSCloudTrailOrganizationWrite20150319',
        Effect: 'Allow',
        Principal: { Service: ['cloudtrail.amazonaws.com'] },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/o-exampleorgid/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': acl, 'aws:SourceArn': trailArn } },
      },
    ],
    asks: [
      [
        cloudtrail,
        's3:PutObject',
        `${bucketArn}/AWSLogs/o-exampleorgid/222222222222/CloudTrail/x`,
        { 'aws:SourceArn': trailArn, 's3:x-amz-acl': acl },
        'allow',
      ],
      [
        cloudtrail,
        's3:PutObject',
        `${bucketArn}/AWSLogs/o-otherorgid/222222222222/CloudTrail/x`,
        { 'aws:SourceArn': trailArn, 's3:x-amz-acl': acl },
        'none',
      ],
    ],
  },
  {
    name: 'several trails in one bucket',
    page: 'awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { 'aws:SourceArn': [trailArn, `${trailArn}2`] } },
    },
    asks: [
      [cloudtrail, 's3:PutObject', object, { 'aws:SourceArn': `${trailArn}2` }, 'allow'],
      [cloudtrail, 's3:PutObject', object, { 'aws:SourceArn': `${trailArn}3` }, 'none'],
    ],
  },
  {
    name: 'a trail key',
    page: 'awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
    statement: [
      {
        Sid: 'AllowCloudTrailEncryptLogs',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': trailArn },
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:*:111111111111:trail/*' },
        },
      },
      {
        Sid: 'Enable CloudTrail log decrypt permissions',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:user/username' },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' } },
      },
    ],
    asks: [
      [
        cloudtrail,
        'kms:GenerateDataKey',
        'arn:aws:kms:us-east-1:111111111111:key/1',
        { 'aws:SourceArn': trailArn, 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn },
        'allow',
      ],
      [
        cloudtrail,
        'kms:GenerateDataKey',
        'arn:aws:kms:us-east-1:111111111111:key/1',
        { 'aws:SourceArn': trailArn },
        'none',
      ],
      [
        iam('arn:aws:iam::111111111111:user/username'),
        'kms:Decrypt',
        'arn:aws:kms:us-east-1:111111111111:key/1',
        { 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn },
        'allow',
      ],
      [
        iam('arn:aws:iam::111111111111:user/username'),
        'kms:Decrypt',
        'arn:aws:kms:us-east-1:111111111111:key/1',
        {},
        'none',
      ],
    ],
  },
  {
    name: 'a trail topic',
    page: 'awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html',
    statement: {
      Sid: 'AWSCloudTrailSNSPolicy20131101',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: 'arn:aws:sns:us-east-1:111111111111:topic',
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    },
    asks: [
      [cloudtrail, 'sns:Publish', 'arn:aws:sns:us-east-1:111111111111:topic', { 'aws:SourceArn': trailArn }, 'allow'],
      [cloudtrail, 'sns:Publish', 'arn:aws:sns:us-east-1:111111111111:topic2', { 'aws:SourceArn': trailArn }, 'none'],
    ],
  },
  {
    name: 'the role for CloudWatch Logs',
    page: 'awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html',
    statement: [
      {
        Sid: 'AWSCloudTrailCreateLogStream2014110',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream'],
        Resource: [
          'arn:aws:logs:us-east-2:111111111111:log-group:CloudTrail/log:log-stream:111111111111_CloudTrail_us-east-2*',
        ],
      },
      {
        Sid: 'AWSCloudTrailPutLogEvents20141101',
        Effect: 'Allow',
        Action: ['logs:PutLogEvents'],
        Resource: [
          'arn:aws:logs:us-east-2:111111111111:log-group:CloudTrail/log:log-stream:111111111111_CloudTrail_us-east-2*',
        ],
      },
    ],
    asks: [
      [
        iam('arn:aws:sts::111111111111:assumed-role/CloudTrail/s'),
        'logs:PutLogEvents',
        'arn:aws:logs:us-east-2:111111111111:log-group:CloudTrail/log:log-stream:111111111111_CloudTrail_us-east-2_3',
        {},
        'allow',
      ],
      [
        iam('arn:aws:sts::111111111111:assumed-role/CloudTrail/s'),
        'logs:PutLogEvents',
        'arn:aws:logs:us-east-2:111111111111:log-group:CloudTrail/log:log-stream:o-x_CloudTrail_us-east-2',
        {},
        'none',
      ],
    ],
  },
  {
    name: 'public read',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html',
    statement: {
      Sid: 'PublicRead',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: [`${bucketArn}/*`],
    },
    asks: [
      [anonymous, 's3:GetObject', `${bucketArn}/x`, {}, 'allow'],
      [anonymous, 's3:PutObject', `${bucketArn}/x`, {}, 'none'],
      [anonymous, 's3:GetObject', bucketArn, {}, 'none'],
    ],
  },
  {
    name: 'only encrypted transport',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS',
    statement: {
      Sid: 'RestrictToTLSRequestsOnly',
      Action: 's3:*',
      Effect: 'Deny',
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      Principal: '*',
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SecureTransport': 'false' }, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SecureTransport': 'true' }, 'none'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SecureTransport': openIp }, 'unknown'],
    ],
  },
  {
    name: 'only SSE-KMS uploads',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-encryption-1',
    statement: {
      Sid: 'DenyObjectsThatAreNotSSEKMS',
      Principal: '*',
      Effect: 'Deny',
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      Condition: { Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' } },
    },
    asks: [
      [cloudtrail, 's3:PutObject', object, {}, 'deny'],
      [cloudtrail, 's3:PutObject', object, { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'k' }, 'none'],
    ],
  },
  {
    name: 'cross-account upload with owner control',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-acl-2',
    statement: {
      Sid: 'PolicyForAllowUploadWithACL',
      Effect: 'Allow',
      Principal: { AWS: '111122223333' },
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': acl } },
    },
    asks: [
      [iam('arn:aws:iam::111122223333:user/x'), 's3:PutObject', `${bucketArn}/x`, { 's3:x-amz-acl': acl }, 'allow'],
      [
        iam('arn:aws:iam::111122223333:user/x'),
        's3:PutObject',
        `${bucketArn}/x`,
        { 's3:x-amz-acl': 'private' },
        'none',
      ],
    ],
  },
  {
    name: 'addresses of the company',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-IP',
    statement: {
      Sid: 'SourceIP',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '192.0.2.7' }, 'none'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '198.51.100.1' }, 'deny'],
      [cloudtrail, 's3:PutObject', object, {}, 'deny'],
      [cloudtrail, 's3:PutObject', object, { 'aws:SourceIp': openIp }, 'unknown'],
    ],
  },
  {
    name: 'version 4 and 6 addresses',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-IP-2',
    statement: {
      Sid: 'AllowIPmix',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:*',
      Resource: `${bucketArn}/*`,
      Condition: {
        IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:DB8:1234:5678::/64'] },
        NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678:ABCD::/80'] },
      },
    },
    asks: [
      [anonymous, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '2001:db8:1234:5678::1' }, 'allow'],
      [anonymous, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '2001:db8:1234:5678:abcd::1' }, 'none'],
      [anonymous, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '192.0.2.1' }, 'allow'],
    ],
  },
  {
    name: 'an origin access identity',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-cloudfront',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC' },
      Action: 's3:GetObject',
      Resource: `${bucketArn}/*`,
    },
    asks: [
      [
        iam('arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC', 'cloudfront'),
        's3:GetObject',
        `${bucketArn}/x`,
        {},
        'allow',
      ],
      [cloudtrail, 's3:GetObject', `${bucketArn}/x`, {}, 'none'],
    ],
  },
  {
    name: 'multi-factor authentication in time',
    page: 'AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-MFA',
    statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `${bucketArn}/taxdocuments/*`,
        Condition: { Null: { 'aws:MultiFactorAuthAge': true } },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `${bucketArn}/taxdocuments/*`,
        Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 } },
      },
      { Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'], Resource: `${bucketArn}/*` },
    ],
    asks: [
      [user, 's3:GetObject', `${bucketArn}/taxdocuments/x`, {}, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/taxdocuments/x`, { 'aws:MultiFactorAuthAge': '3601' }, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/taxdocuments/x`, { 'aws:MultiFactorAuthAge': '3600' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}/x`, {}, 'allow'],
    ],
  },
  {
    name: 'keys to list at most',
    page: 'AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
    statement: [
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: bucketArn,
        Condition: { NumericLessThanEquals: { 's3:max-keys': '10' } },
      },
    ],
    asks: [
      [user, 's3:ListBucket', bucketArn, { 's3:max-keys': '10' }, 'allow'],
      [user, 's3:ListBucket', bucketArn, { 's3:max-keys': '11' }, 'none'],
      [user, 's3:ListBucket', bucketArn, {}, 'none'],
    ],
  },
  {
    name: 'a topic for one bucket',
    page: 'AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: ['SNS:Publish'],
      Resource: 'arn:aws:sns:us-east-1:123456789012:topic',
      Condition: {
        ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:amzn-s3-demo-bucket' },
        StringEquals: { 'aws:SourceAccount': '123456789012' },
      },
    },
    asks: [
      [
        svc('s3.amazonaws.com'),
        'sns:Publish',
        'arn:aws:sns:us-east-1:123456789012:topic',
        { 'aws:SourceArn': bucketArn, 'aws:SourceAccount': '123456789012' },
        'allow',
      ],
      [
        svc('s3.amazonaws.com'),
        'sns:Publish',
        'arn:aws:sns:us-east-1:123456789012:topic',
        { 'aws:SourceArn': `${bucketArn}2`, 'aws:SourceAccount': '123456789012' },
        'none',
      ],
    ],
  },
  {
    name: 'server access logs',
    page: 'AmazonS3/latest/userguide/enable-server-access-logging.html',
    statement: {
      Sid: 'S3ServerAccessLogsPolicy',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: ['s3:PutObject'],
      Resource: `${bucketArn}/logs*`,
      Condition: {
        ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::source' },
        StringEquals: { 'aws:SourceAccount': '123456789012' },
      },
    },
    asks: [
      [
        svc('logging.s3.amazonaws.com'),
        's3:PutObject',
        `${bucketArn}/logs/x`,
        { 'aws:SourceArn': 'arn:aws:s3:::source', 'aws:SourceAccount': '123456789012' },
        'allow',
      ],
      [
        svc('logging.s3.amazonaws.com'),
        's3:PutObject',
        `${bucketArn}/x`,
        { 'aws:SourceArn': 'arn:aws:s3:::source', 'aws:SourceAccount': '123456789012' },
        'none',
      ],
    ],
  },
];

describe('published examples: cloudtrail and s3', () => {
  testExamples(examples);

  it('are at least 17 policies', () => {
    expect(examples.length).toBeGreaterThanOrEqual(17);
  });
});
