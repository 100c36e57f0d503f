import { account } from '#src/assets/account/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { eventDataStore } from '#src/assets/event-data-store/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import type { View } from '#src/core/asset.ts';
import { containsUnknown, guard } from '#src/core/guard.ts';
import { attempt } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { buildView } from '#src/core/view.ts';
import type { AssetRecord, World } from '#src/core/world.ts';
import type { Deliveries } from '#src/domain/coverage/delivery.ts';
import { coverageMatrix, type Matrix } from '#src/domain/coverage/matrix.ts';
import type { DiagnoseOptions } from '#src/domain/delivery/diagnose.ts';
import { deliveriesIn } from './deliveries.ts';
import { matrixReads } from './reads.ts';

export interface AccountCoverage {
  /** What the organisation calls the account, where that is known. */
  readonly name?: string;
  readonly matrix: Matrix;
}

type AccountView = View<typeof account, typeof matrixReads>;

/**
 * The coverage matrix of every account of a world, one at a time: no more than one is held. The options say how late a delivery
 * may be, as for the diagnosis.
 */
export function* coverage(world: World, options: DiagnoseOptions): Generator<AccountCoverage> {
  const names = accountNames(world);
  const types = resourceTypes(world);
  const shared = organizationStores(world);
  const deliveriesOfTrail = deliveriesIn(world, options);
  for (const record of world.ofKind(account.name)) {
    const view = viewOf(world, record, shared);
    const own = new Map<number, Deliveries>();
    const deliveriesOf = (index: number): Deliveries => {
      const known = own.get(index) ?? deliveriesOfTrail(record.id, view.trails[index]!.id);
      own.set(index, known);
      return known;
    };
    const matrix = coverageMatrix({
      account: record.id,
      // Read inside: an unknown partition hides what needs it and nothing else.
      get partition() {
        return view.partition;
      },
      regions: listOf(() => view.regions),
      trails: view.trails,
      deliveriesOf,
      eventDataStores: view.eventDataStores,
      resourceTypes: [...(types.get(record.account) ?? [])],
    });
    const name = names.get(record.id);
    yield { ...(name === undefined ? {} : { name }), matrix };
  }
}

/** The view that a rule with these reads would get, with the organisation's event data stores added. */
function viewOf(world: World, record: AssetRecord, shared: readonly SharedStore[]): AccountView {
  // Not guarded yet, so each part may be unknown.
  const certainty = { certain: true };
  const bare = buildView(world, account, record, matrixReads, certainty) as AccountView;
  const others = sharedStores(shared, bare);
  const view = { ...bare, eventDataStores: [...bare.eventDataStores, ...others] } as AccountView;
  return certainty.certain && !containsUnknown(others) ? view : guard(view);
}

/** A list that is unknown as a whole is a list of one unknown. */
function listOf(read: () => readonly string[]): readonly string[] {
  const list = attempt(read);
  if (!(list instanceof UnknownRead)) return list;
  return guard([list.unknown], list.path) as unknown as string[];
}

function accountNames(world: World): Map<string, string> {
  const names = new Map<string, string>();
  for (const { facts } of world.ofKind(organization.name)) {
    const { accounts } = facts;
    if (!Array.isArray(accounts)) continue;
    for (const member of accounts as (Unknown | { id: string; name: string })[]) {
      if (!(member instanceof Unknown)) names.set(member.id, member.name);
    }
  }
  return names;
}

/** Kinds of assets whose calls can be recorded as data events, by the name that selectors give them. */
const RESOURCE_TYPES = [
  { kind: bucket.name, type: 'AWS::S3::Object' },
  { kind: topic.name, type: 'AWS::SNS::Topic' },
];

function resourceTypes(world: World): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { kind, type } of RESOURCE_TYPES) {
    for (const record of world.ofKind(kind)) {
      if (record.missing) continue;
      const types = found.get(record.account) ?? new Set();
      found.set(record.account, types.add(type));
    }
  }
  return found;
}

type Membership = { readonly id: string } | Unknown | undefined;

/** An event data store that may record a whole organisation; what is not known of it is unknown here. */
interface SharedStore {
  readonly record: AssetRecord;
  readonly organization: string | Unknown;
  readonly configuration: object | Unknown;
}

/** Event data stores that record whole organisations, or may: members do not list them. */
function organizationStores(world: World): SharedStore[] {
  const stores: SharedStore[] = [];
  for (const record of world.ofKind(eventDataStore.name)) {
    const told = record.unreadable ?? record.facts['configuration'];
    const configuration = told as { organization: boolean } | Unknown | undefined;
    if (configuration === undefined || (!(configuration instanceof Unknown) && !configuration.organization)) continue;
    const membership = world.get(account.name, record.account)?.facts['membership'] as Membership;
    if (membership === undefined) continue;
    stores.push({ record, organization: membership instanceof Unknown ? membership : membership.id, configuration });
  }
  return stores;
}

function sharedStores(stores: readonly SharedStore[], view: AccountView): unknown[] {
  const membership = view.membership as Membership;
  if (membership === undefined) return [];
  const own = membership instanceof Unknown ? membership : membership.id;
  return stores.flatMap(({ record, organization, configuration }): unknown[] => {
    const isKnown = typeof own === 'string' && typeof organization === 'string';
    if (record.account === view.account || (isKnown && own !== organization)) return [];
    const unknown = [own, organization, configuration].find((part) => part instanceof Unknown);
    return [unknown ?? { ...record, configuration }];
  });
}
