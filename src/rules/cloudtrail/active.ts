import type { RegionStatus } from '#src/assets/trail/model.ts';
import { some } from '#src/core/three-valued.ts';

type Status = Readonly<Record<string, Readonly<Record<string, RegionStatus>>>>;

/** Why a rule about a trail's settings says nothing of a stopped trail: CT-101 does. */
export const STOPPED = 'The trail is stopped; CT-101 reports that.';

/** True when the trail records in at least one region that the scan sees. `IsLogging` stands in no other place. */
export function isActiveAnywhere(status: Status): boolean {
  return some(Object.keys(status), (account) =>
    some(Object.keys(status[account]!), (region) => status[account]![region]!.isLogging),
  );
}

/** True when the trail records an account's events in a region. */
export function isActiveIn(status: Status, account: string, region: string): boolean {
  return status[account]?.[region]?.isLogging ?? false;
}
