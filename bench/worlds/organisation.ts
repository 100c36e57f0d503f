import { DEFAULT_ON_REGIONS } from '#lab/proxy/regions.ts';
import type { AnyKind } from '#src/core/asset.ts';
import type { MutableWorld } from '#src/core/world.ts';

/** The regions that every account has enabled. */
export const REGIONS: readonly string[] = DEFAULT_ON_REGIONS;

export const HOME = 'us-east-1';

/** Of deliveries: an hour before the clock of made snapshots. */
export const RECENT = '2026-06-01T12:00:00.000Z';

export const accountIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));

/** Puts an asset that lives in the home region, or nowhere in particular, into a world. */
export function putter(world: MutableWorld) {
  return (kind: AnyKind, id: string, account: string, facts: Record<string, unknown>): void =>
    world.put({
      kind: kind.name,
      id,
      name: id.split(/[:/]/).at(-1)!,
      account,
      region: kind.name === 'AWS::Account' ? 'global' : HOME,
      facts,
      provenance: {},
    });
}
