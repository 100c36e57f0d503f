/**
 * Policies as AWS's documentation publishes them (names of accounts and buckets as there), each asked at least one question that passes and
 * one that does not. Pages are named by their last part; they stand under https://docs.aws.amazon.com/.
 */
import { describe, expect, it } from 'vitest';
import { Unknown } from '../../core/unknown.ts';
import { type Decision, decide } from './decide.ts';
import { parsePolicyDocument } from './parse.ts';
import type { ContextValue, RequestPrincipal } from './request.ts';

const svc = (id: string): RequestPrincipal => ({ type: 'service', id });
const iam = (arn: string, account = arn.split(':')[4]!): RequestPrincipal => ({ type: 'aws', arn, account });
const cloudtrail = svc('cloudtrail.amazonaws.com');
const user = iam('arn:aws:iam::123456789012:user/johndoe');
const anonymous: RequestPrincipal = { type: 'anonymous' };
const trailArn = 'arn:aws:cloudtrail:us-east-1:111111111111:trail/primary';
const acl = 'bucket-owner-full-control';
const openIp = new Unknown('unresolved-reference');

type Ask = readonly [
  who: RequestPrincipal,
  action: string,
  resource: string,
  context: Record<string, ContextValue>,
  decision: Decision,
];
interface Example {
  readonly name: string;
  readonly page: string;
  readonly statement: unknown;
  readonly version?: string;
  readonly asks: readonly Ask[];
}

