import { account } from '#src/assets/account/model.ts';
import { type TrailConfiguration, trail } from '#src/assets/trail/model.ts';
import { Unknown } from '#src/core/unknown.ts';
import { UserError } from '#src/core/user-error.ts';
import type { World } from '#src/core/world.ts';
import { parseArn } from '#src/domain/aws/arn.ts';
import { intents } from '#src/domain/intents/catalogue.ts';
import type { AccountAlarms } from '../alarms.ts';
import { type Piece, pieceOf, type Site } from './piece.ts';

export interface BundleContent {
  readonly account: string;
  readonly pieces: readonly Piece[];
  readonly site: Site;
}

/** Breaks that no filter, alarm or topic mends. */
const early = new Set(['noTrail', 'notDelivered']);

/**
 * What is missing in the one account of a world, for the log group that its trail sends to.
 * @throws UserError when the world holds several accounts, or when nothing is missing
 */
export function chooseBundle(world: World, found: Iterable<AccountAlarms>, wanted?: string): BundleContent {
  const { account: owner, rows } = chooseAccount([...found], wanted);
  const ofTrail = new Set(intents.map(({ id }) => id));
  const allBroken = rows.filter(({ state }) => state === 'broken');
  const broken = allBroken.filter(({ rule }) => ofTrail.has(rule));
  if (broken.length === 0) throw new UserError('BUNDLE_EMPTY', 'Nothing is certainly missing', hintWhereNoneIs(rows));
  const names = new Set(broken.map(({ rule }) => rule));
  const remarks = broken
    .filter(({ link }) => early.has(link ?? ''))
    .flatMap(({ because }) => because)
    .map((text) => `First: ${text}`);
  // Flow logs write to a log group of their own, in lines of columns that each of them chooses.
  const apart = allBroken
    .filter(({ rule }) => !ofTrail.has(rule))
    .map(({ rule, because }) => `Not in this bundle: ${because.join(' ')} See surety explain ${rule}.`);
  return {
    account: owner,
    pieces: intents.filter(({ id }) => names.has(id)).map(pieceOf),
    site: { ...logGroupOf(world, owner), remarks: [...[...new Set(remarks)].slice(0, 5), ...apart] },
  };
}

function chooseAccount(all: readonly AccountAlarms[], wanted: string | undefined): AccountAlarms {
  const chosen = wanted === undefined ? all : all.filter(({ account }) => account === wanted);
  const [first] = chosen;
  if (first !== undefined && chosen.length === 1) return first;
  const what =
    wanted === undefined
      ? `A bundle is made for one account, this world holds ${all.length}`
      : `This world holds no account ${wanted}`;
  throw new UserError('BUNDLE_ACCOUNT', what, `Name one with --for: ${all.map(({ account }) => account).join(', ')}.`);
}

/** What to do where no event of a trail is certainly told to nobody. */
function hintWhereNoneIs(rows: AccountAlarms['rows']): string {
  const unknown = rows.filter(({ state }) => state === 'unknown').length;
  if (unknown > 0) return `${unknown} events are unknown: surety alarms says what is missing.`;
  const broken = rows.find(({ state }) => state === 'broken');
  if (broken === undefined) return 'Every event of the table tells somebody.';
  return `What is missing is for flow logs: surety explain ${broken.rule} shows how to make it.`;
}

/** The first log group of this account that a trail sends to; the user fills in another. */
function logGroupOf(world: World, owner: string): Pick<Site, 'logGroup' | 'region'> {
  const seen = world.get(account.name, owner)?.facts['trailArns'];
  for (const id of Array.isArray(seen) ? (seen as (string | Unknown)[]) : []) {
    if (id instanceof Unknown) continue;
    const configuration = world.get(trail.name, id)?.facts['configuration'] as TrailConfiguration | Unknown | undefined;
    if (configuration === undefined || configuration instanceof Unknown) continue;
    const arn = parseArn(configuration.logGroupArn ?? '');
    if (arn?.account === owner)
      return { logGroup: arn.resource.replace(/^log-group:/, '').replace(/:\*$/, ''), region: arn.region };
  }
  return {};
}
