import { account } from '#src/assets/account/model.ts';
import { bucket } from '#src/assets/bucket/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import { topic } from '#src/assets/topic/model.ts';
import { guard } from '#src/core/guard.ts';
import { attempt } from '#src/core/three-valued.ts';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { guardedView } from '#src/core/view.ts';
import type { World } from '#src/core/world.ts';
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

/**
 * The coverage matrix of every account of a world, one at a time: no more than one is held. The options say how late a delivery
 * may be, as for the diagnosis.
 */
export function* coverage(world: World, options: DiagnoseOptions): Generator<AccountCoverage> {
  const names = accountNames(world);
  const types = resourceTypes(world);
  const deliveriesOfTrail = deliveriesIn(world, options);
  for (const record of world.ofKind(account.name)) {
    const view = guardedView(world, account, record, matrixReads);
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
      eventDataStores: view.recordingEventDataStores,
      resourceTypes: [...(types.get(record.account) ?? [])],
    });
    const name = names.get(record.id);
    yield { ...(name === undefined ? {} : { name }), matrix };
  }
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
