/** What AWS publishes that one account may call in one region. */
export interface PublishedLimit {
  /** Calls that share the limit. */
  readonly group: string;
  readonly perSecond: number;
  /** Calls at once; a second's worth where AWS says nothing else. */
  readonly burst: number;
  /** Where AWS says so. */
  readonly source: string;
}

const limit = (group: string, perSecond: number, source: string, burst = perSecond): PublishedLimit => ({ group, perSecond, burst, source }); // prettier-ignore

const CLOUDTRAIL = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html';
const LOGS = 'https://docs.aws.amazon.com/general/latest/gr/cwl_region.html';
const CLOUDWATCH = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html';
const EC2 = 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html';
const SNS = 'https://docs.aws.amazon.com/general/latest/gr/sns.html';
const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html';
const STS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';

const operations: Readonly<Record<string, PublishedLimit>> = {
  'cloudtrail:LookupEvents': limit('LookupEvents', 2, CLOUDTRAIL),
  'logs:DescribeMetricFilters': limit('DescribeMetricFilters', 5, LOGS),
  'logs:DescribeLogGroups': limit('DescribeLogGroups', 10, LOGS),
  'cloudwatch:DescribeAlarms': limit('DescribeAlarms', 9, CLOUDWATCH),
  'kms:DescribeKey': limit('DescribeKey', 2_000, KMS),
  'kms:GetKeyPolicy': limit('GetKeyPolicy', 1_000, KMS),
  'kms:ListAliases': limit('ListAliases', 500, KMS),
  'sns:GetTopicAttributes': limit('GetTopicAttributes', 30, SNS),
  'sns:ListSubscriptionsByTopic': limit('ListSubscriptionsByTopic', 30, SNS),
  // Of this page's table of throttling limits only this line could be confirmed. Surety makes no such call.
  'organizations:ListRoots': limit('ListRoots', 1, ORGANIZATIONS, 2),
};

const services: Readonly<Record<string, (operation: string) => PublishedLimit>> = {
  // "Get, describe, and list APIs": 10. Service Quotas names a quota for each of them, so each has its own here.
  cloudtrail: (operation) => limit(operation, 10, CLOUDTRAIL),
  // "Each API is evaluated individually": what changes nothing has 100 tokens, refilled at 20 a second.
  ec2: (operation) => limit(operation, 20, EC2, 100),
  events: () => limit('all', 50, EVENTS),
  sts: () => limit('all', 600, STS),
};

/**
 * The limit that AWS publishes for an operation; where its words can be read in two ways, the one that allows more: a
 * bound must not be higher than the truth. `undefined` where no published limit was found (IAM, settings of buckets in S3
 * and S3 Control) or where it could not be confirmed (the other operations of Organizations): nothing is refused there
 * and nothing counted, for a figure of our own choice would make a bound of our own choice.
 */
export function publishedLimit(service: string, operation: string): PublishedLimit | undefined {
  return operations[`${service}:${operation}`] ?? services[service]?.(operation);
}

export interface Bucket {
  /** Whether a call at that time (milliseconds) is within the limit. */
  take(now: number): boolean;
}

/** A token bucket that starts full and refuses instead of waiting, as AWS does. */
export function createBucket({ perSecond, burst }: Pick<PublishedLimit, 'perSecond' | 'burst'>): Bucket {
  let tokens = burst;
  let updated: number | undefined;
  return {
    take(now) {
      tokens = Math.min(burst, tokens + ((now - (updated ?? now)) / 1000) * perSecond);
      updated = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/**
 * Seconds that so many calls take at the least under a limit: a bucket that starts full gives `burst` at once and the
 * rest at `perSecond`.
 */
export const leastSeconds = (calls: number, { perSecond, burst }: Pick<PublishedLimit, 'perSecond' | 'burst'>) =>
  Math.max(0, calls - burst) / perSecond;
