import type { AssetReference } from '#src/core/finding.ts';
import { globalRegion, partitionOf as partitionOfRegion } from '#src/domain/aws/partition.ts';

/** `aws`, `aws-cn`, `aws-us-gov`, ...: from the ARN where there is one, else from how the region is called. */
export function partitionOf({ id, region }: AssetReference): string {
  return /^arn:(aws[a-z-]*):/.exec(id)?.[1] ?? partitionOfRegion(region);
}

/** A region's name, for formats in which `global` is not one. */
export function regionOf(asset: AssetReference): string {
  return asset.region === 'global' || asset.region === '' ? globalRegion(partitionOf(asset)) : asset.region;
}
