import type { bucket } from '#src/assets/bucket/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { healthyFacts, healthyWorld, ids, kinds, status } from '#src/testing/healthy.ts';
import { testRule } from '#src/testing/test-rule.ts';
import { type SomeFacts, unreadable } from '#src/testing/world.ts';
import { rule } from './rule.ts';

const stopped = { isLogging: false };
const none = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const refusesNew = { ...none, blockPublicAcls: true, blockPublicPolicy: true };
const group = (name: string, permission = 'READ') => ({
  grants: [{ grantee: `http://acs.amazonaws.com/groups/${name}`, group: true, permission }],
});
const statement = (changes: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::trail-logs/*',
        ...changes,
      },
    ],
  });
const anyone = statement({});

/** The healthy bucket with nothing that blocks public access, and changes. */
const open = (facts: SomeFacts<typeof bucket>) =>
  healthyWorld({
    bucket: { publicAccessBlock: undefined, accountPublicAccessBlock: undefined, ownership: 'ObjectWriter', ...facts },
  });
const when = (Condition: object) => open({ policy: statement({ Condition }) });

testRule(rule, {
  pass: {
    'neither ACL nor policy lets the public in': open({ policy: healthyFacts.bucket.policy }),
    'there is no policy': open({ policy: undefined }),
    'the policy allows everyone, and a Deny of all but a few other calls keeps strangers out': open({
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          JSON.parse(anyone).Statement[0],
          {
            Effect: 'Deny',
            Principal: '*',
            NotAction: ['s3:GetBucketLocation', 's3:GetBucketAcl'],
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          },
        ],
      }),
    }),
    'the ACL gives everyone something, and the bucket ignores public ACLs': open({
      acl: group('global/AllUsers'),
      publicAccessBlock: { ...none, ignorePublicAcls: true },
    }),
    'the ACL gives everyone something, and the account ignores public ACLs': open({
      acl: group('global/AllUsers'),
      accountPublicAccessBlock: { ...none, ignorePublicAcls: true },
    }),
    'the ACL gives everyone something, and ACLs are switched off': open({
      acl: group('global/AllUsers', 'FULL_CONTROL'),
      ownership: 'BucketOwnerEnforced',
    }),
    'the ACL gives something to the log delivery group, which is not the public': open({
      acl: group('s3/LogDelivery', 'WRITE'),
    }),
    'the policy allows everyone, and the bucket restricts public buckets': open({
      policy: anyone,
      publicAccessBlock: { ...none, restrictPublicBuckets: true },
    }),
    'the policy allows everyone, and the account restricts public buckets': open({
      policy: anyone,
      accountPublicAccessBlock: { ...none, restrictPublicBuckets: true },
    }),
    'the policy allows everyone of one organisation': when({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }),
    'the policy allows everyone through one VPC endpoint': when({
      StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' },
    }),
    'the policy allows the addresses of an office': when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    'the policy allows a range of exactly /8': when({ IpAddress: { 'aws:SourceIp': '11.0.0.0/8' } }),
    'the policy allows everyone, and a Deny takes it back outside the organisation': open({
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::trail-logs/*' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: '*',
            Condition: {
              StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' },
              Bool: { 'aws:PrincipalIsAWSService': 'false' },
            },
          },
        ],
      }),
    }),
    'public buckets are restricted, and the policy was denied': open({
      policy: new Unknown('access-denied', '', 's3:GetBucketPolicy'),
      publicAccessBlock: { ...none, restrictPublicBuckets: true },
    }),
    'the account blocks everything, and the rest was denied': healthyWorld({
      bucket: {
        acl: new Unknown('access-denied'),
        policy: new Unknown('access-denied'),
        publicAccessBlock: new Unknown('access-denied'),
        ownership: new Unknown('access-denied'),
      },
    }),
  },
  fail: {
    'the ACL lets everyone list the bucket': {
      world: open({ acl: group('global/AllUsers') }),
      message: 'open',
      says: ['trail-logs', 'its ACL gives everyone READ'],
    },
    'the ACL lets everyone with an AWS account write': {
      world: open({ acl: group('global/AuthenticatedUsers', 'WRITE') }),
      says: ['everyone with an AWS account WRITE'],
    },
    'the ACL lets everyone read, and the owner merely prefers to own what others write': {
      world: open({ ownership: 'BucketOwnerPreferred', acl: group('global/AllUsers') }),
    },
    'the ACL lets everyone read, and the bucket is older than the choice of ownership': {
      world: open({ ownership: undefined, acl: group('global/AllUsers') }),
    },
    'the policy allows everyone': { world: open({ policy: anyone }), says: ['Statement[0] (Read) of its policy'] },
    'the policy allows everyone under the name AWS': {
      world: open({ policy: statement({ Principal: { AWS: '*' } }) }),
    },
    'the policy allows everyone but one': {
      world: open({
        policy: statement({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::222222222222:user/x' } }),
      }),
    },
    'only new public ACLs and policies are refused, which leaves the old ones': {
      world: open({
        acl: group('global/AllUsers'),
        policy: anyone,
        publicAccessBlock: refusesNew,
        accountPublicAccessBlock: refusesNew,
      }),
      says: ['ACL', 'policy'],
    },
    'the flag that ignores ACLs leaves a public policy alone': {
      world: open({ policy: anyone, publicAccessBlock: { ...none, ignorePublicAcls: true } }),
    },
    'the flag that restricts policies leaves a public ACL alone': {
      world: open({ acl: group('global/AllUsers'), publicAccessBlock: { ...none, restrictPublicBuckets: true } }),
    },
    'ACLs are switched off, which leaves a public policy alone': {
      world: open({ policy: anyone, ownership: 'BucketOwnerEnforced' }),
    },
    'a condition asks for TLS only': { world: when({ Bool: { 'aws:SecureTransport': 'true' } }) },
    'a wildcard stands for any VPC': { world: when({ StringLike: { 'aws:SourceVpc': 'vpc-*' } }) },
    'a condition holds only where the key exists': {
      world: when({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
    },
    'a range is one bit broader than /8': { world: when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } }) },
    'one of two ranges is the whole internet': {
      world: when({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0'] } }),
    },
    'the policy is public and the ACL was denied': {
      world: open({ policy: anyone, acl: new Unknown('access-denied', '', 's3:GetBucketAcl') }),
    },
  },
  unknown: {
    'the policy was denied': {
      world: open({ policy: new Unknown('access-denied', '', 's3:GetBucketPolicy') }),
      action: 's3:GetBucketPolicy',
    },
    'the ACL was denied': {
      world: open({ acl: new Unknown('access-denied', '', 's3:GetBucketAcl') }),
      action: 's3:GetBucketAcl',
    },
    'the policy is public and whether the account blocks it was denied': {
      world: open({
        policy: anyone,
        accountPublicAccessBlock: new Unknown('access-denied', '', 's3:GetAccountPublicAccessBlock'),
      }),
      action: 's3:GetAccountPublicAccessBlock',
    },
    'the policy is no JSON': open({ policy: '{"Version": "2012-10-17", "Statement": [' }),
    'the policy names every service, and AWS does not say what that means': open({
      policy: statement({ Principal: { Service: '*' } }),
    }),
    'the bucket belongs to an account outside the scan': healthyWorld({ without: ['bucket'] }),
  },
  notApplicable: {
    'the trail is stopped everywhere, and the bucket could not be found out about': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
      without: ['bucket'],
      more: [unreadable(kinds.bucket, ids.bucket, new Unknown('access-denied', '', 's3:ListAllMyBuckets'))],
    }),
    'the bucket is gone': healthyWorld({ missing: ['bucket'] }),
    'the trail is stopped everywhere': healthyWorld({
      trail: { status: status({ 'eu-west-1': stopped, 'us-east-1': stopped }) },
    }),
  },
});
