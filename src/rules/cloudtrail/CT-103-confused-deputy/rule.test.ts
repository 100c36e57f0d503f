import { Unknown } from '#src/core/unknown.ts';
import { configuration, healthyFacts, healthyWorld, ids, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const service = { Service: 'cloudtrail.amazonaws.com' };
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const write = {
  Sid: 'Write',
  Effect: 'Allow',
  Principal: service,
  Action: 's3:PutObject',
  Resource: `${ids.bucket.id}/*`,
};
const refuseOthers = {
  Effect: 'Deny',
  Principal: service,
  Action: 's3:*',
  Resource: [ids.bucket.id, `${ids.bucket.id}/*`],
};
const withBucket = (...statements: object[]) => healthyWorld({ bucket: { policy: policy(...statements) } });
const withKey = (...statements: object[]) => healthyWorld({ key: { policy: policy(...statements) } });
const decrypt = { Effect: 'Allow', Principal: service, Action: 'kms:Decrypt', Resource: '*' };
const defaultTopic = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:Publish', 'SNS:Subscribe'],
  Resource: ids.topic.id,
  Condition: { StringEquals: { 'AWS:SourceOwner': ids.topic.account } },
};

testRule(rule, {
  pass: {
    'every document fixes the trail': healthyWorld(),
    'the bucket of a landing zone fixes the organisation': withBucket({
      ...write,
      Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    }),
    'the account is fixed': withBucket({
      ...write,
      Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
    }),
    'the bucket policy is open, and a Deny takes it back from all other trails': withBucket(write, {
      ...refuseOthers,
      Condition: { StringNotEquals: { 'aws:SourceArn': ids.trail.id } },
    }),
    'the bucket policy is open, and a Deny takes it back from other organisations': withBucket(write, {
      ...refuseOthers,
      Condition: { StringNotEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    }),
    'everyone may read the bucket, which is no matter of CloudTrail': withBucket({
      ...write,
      Principal: '*',
      Action: 's3:GetObject',
    }),
    'CloudTrail may decrypt without a condition, as AWS recommends': withKey(decrypt),
    'the topic has the policy that SNS gives every new topic': healthyWorld({
      topic: { attributes: { ...healthyFacts.topic.attributes, policy: policy(defaultTopic) } },
    }),
    'CloudTrail may list the bucket for anybody, as Control Tower writes it, which it needs for nothing': withBucket({
      ...write,
      Action: 's3:ListBucket',
      Resource: ids.bucket.id,
    }),
    'calls without TLS are denied, which lets nobody in': withBucket(
      { ...write, Condition: { StringEquals: { 'aws:SourceArn': ids.trail.id } } },
      { ...refuseOthers, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ),
    'the topic lets CloudTrail in for its owner, as SNS writes it': healthyWorld({
      topic: {
        attributes: {
          ...healthyFacts.topic.attributes,
          policy: policy({ ...defaultTopic, Principal: service }),
        },
      },
    }),
    'everyone who is AWS Config may write to the bucket': withBucket({
      ...write,
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalServiceName': 'config.amazonaws.com' } },
    }),
    'CloudTrail is let in by the organisation of IAM principals, of which its calls tell nothing': withBucket({
      ...write,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    'everyone of the organisation may read the bucket': withBucket({
      ...write,
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
  },
  fail: {
    'the bucket policy fixes nothing': {
      world: withBucket({ ...write, Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } } }),
      key: 'bucket',
      message: 'open',
      says: ['bucket policy of trail-logs', 'Statement[0] (Write)'],
    },
    'the Deny takes it back from one other account only': {
      world: withBucket(write, {
        ...refuseOthers,
        Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
      }),
      key: 'bucket',
      says: ['Statement[0] (Write)'],
    },
    'the bucket policy lets CloudTrail read the ACL for anybody': {
      world: withBucket({ ...write, Action: 's3:GetBucketAcl', Resource: ids.bucket.id }),
      key: 'bucket',
    },
    'everyone may write to the bucket, and so CloudTrail for anybody': {
      world: withBucket({ ...write, Principal: '*', Action: ['s3:GetObject', 's3:PutObject'] }),
      key: 'bucket',
    },
    'the bucket policy fixes a trail by wildcard only': {
      world: withBucket({ ...write, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/main' } } }),
      key: 'bucket',
    },
    'the bucket policy fixes the trail only if the call tells one': {
      world: withBucket({ ...write, Condition: { StringEqualsIfExists: { 'aws:SourceArn': ids.trail.id } } }),
      key: 'bucket',
    },
    'the topic has the policy that CloudTrail gives it': {
      world: healthyWorld({
        topic: {
          attributes: {
            ...healthyFacts.topic.attributes,
            policy: policy({ Effect: 'Allow', Principal: service, Action: 'SNS:Publish', Resource: ids.topic.id }),
          },
        },
      }),
      key: 'topic',
    },
    'the key policy lets CloudTrail encrypt for anybody': {
      world: withKey({ ...decrypt, Action: 'kms:GenerateDataKey*' }),
      key: 'key',
    },
    'the key policy lets CloudTrail describe the key for anybody': {
      world: withKey({ ...decrypt, Action: 'kms:DescribeKey' }),
      key: 'key',
    },
    'the key policy fixes the encryption context alone, as AWS advised before 2021': {
      world: withKey({
        ...decrypt,
        Action: 'kms:GenerateDataKey*',
        Condition: {
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:*:111111111111:trail/*' },
        },
      }),
      key: 'key',
    },
    'the key policy lets CloudTrail encrypt beside decrypting': {
      world: withKey({ ...decrypt, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
      key: 'key',
    },
    'the role can be assumed for any trail': {
      world: healthyWorld({
        logRole: { trust: policy({ Effect: 'Allow', Principal: service, Action: 'sts:AssumeRole' }) },
      }),
      key: 'role',
      says: ['trust policy of trail-to-logs'],
    },
    'one statement is open beside one that fixes the trail': {
      world: withBucket(write, {
        ...write,
        Sid: 'Fixed',
        Condition: { StringEquals: { 'aws:SourceArn': ids.trail.id } },
      }),
      key: 'bucket',
      says: ['Statement[0] (Write)'],
    },
    'the role is open and the bucket policy was denied': {
      world: healthyWorld({
        bucket: { policy: new Unknown('access-denied') },
        logRole: { trust: policy({ Effect: 'Allow', Principal: service, Action: 'sts:AssumeRole' }) },
      }),
      key: 'role',
    },
  },
  unknown: {
    'the bucket policy was denied': {
      world: healthyWorld({ bucket: { policy: new Unknown('access-denied', '', 's3:GetBucketPolicy') } }),
      key: 'bucket',
      action: 's3:GetBucketPolicy',
    },
    'the bucket belongs to an account outside the scan': {
      world: healthyWorld({ without: ['bucket'] }),
      key: 'bucket',
    },
    'the key policy is no policy': { world: healthyWorld({ key: { policy: '{"Statement": "none"}' } }), key: 'key' },
    'the topic policy names every service, and AWS does not say what that means': {
      world: healthyWorld({
        topic: {
          attributes: {
            ...healthyFacts.topic.attributes,
            policy: policy({ Effect: 'Allow', Principal: { Service: '*' }, Action: 'SNS:Publish', Resource: '*' }),
          },
        },
      }),
      key: 'topic',
    },
  },
  notApplicable: {
    'the bucket has no policy': { world: healthyWorld({ bucket: { policy: undefined } }), key: 'bucket' },
    'the trail names no key': {
      world: healthyWorld({ trail: { configuration: configuration({ kmsKeyId: undefined }) } }),
      key: 'key',
    },
    'the role is gone': { world: healthyWorld({ missing: ['logRole'] }), key: 'role' },
    'the trail is stopped everywhere': {
      world: healthyWorld({ trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) } }),
      key: 'topic',
    },
  },
});