const bucketArn = 'arn:aws:s3:::amzn-s3-demo-bucket';
const object = `${bucketArn}/AWSLogs/111111111111/CloudTrail/us-east-1/2026/01/01/x.json.gz`;

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
    name: 'folders of users',
    page: 'IAM/latest/UserGuide/reference_policies_variables.html',
    statement: [
      {
        Action: ['s3:ListBucket'],
        Effect: 'Allow',
        Resource: [bucketArn],
        Condition: { StringLike: { 's3:prefix': ['${aws:username}/*'] } },
      },
      { Action: ['s3:GetObject', 's3:PutObject'], Effect: 'Allow', Resource: [`${bucketArn}/\${aws:username}/*`] },
    ],
    asks: [
      [user, 's3:GetObject', `${bucketArn}/johndoe/x`, { 'aws:username': 'johndoe' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}/janedoe/x`, { 'aws:username': 'johndoe' }, 'none'],
      [user, 's3:ListBucket', bucketArn, { 'aws:username': 'johndoe', 's3:prefix': 'johndoe/a' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}/x/x`, {}, 'none'],
    ],
  },
  {
    name: 'a variable in version 2008-10-17 is text',
    page: 'IAM/latest/UserGuide/reference_policies_elements_version.html',
    version: '2008-10-17',
    statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucketArn}/\${aws:username}/*` },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/johndoe/x`, { 'aws:username': 'johndoe' }, 'none'],
      [user, 's3:GetObject', `${bucketArn}/\${aws:username}/x`, { 'aws:username': 'johndoe' }, 'allow'],
    ],
  },
  {
    name: 'a variable with a default',
    page: 'IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values',
    statement: {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [`${bucketArn}-\${aws:PrincipalTag/team, 'company-wide'}/*`],
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}-yellow/x`, { 'aws:PrincipalTag/team': 'yellow' }, 'allow'],
      [user, 's3:GetObject', `${bucketArn}-company-wide/x`, {}, 'allow'],
      [user, 's3:GetObject', `${bucketArn}-yellow/x`, {}, 'none'],
    ],
  },
  {
    name: 'a variable without value and an inverted operator',
    page: 'IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value',
    statement: {
      Effect: 'Allow',
      Action: 's3:ListAllMyBuckets',
      Resource: '*',
      Condition: { StringNotLike: { 'my:team': '${aws:PrincipalTag/team}' } },
    },
    asks: [
      [user, 's3:ListAllMyBuckets', '*', { 'my:team': 'a' }, 'allow'],
      [user, 's3:ListAllMyBuckets', '*', { 'my:team': 'a', 'aws:PrincipalTag/team': 'a' }, 'none'],
    ],
  },
  {
    name: 'dates',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws-dates.html',
    statement: {
      Effect: 'Allow',
      Action: 'service-prefix:action-name',
      Resource: '*',
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
      },
    },
    asks: [
      [user, 'service-prefix:action-name', '*', { 'aws:CurrentTime': '2020-05-01T00:00:00Z' }, 'allow'],
      [user, 'service-prefix:action-name', '*', { 'aws:CurrentTime': '2020-07-01T00:00:00Z' }, 'none'],
    ],
  },
  {
    name: 'self-managed credentials with MFA',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html',
    statement: {
      Sid: 'DenyAllExceptListedIfNoMFA',
      Effect: 'Deny',
      NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:GetUser', 'sts:GetSessionToken'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/x`, {}, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:MultiFactorAuthPresent': 'true' }, 'none'],
      [user, 'iam:GetUser', '*', {}, 'none'],
    ],
  },
  {
    name: 'deny by source address, but not through a service',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html',
    statement: {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
        Bool: { 'aws:ViaAWSService': 'false' },
      },
    },
    asks: [
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '8.8.8.8', 'aws:ViaAWSService': 'false' }, 'deny'],
      [user, 's3:GetObject', `${bucketArn}/x`, { 'aws:SourceIp': '8.8.8.8', 'aws:ViaAWSService': 'true' }, 'none'],
    ],
  },
  {
    name: 'deny by region, global services aside',
    page: 'IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html',
    statement: {
      Sid: 'DenyAllOutsideRequestedRegions',
      Effect: 'Deny',
      NotAction: ['cloudfront:*', 'iam:*', 'route53:*', 'support:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
    },
    asks: [
      [user, 'ec2:RunInstances', '*', { 'aws:RequestedRegion': 'us-east-1' }, 'deny'],
      [user, 'ec2:RunInstances', '*', { 'aws:RequestedRegion': 'eu-west-1' }, 'none'],
      [user, 'iam:CreateRole', '*', { 'aws:RequestedRegion': 'us-east-1' }, 'none'],
    ],
  },
  {
    name: 'tags that may be set',
    page: 'IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html',
    statement: {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
        Null: { 'aws:TagKeys': 'false' },
      },
    },
    asks: [
      [user, 'ec2:CreateTags', '*', { 'aws:TagKeys': ['environment'] }, 'allow'],
      [user, 'ec2:CreateTags', '*', { 'aws:TagKeys': ['environment', 'owner'] }, 'none'],
      [user, 'ec2:CreateTags', '*', {}, 'none'],
    ],
  },
  {
    name: 'tags that may not be set',
    page: 'IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html',
    statement: {
      Effect: 'Deny',
      Action: ['iam:TagRole'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'webserver-*' } },
    },
    asks: [
      [user, 'iam:TagRole', '*', { 'aws:TagKeys': ['a', 'webserver-1'] }, 'deny'],
      [user, 'iam:TagRole', '*', { 'aws:TagKeys': ['a'] }, 'none'],
      [user, 'iam:TagRole', '*', {}, 'none'],
    ],
  },
  {
    name: 'columns of a table',
    page: 'amazondynamodb/latest/developerguide/specifying-conditions.html',
    statement: {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: ['arn:aws:dynamodb:us-west-2:123456789012:table/GameScores'],
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['${www.amazon.com:user_id}'],
          'dynamodb:Attributes': ['UserId', 'GameTitle'],
        },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    },
    asks: [
      [
        user,
        'dynamodb:Query',
        'arn:aws:dynamodb:us-west-2:123456789012:table/GameScores',
        { 'dynamodb:LeadingKeys': ['u1'], 'www.amazon.com:user_id': 'u1', 'dynamodb:Attributes': ['UserId'] },
        'allow',
      ],
      [
        user,
        'dynamodb:Query',
        'arn:aws:dynamodb:us-west-2:123456789012:table/GameScores',
        { 'dynamodb:LeadingKeys': ['u2'], 'www.amazon.com:user_id': 'u1', 'dynamodb:Attributes': ['UserId'] },
        'none',
      ],
    ],
  },
  {
    name: 'instance types with IfExists',
    page: 'IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
    statement: {
      Effect: 'Allow',
      Action: 'ec2:RunInstances',
      Resource: '*',
      Condition: { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } },
    },
    asks: [
      [
        user,
        'ec2:RunInstances',
        'arn:aws:ec2:us-east-1:123456789012:instance/*',
        { 'ec2:InstanceType': 't2.micro' },
        'allow',
      ],
      [user, 'ec2:RunInstances', 'arn:aws:ec2:us-east-1:123456789012:subnet/s', {}, 'allow'],
      [
        user,
        'ec2:RunInstances',
        'arn:aws:ec2:us-east-1:123456789012:instance/*',
        { 'ec2:InstanceType': 'x1.32xlarge' },
        'none',
      ],
    ],
  },
  {
    name: 'temporary credentials only',
    page: 'IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
    statement: {
      Action: 'ec2:*',
      Effect: 'Allow',
      Resource: '*',
      Condition: { Null: { 'aws:TokenIssueTime': 'true' } },
    },
    asks: [
      [user, 'ec2:RunInstances', '*', {}, 'allow'],
      [user, 'ec2:RunInstances', '*', { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }, 'none'],
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
    name: 'bytes in a key',
    page: 'IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals',
    statement: {
      Effect: 'Allow',
      Action: 'x:Y',
      Resource: '*',
      Condition: { BinaryEquals: { 'key:k': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
    },
    asks: [
      [user, 'x:Y', '*', { 'key:k': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' }, 'allow'],
      [user, 'x:Y', '*', { 'key:k': 'ASIAIOSFODNN7EXAMPLE' }, 'none'],
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
    name: 'only principals of the organization',
    page: 'IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid',
    statement: {
      Sid: 'AllowPutObject',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' } },
    },
    asks: [
      [user, 's3:PutObject', `${bucketArn}/x`, { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' }, 'allow'],
      [cloudtrail, 's3:PutObject', object, {}, 'none'],
    ],
  },
  {
    name: 'a data perimeter that forgets services',
    page: 'IAM/latest/UserGuide/access_policies_data-perimeters.html',
    statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: `${bucketArn}/*`,
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' } },
    },
    asks: [
      [cloudtrail, 's3:PutObject', object, { 'aws:PrincipalIsAWSService': 'true' }, 'deny'],
      [user, 's3:PutObject', object, { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' }, 'none'],
    ],
  },
  {
    name: 'a data perimeter that spares services',
    page: 'organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    statement: {
      Sid: 'EnforceOrgIdentities',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'kms:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-xxxxxxxxxxx' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    asks: [
      [cloudtrail, 's3:PutObject', object, { 'aws:PrincipalIsAWSService': 'true' }, 'none'],
      [user, 's3:PutObject', object, { 'aws:PrincipalOrgID': 'o-other', 'aws:PrincipalIsAWSService': 'false' }, 'deny'],
      [anonymous, 's3:PutObject', object, {}, 'deny'],
    ],
  },
  {
    name: 'confused deputy protection in a resource control policy',
    page: 'organizations/latest/userguide/orgs_manage_policies_rcps_examples.html#example-rcp-confused-deputy',
    statement: {
      Sid: 'EnforceConfusedDeputyProtection',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*', 'kms:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-xxxxxxxxxxx' },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
    asks: [
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': '1', 'aws:SourceOrgID': 'o-other' },
        'deny',
      ],
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': '1', 'aws:SourceOrgID': 'o-xxxxxxxxxxx' },
        'none',
      ],
      [
        cloudtrail,
        's3:PutObject',
        object,
        { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceOrgID': 'o-other' },
        'none',
      ],
    ],
  },
  {
    name: 'the root user shut out',
    page: 'organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
    statement: {
      Sid: 'RestrictEC2ForRoot',
      Effect: 'Deny',
      Action: ['ec2:*'],
      Resource: ['*'],
      Condition: { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
    },
    asks: [
      [
        iam('arn:aws:iam::123456789012:root'),
        'ec2:RunInstances',
        '*',
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:root' },
        'deny',
      ],
      [user, 'ec2:RunInstances', '*', { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/johndoe' }, 'none'],
    ],
  },
  {
    name: 'an admin role spared',
    page: 'organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
    statement: {
      Sid: 'DenyAccessWithException',
      Effect: 'Deny',
      Action: ['cloudtrail:StopLogging', 'iam:DeleteRole'],
      Resource: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/name-of-admin-role-to-allow' } },
    },
    asks: [
      [
        user,
        'cloudtrail:StopLogging',
        trailArn,
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/other' },
        'deny',
      ],
      [
        user,
        'cloudtrail:StopLogging',
        trailArn,
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/name-of-admin-role-to-allow' },
        'none',
      ],
    ],
  },
  {
    name: 'everyone but one, with NotPrincipal',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    statement: {
      Effect: 'Deny',
      NotPrincipal: { AWS: ['arn:aws:iam::444455556666:user/Bob', 'arn:aws:iam::444455556666:root'] },
      Action: 's3:*',
      Resource: [`${bucketArn}/*`],
    },
    asks: [
      [iam('arn:aws:iam::444455556666:user/Bob'), 's3:GetObject', `${bucketArn}/x`, {}, 'none'],
      [iam('arn:aws:iam::444455556666:user/Eve'), 's3:GetObject', `${bucketArn}/x`, {}, 'deny'],
      [cloudtrail, 's3:PutObject', object, {}, 'deny'],
    ],
  },
  {
    name: 'everything but a bucket, with NotResource',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notresource.html',
    statement: {
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'],
    },
    asks: [
      [user, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/x', {}, 'none'],
      [user, 's3:GetObject', 'arn:aws:s3:::HRBucket/Other', {}, 'deny'],
      [user, 'ec2:RunInstances', '*', {}, 'none'],
    ],
  },
  {
    name: 'everything but deleting, with NotAction',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    statement: { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' },
    asks: [
      [user, 's3:PutObject', `${bucketArn}/x`, {}, 'allow'],
      [user, 's3:deletebucket', bucketArn, {}, 'none'],
    ],
  },
  {
    name: 'a path of users',
    page: 'IAM/latest/UserGuide/reference_identifiers.html',
    statement: {
      Effect: 'Allow',
      Action: 'iam:*LoginProfile',
      Resource: 'arn:aws:iam::123456789012:user/division_abc/*',
    },
    asks: [
      [user, 'iam:CreateLoginProfile', 'arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/Bob', {}, 'allow'],
      [user, 'iam:CreateLoginProfile', 'arn:aws:iam::123456789012:user/Bob', {}, 'none'],
      [user, 'iam:CreateUser', 'arn:aws:iam::123456789012:user/division_abc/Bob', {}, 'none'],
    ],
  },
  {
    name: 'a role for SAML users',
    page: 'IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/ExampleOrgSSOProvider' },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: {
        StringEquals: { 'saml:edupersonorgdn': 'ExampleOrg', 'saml:aud': 'https://signin.aws.amazon.com/saml' },
      },
    },
    asks: [
      [
        { type: 'federated', id: 'arn:aws:iam::123456789012:saml-provider/ExampleOrgSSOProvider' },
        'sts:AssumeRoleWithSAML',
        'arn:aws:iam::123456789012:role/R',
        { 'saml:edupersonorgdn': 'ExampleOrg', 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        'allow',
      ],
      [
        { type: 'federated', id: 'arn:aws:iam::123456789012:saml-provider/Other' },
        'sts:AssumeRoleWithSAML',
        'arn:aws:iam::123456789012:role/R',
        { 'saml:edupersonorgdn': 'ExampleOrg', 'saml:aud': 'https://signin.aws.amazon.com/saml' },
        'none',
      ],
    ],
  },
  {
    name: 'a role with an external id',
    page: 'IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: '999999999999' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '12345' } },
    },
    asks: [
      [
        iam('arn:aws:iam::999999999999:role/Partner'),
        'sts:AssumeRole',
        'arn:aws:iam::123456789012:role/R',
        { 'sts:ExternalId': '12345' },
        'allow',
      ],
      [iam('arn:aws:iam::999999999999:role/Partner'), 'sts:AssumeRole', 'arn:aws:iam::123456789012:role/R', {}, 'none'],
    ],
  },
  {
    name: 'a role for GitHub',
    page: 'IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub',
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::012345678910:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:GitHubOrg/GitHubRepo:ref:refs/heads/GitHubBranch',
        },
      },
    },
    asks: [
      [
        { type: 'federated', id: 'arn:aws:iam::012345678910:oidc-provider/token.actions.githubusercontent.com' },
        'sts:AssumeRoleWithWebIdentity',
        '*',
        {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:GitHubOrg/GitHubRepo:ref:refs/heads/GitHubBranch',
        },
        'allow',
      ],
      [
        { type: 'federated', id: 'arn:aws:iam::012345678910:oidc-provider/token.actions.githubusercontent.com' },
        'sts:AssumeRoleWithWebIdentity',
        '*',
        {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:Evil/Repo:ref:refs/heads/main',
        },
        'none',
      ],
    ],
  },
  {
    name: 'a key by way of a service',
    page: 'kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/ExampleRole' },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': ['ec2.us-west-2.amazonaws.com', 'rds.us-west-2.amazonaws.com'] } },
    },
    asks: [
      [
        iam('arn:aws:sts::111122223333:assumed-role/ExampleRole/s'),
        'kms:GenerateDataKeyWithoutPlaintext',
        '*',
        { 'kms:ViaService': 'rds.us-west-2.amazonaws.com' },
        'allow',
      ],
      [iam('arn:aws:sts::111122223333:assumed-role/ExampleRole/s'), 'kms:Decrypt', '*', {}, 'none'],
    ],
  },
  {
    name: 'a log group key',
    page: 'AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'logs.us-east-1.amazonaws.com' },
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      Resource: '*',
      Condition: {
        ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:g*' },
      },
    },
    asks: [
      [
        svc('logs.us-east-1.amazonaws.com'),
        'kms:Encrypt',
        '*',
        { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:group' },
        'allow',
      ],
      [
        svc('logs.eu-west-1.amazonaws.com'),
        'kms:Encrypt',
        '*',
        { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:group' },
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
  {
    name: 'a queue for a topic',
    page: 'sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:us-east-2:123456789012:MyQueue',
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-east-2:123456789012:MyTopic' } },
    },
    asks: [
      [
        svc('sns.amazonaws.com'),
        'sqs:SendMessage',
        'arn:aws:sqs:us-east-2:123456789012:MyQueue',
        { 'aws:SourceArn': 'arn:aws:sns:us-east-2:123456789012:MyTopic' },
        'allow',
      ],
      [
        svc('sns.amazonaws.com'),
        'sqs:SendMessage',
        'arn:aws:sqs:us-east-2:123456789012:MyQueue',
        { 'aws:SourceArn': 'arn:aws:sns:us-east-2:123456789012:Other' },
        'none',
      ],
    ],
  },
];

describe('published examples', () => {
  it('are at least forty', () => {
    expect(examples.length).toBeGreaterThanOrEqual(40);
  });

  const cases = examples.flatMap(({ name, page, statement, version, asks }) =>
    asks.map((ask, index) => [name, index + 1, ask[4], page, statement, version, ask] as const),
  );
  it.each(cases)('%s, question %i: %s (%s)', (_, __, expected, ___, statement, version, ask) => {
    const policy = parsePolicyDocument({ Version: version ?? '2012-10-17', Statement: statement });
    if (!policy.valid) throw new Error(`${policy.problems[0]!.path}: ${policy.problems[0]!.message}`);
    const [principal, action, resource, context] = ask;
    expect(decide(policy, { principal, action, resource, context })).toBe(expected);
  });
});
