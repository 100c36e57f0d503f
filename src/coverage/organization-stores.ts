import { account } from '#src/assets/account/model.ts';
import { eventDataStore } from '#src/assets/event-data-store/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { AssetRecord, World } from '#src/core/world.ts';

type Membership = { readonly id: string } | Unknown | undefined;

/** An event data store that may record a whole organisation; what is not known of it is unknown here. */
export interface SharedStore {
  readonly record: AssetRecord;
  readonly organization: string | Unknown;
  readonly configuration: object | Unknown;
}

/** Event data stores that record whole organisations, or may: members do not list them. */
export function organizationStores(world: World): SharedStore[] {
  const stores: SharedStore[] = [];
  for (const record of world.ofKind(eventDataStore.name)) {
    const told = record.unreadable ?? record.facts['configuration'];
    const configuration = told as { organization: boolean } | Unknown | undefined;
    if (configuration === undefined || (!(configuration instanceof Unknown) && !configuration.organization)) continue;
    const membership = membershipOf(world, record.account);
    if (membership === undefined) continue;
    stores.push({ record, organization: membership instanceof Unknown ? membership : membership.id, configuration });
  }
  return stores;
}

/** A membership that this world does not tell is not one that is absent. */
function membershipOf(world: World, id: string): Membership {
  const owner = world.get(account.name, id);
  if (owner?.unreadable !== undefined) return owner.unreadable;
  if (owner !== undefined && 'membership' in owner.facts) return owner.facts['membership'] as Membership;
  return new Unknown('not-available', `which organisation account ${id} is a member of was not read`);
}

/** Those of them that record an account which does not have them itself: views, or the unknown that stands in their place. */
export function storesRecording(
  stores: readonly SharedStore[],
  view: { readonly account: string; readonly membership: Membership },
): unknown[] {
  const { membership } = view;
  if (membership === undefined) return [];
  const own = membership instanceof Unknown ? membership : membership.id;
  return stores.flatMap(({ record, organization, configuration }): unknown[] => {
    const isKnown = typeof own === 'string' && typeof organization === 'string';
    if (record.account === view.account || (isKnown && own !== organization)) return [];
    const unknown = [own, organization, configuration].find((fact) => fact instanceof Unknown);
    return [unknown ?? { ...record, configuration }];
  });
}
