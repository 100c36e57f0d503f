import type { LinkSource } from '#src/core/asset.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT_KIND } from '#src/core/world.ts';
import { eventDataStore } from '../event-data-store/model.ts';

type Membership = { readonly id: string; readonly managementAccount: string } | undefined | Unknown;
type Configuration = { readonly organization: boolean } | undefined | Unknown;
type Arns = readonly (string | Unknown)[] | undefined | Unknown;

/**
 * Ids of the event data stores that record an account: its own, and those of other accounts of the scan that record its
 * organisation. AWS lists the latter to nobody but their owner.
 */
export function storesRecording(source: LinkSource): readonly (string | Unknown)[] {
  const own = source.fact('eventDataStoreArns') as Arns;
  return [...(own instanceof Unknown ? [own] : (own ?? [])), ...ofOthers(source)];
}

function ofOthers(source: LinkSource): (string | Unknown)[] {
  const membership = source.fact('membership') as Membership;
  if (membership === undefined) return [];
  const shared = [...source.ofKind(eventDataStore.name)].flatMap(({ id, account }): (string | Unknown)[] => {
    if (account === source.self.account) return [];
    const configuration = source.factOf(eventDataStore.name, id, 'configuration') as Configuration;
    const maybe = configuration instanceof Unknown || configuration?.organization === true;
    if (!maybe) return [];
    const theirs = membershipOf(account, source);
    if (membership instanceof Unknown) return theirs === undefined ? [] : [membership];
    if (theirs instanceof Unknown) return [theirs];
    return theirs?.id === membership.id ? [id] : [];
  });
  return [...shared, ...unlisted(membership, source)];
}

/** A membership that this world does not tell is not one that is absent. */
function membershipOf(account: string, { factOf, isTold }: LinkSource): Membership {
  if (isTold(ACCOUNT_KIND, account, 'membership')) return factOf(ACCOUNT_KIND, account, 'membership') as Membership;
  return new Unknown('not-available', `which organisation account ${account} is a member of was not read`);
}

/** Where the management account could not list its event data stores, one of the organisation may be among them. */
function unlisted(membership: Membership, { self, factOf }: LinkSource): Unknown[] {
  if (membership === undefined || membership instanceof Unknown || membership.managementAccount === self.account)
    return [];
  const arns = factOf(ACCOUNT_KIND, membership.managementAccount, 'eventDataStoreArns') as Arns;
  return Array.isArray(arns) ? arns.filter((arn) => arn instanceof Unknown) : [];
}
