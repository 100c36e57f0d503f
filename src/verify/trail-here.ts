import type { Location } from '#src/domain/digest/object-key.ts';
import type { ExpectedChain } from './chain-run.ts';
import type { TrailTarget } from './ports.ts';

/** Whether a trail writes to a place. */
export function writesTo(target: TrailTarget, { prefix, organization, account, region }: Location): boolean {
  return (
    target.prefix === prefix &&
    target.organization === organization &&
    target.accounts?.includes(account) !== false &&
    target.regions?.includes(region) !== false
  );
}

/** The chain that a trail must have in a place: none, or one. */
export function expectedHere(target: TrailTarget, location: Location): readonly ExpectedChain[] {
  const { name, homeRegion } = target;
  if (name === undefined || homeRegion === undefined || target.validation === false) {
    return [];
  }
  // Who left the organisation is only looked at for what is there.
  const { members, account } = target;
  if (members !== undefined && !members.has(location.account) && location.account !== account) {
    return [];
  }
  // A folder that is left of another time holds no chain that must go on.
  return target.regions === undefined || target.regions.includes(location.region) ? [{ trail: name, homeRegion }] : [];
}
