import type { CauseDefinition } from '../cause.ts';
import { conditionKey, gapFound } from '../explain.ts';
import { bucketChecks } from '../s3-checks.ts';

const common = {
  area: 'S3',
  channels: ['s3', 'digest'],
  symptoms: ['AccessDenied', 'InsufficientS3BucketPolicyException'],
  confidence: 'certain',
  blocks: true,
} as const;

const named = new Set(['aws:sourcearn', 'aws:sourceaccount', 's3:x-amz-acl']);

export const sourceArn: CauseDefinition = {
  ...common,
  id: 'S3-SOURCEARN',
  title: 'The bucket policy lets CloudTrail in for another trail only',
  repair:
    "Put the trail's ARN, with its home region and its owner's account, into aws:SourceArn; several trails stand in one list.",
  find: (site) => gapFound(bucketChecks(site), (gap) => conditionKey(gap) === 'aws:sourcearn'),
};

export const sourceAccount: CauseDefinition = {
  ...common,
  id: 'S3-SOURCEACCOUNT',
  title: 'The bucket policy lets CloudTrail in for another account only',
  repair:
    "Put the account of the trail's owner into aws:SourceAccount; for an organisation's trail that is the management account.",
  find: (site) => gapFound(bucketChecks(site), (gap) => conditionKey(gap) === 'aws:sourceaccount'),
};

export const aclCondition: CauseDefinition = {
  ...common,
  id: 'S3-ACL-COND',
  title: 'The bucket policy asks for another canned ACL than CloudTrail sends',
  repair:
    'Make the value of s3:x-amz-acl bucket-owner-full-control, or leave the condition out of buckets with enforced ownership.',
  find: (site) =>
    gapFound(
      bucketChecks(site),
      (gap) => conditionKey(gap) === 's3:x-amz-acl',
      () => 'bucket-owner-full-control',
    ),
};

export const otherCondition: CauseDefinition = {
  ...common,
  id: 'S3-CONDITION',
  title: 'The bucket policy lets CloudTrail in under a condition that it does not meet',
  repair:
    'Take the condition out of the statement for CloudTrail: calls of a service carry no network, no tags and no organisation of a principal.',
  find: (site) =>
    gapFound(bucketChecks(site), (gap) => {
      const key = conditionKey(gap);
      return key !== undefined && !named.has(key);
    }),
};
