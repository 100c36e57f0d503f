import { Unknown } from '#src/core/unknown.ts';
import type { TrailHistory } from '#src/domain/digest/gap.ts';
import type { Location } from '#src/domain/digest/object-key.ts';
import type { ExpectedChain } from './chain-run.ts';
import type { TrailDirectory, TrailTarget } from './ports.ts';
import { expectedHere, writesTo } from './trail-here.ts';

export interface TrailsOfPlace {
  readonly location: Location;
  /** Those that lead to the place. */
  readonly here: readonly TrailTarget[];
  /** All that are part of the run. */
  readonly wanted: readonly TrailTarget[];
}

/** What CloudTrail says of a chain's trail in a time. */
export async function historyOf(
  directory: TrailDirectory,
  { location, here, wanted }: TrailsOfPlace,
  chain: ExpectedChain,
  from: number,
  to: number,
): Promise<TrailHistory> {
  const own = here.find((target) => target.name === chain.trail && target.homeRegion === chain.homeRegion);
  const [any] = here;
  if (any === undefined) {
    return {};
  }
  const asked = own ?? { ...any, arn: undefined, name: chain.trail, homeRegion: chain.homeRegion };
  const events = await directory.events(asked, from, to).catch((error: unknown) => {
    return new Unknown('call-failed', error instanceof Error ? error.message : String(error));
  });
  const status = own?.status.get(`${location.account}/${location.region}`);
  const member = own?.members?.get(location.account);
  const left = own?.members !== undefined && member === undefined && location.account !== own.account;
  return {
    ...status,
    validationEnabled: own?.validation,
    events,
    memberFrom: member?.from,
    memberUntil: left ? 0 : member?.until,
    movedTo: own === undefined ? placeNow(wanted, chain, location) : undefined,
  };
}

/** Where a trail that is part of the run writes for this account and region. */
function placeNow(wanted: readonly TrailTarget[], chain: ExpectedChain, location: Location): string | undefined {
  const moved = wanted.find(
    (target) =>
      target.name === chain.trail &&
      target.homeRegion === chain.homeRegion &&
      expectedHere(target, location).length > 0 &&
      writesTo(target, { ...location, prefix: target.prefix }),
  );
  return moved === undefined ? undefined : `s3://${moved.bucket}/${moved.prefix}`;
}
