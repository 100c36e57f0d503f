/** Regions that every account of the `aws` partition has from the start. */
export const DEFAULT_ON_REGIONS = [
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1',
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
] as const; // prettier-ignore

/** Regions that an account must opt in to. */
export const OPT_IN_REGIONS = ['af-south-1', 'ap-east-1', 'eu-south-1', 'me-south-1'] as const;

/** Enough for tests that must be quick: the global region and two more. */
export const QUICK_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
