import type { Location } from '#src/domain/digest/object-key.ts';
import type { PlaceOptions } from './places.ts';
import type { TrailTarget } from './ports.ts';

/** Organisation, account, region, trail and home region: what stands behind the bucket and prefix in a chain's name. */
const NAME = /^(?:(o-[a-z0-9]{4,32})\/)?(\d{12})\/([a-z0-9-]{4,40})\/([^/]+)@([^/@]+)$/;

/**
 * The accounts and regions of a place in which an earlier run knew chains. They are looked for although neither the
 * trail's settings nor a folder name them any more: all that was there may have been deleted.
 */
export function rememberedLocations(
  { bucket, prefix, arn, organization, accounts }: TrailTarget,
  asked: PlaceOptions,
  accepts: (trail: string, homeRegion: string, arn: string | undefined) => boolean,
): readonly Location[] {
  const head = `${bucket}/${prefix === '' ? '' : `${prefix}/`}`;
  const anyOrganization = organization === undefined && (arn === undefined || accounts === undefined);
  return [...(asked.anchors?.keys() ?? [])].flatMap((id): Location[] => {
    const [, itsOrganization, account, region, trail = '', homeRegion = ''] =
      (id.startsWith(head) ? NAME.exec(id.slice(head.length)) : null) ?? [];
    return account !== undefined &&
      region !== undefined &&
      (anyOrganization || itsOrganization === organization) &&
      (organization !== undefined || accounts?.includes(account) !== false) &&
      asked.accounts?.includes(account) !== false &&
      asked.regions?.includes(region) !== false &&
      accepts(trail, homeRegion, undefined)
      ? [{ prefix, organization: itsOrganization, account, region }]
      : [];
  });
}
