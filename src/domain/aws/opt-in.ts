import { partitionOf } from './partition.ts';

/**
 * The regions that every account has and cannot switch off: those opened before 2019-03-20. The list is closed: each
 * region opened since has to be enabled. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const ALWAYS_ENABLED = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
]);

/** Whether accounts have to enable a region before anything works there. Only the partition `aws` has such regions. */
export function isOptInRegion(region: string): boolean {
  return partitionOf(region) === 'aws' && !ALWAYS_ENABLED.has(region);
}
