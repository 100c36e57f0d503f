import { type AnyKind, type Link, targetKind } from '#src/core/asset.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import type { RegionStatus, TrailConfiguration } from '#src/assets/trail/model.ts';

/** The kind of the assets that a list of ids names; nothing where it is no list of ids. */
export function listedKind(kind: AnyKind, fact: string): AnyKind | undefined {
  const links = Object.values(kind.links as Record<string, Link>);
  const link = links.find(({ many, from }) => many && from.includes(fact));
  return link && targetKind(kind, link);
}

/** Assets that a hole in such a list may hide: each like one that the world has, under another name, and in that region alone. */
export function hiddenAssets(world: World, kind: AnyKind, account: string, region: string): AssetRecord[] {
  return [...world.ofKind(kind.name)]
    .filter((record) => record.account === account && !record.missing && !record.unreadable)
    .map((record) => (kind.name === 'AWS::CloudTrail::Trail' ? hiddenTrail(record, region) : inRegion(record, region)));
}

function hiddenTrail(record: AssetRecord, region: string): AssetRecord {
  const id = `arn:aws:cloudtrail:${region}:${record.account}:trail/hidden`;
  const configuration = record.facts['configuration'] as TrailConfiguration;
  const status = record.facts['status'] as Record<string, Record<string, RegionStatus>>;
  const [here] = Object.values(Object.values(status)[0] ?? {});
  const facts = {
    ...record.facts,
    configuration: { ...configuration, isMultiRegion: false, isOrganization: false, homeRegion: region },
    status: { [record.account]: { [region]: here } },
  };
  return { ...record, id, name: 'hidden', region, facts };
}

function inRegion(record: AssetRecord, region: string): AssetRecord {
  const text = JSON.stringify(record).replaceAll(record.region, region);
  const copy = JSON.parse(text) as AssetRecord;
  return { ...copy, id: `${copy.id}-hidden`, name: 'hidden' };
}
