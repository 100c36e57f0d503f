/** What AWS allows of a class of calls in one account and region, a little under the published figure. */
export interface RateLimit {
  /** Calls that share one budget. */
  readonly group: string;
  readonly perSecond: number;
  readonly burst: number;
}

const DEFAULT: RateLimit = { group: 'default', perSecond: 20, burst: 20 };

const services: Readonly<Record<string, RateLimit>> = {
  // "Get, describe, and list APIs": 10 a second, account and region, not adjustable.
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
  cloudtrail: { group: 'read', perSecond: 9, burst: 9 },
  // DescribeAlarms: 9 a second. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  cloudwatch: { group: 'describe', perSecond: 8, burst: 8 },
  // DescribeLogGroups: 10, DescribeMetricFilters: 5.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  'cloudwatch-logs': { group: 'describe', perSecond: 9, burst: 9 },
  // Not published; a scan makes few calls, and other tools' users see throttling at 10.
  organizations: { group: 'read', perSecond: 5, burst: 5 },
  iam: { group: 'read', perSecond: 15, burst: 15 },
  // https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html
  kms: { group: 'read', perSecond: 50, burst: 50 },
  s3: { group: 'bucket', perSecond: 100, burst: 100 },
  's3-control': { group: 'account', perSecond: 10, burst: 10 },
  sns: { group: 'read', perSecond: 25, burst: 25 },
};

const operations: Readonly<Record<string, RateLimit>> = {
  'cloudtrail:LookupEvents': { group: 'lookup', perSecond: 1.8, burst: 2 },
  'cloudwatch-logs:DescribeMetricFilters': { group: 'metric-filters', perSecond: 4.5, burst: 5 },
};

/** The limit that an operation falls under. */
export function rateLimit(service: string, operation: string): RateLimit {
  return operations[`${service}:${operation}`] ?? services[service] ?? DEFAULT;
}
