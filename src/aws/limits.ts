/**
 * What Surety allows itself of a class of calls in one account and region: a little under what AWS publishes, for the
 * customer's own software calls, too; where AWS publishes nothing, a cautious figure of our own.
 */
export interface RateLimit {
  /** Calls that share one budget. */
  readonly group: string;
  readonly perSecond: number;
  readonly burst: number;
}

/** Without a group each operation has a budget of its own. */
type Allowed = Omit<RateLimit, 'group'> & { readonly group?: string };

// EC2: 20 a second for what changes nothing, and 100 at once; EventBridge: 50 for all.
// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
const DEFAULT: RateLimit = { group: 'default', perSecond: 20, burst: 20 };

const services: Readonly<Record<string, Allowed>> = {
  // "Get, describe, and list APIs": 10 a second, account and region, not adjustable. Service Quotas has a quota with a usage
  // metric for each of them (L-5E4FC5D2 for GetTrailStatus, L-7AC9FF3E for DescribeTrails).
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
  cloudtrail: { perSecond: 9.5, burst: 9 },
  // DescribeAlarms: 9 a second. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  cloudwatch: { group: 'describe', perSecond: 8, burst: 8 },
  // DescribeLogGroups: 10, DescribeMetricFilters: 5.
  // https://docs.aws.amazon.com/general/latest/gr/cwl_region.html
  'cloudwatch-logs': { group: 'describe', perSecond: 9, burst: 9 },
  // Our own. AWS has a table of throttling limits, of which only ListRoots could be confirmed (1 a second, 2 at once; a
  // scan does without it); others are refused ListParents when a few programs ask at once.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  // https://github.com/awslabs/aws-deployment-framework/issues/788
  organizations: { group: 'read', perSecond: 5, burst: 5 },
  // Our own: no published rate was found.
  iam: { group: 'read', perSecond: 15, burst: 15 },
  // DescribeKey: 2,000, GetKeyPolicy: 1,000, ListAliases: 500.
  // https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
  kms: { group: 'read', perSecond: 50, burst: 50 },
  // Our own: published rates are of objects, none was found for the settings of buckets and accounts.
  s3: { group: 'bucket', perSecond: 100, burst: 100 },
  's3-control': { group: 'account', perSecond: 10, burst: 10 },
  // GetTopicAttributes, ListSubscriptionsByTopic: 30. https://docs.aws.amazon.com/general/latest/gr/sns.html
  sns: { group: 'read', perSecond: 25, burst: 25 },
};

const operations: Readonly<Record<string, RateLimit>> = {
  'cloudtrail:LookupEvents': { group: 'lookup', perSecond: 1.8, burst: 2 },
  'cloudwatch-logs:DescribeMetricFilters': { group: 'metric-filters', perSecond: 4.5, burst: 5 },
};

/** The limit that an operation falls under. */
export function rateLimit(service: string, operation: string): RateLimit {
  return { group: operation, ...(operations[`${service}:${operation}`] ?? services[service] ?? DEFAULT) };
}
