/** What AWS lets one account call in one region. */
export interface PublishedLimit {
  /** Calls that share the limit. */
  readonly group: string;
  readonly perSecond: number;
  /** Calls at once; a second's worth where AWS says nothing else. */
  readonly burst: number;
  /** Where AWS says so; absent where it says nothing and the figure is what others met. */
  readonly source?: string;
}

const limit = (group: string, perSecond: number, source?: string, burst = perSecond): PublishedLimit => ({ group, perSecond, burst, source }); // prettier-ignore

const CLOUDTRAIL = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html';
const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html';
const CLOUDWATCH = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html';
const EC2 = 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html';
const SNS = 'https://docs.aws.amazon.com/general/latest/gr/sns.html';
const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html';
const STS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';

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
};

const services: Readonly<Record<string, PublishedLimit>> = {
  // "Get, describe, and list APIs": read as one limit for all of them together.
  cloudtrail: limit('read', 10, CLOUDTRAIL),
  ec2: limit('describe', 20, EC2, 100),
  events: limit('all', 50, EVENTS),
  sts: limit('all', 600, STS),
  organizations: limit('all', 10),
  iam: limit('all', 20),
  s3: limit('bucket configuration', 100),
  's3-control': limit('account configuration', 20),
};

export function publishedLimit(service: string, operation: string): PublishedLimit | undefined {
  return operations[`${service}:${operation}`] ?? services[service];
}

export interface Bucket {
  /** Whether a call at that time (milliseconds) is within the limit. */
  take(now: number): boolean;
}

/** A token bucket that starts full and refuses instead of waiting, as AWS does. */
export function createBucket({ perSecond, burst }: PublishedLimit): Bucket {
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
