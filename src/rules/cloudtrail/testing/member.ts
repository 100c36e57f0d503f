import { account } from '#src/assets/account/model.ts';
import { organization } from '#src/assets/organization/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import type { World } from '#src/core/world.ts';
import { ACCOUNT, healthyFacts, healthyWorld } from '#src/testing/healthy.ts';
import { asset } from '#src/testing/world.ts';
import { sees, store, storeArn } from './trails.ts';

export const membership = { id: 'o-1', managementAccount: '999999999999' };

interface Changes {
  /** What organisation the member belongs to. */
  readonly mine?: object | Unknown;
  /** Of the event data store. */
  readonly configuration?: object | Unknown;
  /** Facts of the management account. */
  readonly theirs?: object;
}

/** The healthy account as a member without trails, and its organisation's event data store in the management account. */
export function memberWorld({ mine = membership, configuration = {}, theirs = { membership } }: Changes = {}): World {
  const owner = membership.managementAccount;
  const lake = store({ organization: true });
  const told =
    configuration instanceof Unknown ? configuration : { ...(lake.facts['configuration'] as object), ...configuration };
  const management = { id: owner, name: owner, account: owner, region: 'global' };
  const { membership: _, ...facts } = healthyFacts.account;
  const more = [
    { ...lake, account: owner, facts: { configuration: told } },
    asset(account, management, { ...facts, ...sees(), eventDataStoreArns: [storeArn()], ...theirs }),
    asset(
      organization,
      { ...management, id: membership.id, name: membership.id },
      { accounts: [{ id: ACCOUNT, name: 'Payments', status: 'ACTIVE' }] },
    ),
  ];
  return healthyWorld({ account: { ...sees(), membership: mine as typeof membership }, more });
}
