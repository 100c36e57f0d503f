import { type Location, parseChainName } from '#src/domain/digest/object-key.ts';
import { acceptsOf } from './asked-trails.ts';
import type { PlaceOptions } from './places.ts';
import type { TrailTarget } from './ports.ts';

/** Between the prefix and the account in a chain's name: nothing, or the organisation's id. */
const ORGANIZATION = /^(?:\/(o-[a-z0-9]{4,32}))?$/;
/** A state may have been edited, and a region becomes a part of what is asked for. */
const REGION = /^[a-z0-9-]{4,40}$/;

/**
 * The accounts and regions of a place in which an earlier run knew chains. They are looked for although neither the
 * trail's settings nor a folder name them any more: all that was there may have been deleted.
 */
export function rememberedLocations(
  { bucket, prefix, arn, organization, accounts }: TrailTarget,
  asked: PlaceOptions,
): readonly Location[] {
  const root = prefix === '' ? bucket : `${bucket}/${prefix}`;
  const accepts = acceptsOf(asked.trails);
  const anyOrganization = organization === undefined && (arn === undefined || accounts === undefined);
  return [...(asked.anchors?.keys() ?? [])].flatMap((id): Location[] => {
    const name = parseChainName(id);
    const between = name?.head.startsWith(root) === true ? ORGANIZATION.exec(name.head.slice(root.length)) : null;
    return name !== undefined &&
      between !== null &&
      REGION.test(name.region) &&
      (anyOrganization || between[1] === organization) &&
      (organization !== undefined || accounts?.includes(name.account) !== false) &&
      asked.accounts?.includes(name.account) !== false &&
      asked.regions?.includes(name.region) !== false &&
      accepts(name.trail, name.homeRegion, undefined)
      ? [{ prefix, organization: between[1], account: name.account, region: name.region }]
      : [];
  });
}
