import type { PublicKeySource, TrailTarget, VerifyPorts } from '#src/verify/ports.ts';
import { bucketsStore } from './bucket.ts';
import type { World } from './world.ts';

/** A world of the maker as the ports that the verification needs, without network. */
export function worldPorts(world: World, overrides: Partial<TrailTarget> = {}): VerifyPorts {
  const { writer } = world;
  const target: TrailTarget = {
    arn: `arn:aws:cloudtrail:${writer.homeRegion}:${world.owner ?? writer.account}:trail/${writer.trail}`,
    name: writer.trail,
    homeRegion: writer.homeRegion,
    account: world.owner ?? writer.account,
    bucket: writer.bucket,
    prefix: writer.prefix ?? '',
    organization: writer.organization,
    accounts: writer.organization === undefined ? [writer.account] : undefined,
    regions: [writer.region],
    validation: world.validation,
    status: new Map([[`${writer.account}/${writer.region}`, world.status]]),
    members: world.members,
    session: 0,
    ...overrides,
  };
  const other: TrailTarget = { ...target, arn: `${target.arn}-other`, name: 'other', validation: false };
  const store = bucketsStore(world.buckets, (bucket, key) => world.fault(bucket, key));
  return {
    directory: {
      trails: async () => ({ targets: world.shared ? [target, other] : [target], problems: [] }),
      events: async () => world.events ?? [],
    },
    store: () => store,
    keys: () => worldKeys(world),
  };
}

export function worldKeys(world: World): PublicKeySource {
  return {
    complete: true,
    keys: async () => world.keys.map((key) => ({ fingerprint: key.fingerprint, der: key.der })),
  };
}
