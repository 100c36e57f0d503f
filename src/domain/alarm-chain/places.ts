import { attempt } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { parseArn } from '../aws/arn.ts';
import type { Sample } from '../intents/model.ts';
import type { Place } from '../intents/place.ts';
import type { AccountInput, TrailInput } from './inputs.ts';

/** The places of an account, worked out once for all events. */
export interface Whereabouts {
  readonly regions: readonly string[];
  /** One place for each set of regions in which events fare alike. */
  readonly everywhere: readonly Place[];
  readonly globally: readonly Place[];
}

/** Where an event can happen to an account: each place is asked about on its own. */
export function placesOf(
  sample: Sample,
  account: AccountInput,
  { regions, everywhere, globally }: Whereabouts,
): readonly (Place | UnknownRead)[] {
  if (sample.where === 'global-region') return globally;
  return sample.where === 'every-region' ? everywhere : trailPlaces(sample, account, regions);
}

/** What is done to a trail's bucket, key or log group happens where that is, once for each trail of the account. */
function trailPlaces(
  sample: Sample,
  { id, trails }: AccountInput,
  regions: readonly string[],
): (Place | UnknownRead)[] {
  const places: (Place | UnknownRead)[] = [];
  for (let index = 0; index < trails.length; index++) {
    const place = attempt(() => placeOf(sample, trails[index]!, id));
    if (place === undefined) continue;
    if (place instanceof UnknownRead || regions.includes(place.region)) places.push(place);
  }
  return places;
}

function placeOf({ subject }: Sample, trail: TrailInput, account: string): Place | undefined {
  const { bucketName, kmsKeyId, logGroupArn, homeRegion } = trail.configuration;
  if (subject === 'bucket') {
    // What happens to a bucket is recorded in its own account and region.
    if (trail.bucketOwner?.account !== account) return undefined;
    return { account, region: trail.bucket?.location ?? homeRegion, bucket: bucketName };
  }
  const named = subject === 'key' ? kmsKeyId : logGroupArn;
  if (named === undefined) return undefined;
  const arn = parseArn(named);
  if ((arn?.account ?? trail.account) !== account) return undefined;
  const region = arn?.region ?? homeRegion;
  if (subject === 'key') return { account, region, key: named };
  return { account, region, logGroup: named.replace(/:\*$/, '').replace(/^.*:log-group:/, '') };
}
