import type { AssetReference } from '#src/core/finding.ts';

/** `aws`, `aws-cn`, `aws-us-gov`, ...: from the ARN where there is one, else from how the region is called. */
export function partitionOf({ id, region }: AssetReference): string {
  const fromArn = /^arn:(aws[a-z-]*):/.exec(id)?.[1];
  return fromArn ?? partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
const partitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
] as const;

/** Where a partition keeps what has no region. */
const globalRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};

/** A region's name, for formats in which `global` is not one. */
export function regionOf(asset: AssetReference): string {
  return asset.region === 'global' || asset.region === ''
    ? (globalRegions[partitionOf(asset)] ?? 'us-east-1')
    : asset.region;
}
