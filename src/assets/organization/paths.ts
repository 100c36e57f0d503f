import type { CallSite, CollectContext } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { listAccountsForParent, listParents } from './operations.ts';
import { wholeList } from './whole-list.ts';

/** Ids from the root down to an account; an {@link Unknown} stands first where the way up could not be read. */
export type Path = readonly (string | Unknown)[];

interface Parent {
  readonly Id: string;
  readonly Type: string;
}

/** Organisations are at most five organisational units deep; more is an answer that goes in circles. */
const DEEPEST = 7;

/**
 * The way from the root to each of these accounts. One account of a unit tells the unit, and the unit tells its other
 * accounts: a call or two for each unit instead of one for each account. Where the unit does not tell them, each is
 * asked about alone.
 */
export async function pathsToRoot(
  accounts: readonly string[],
  site: CallSite,
  context: CollectContext,
): Promise<ReadonlyMap<string, Path>> {
  const parentOf = async (child: string): Promise<Parent | Unknown | undefined> =>
    (await context.observeAll(listParents, { ChildId: child }, (item) => item, site))[0];
  const parents = await parentsOf(accounts, parentOf, site, context);

  async function wayTo(parent: Parent | Unknown | undefined, depth = 0): Promise<Path> {
    if (parent === undefined) return [];
    if (parent instanceof Unknown) return [parent];
    if (parent.Type === 'ROOT' || depth >= DEEPEST) return [parent.Id];
    return [...(await wayTo(await parentOf(parent.Id), depth + 1)), parent.Id];
  }
  const paths = accounts.map(async (id): Promise<[string, Path]> => [id, [...(await wayTo(parents.get(id))), id]]);
  return new Map(await Promise.all(paths));
}

async function parentsOf(
  accounts: readonly string[],
  parentOf: (child: string) => Promise<Parent | Unknown | undefined>,
  site: CallSite,
  context: CollectContext,
): Promise<ReadonlyMap<string, Parent | Unknown | undefined>> {
  const parents = new Map<string, Parent | Unknown | undefined>();
  const listed = new Set<string>();
  for (const account of accounts) {
    if (parents.has(account)) continue;
    const parent = await parentOf(account);
    parents.set(account, parent);
    const left = accounts.filter((id) => !parents.has(id));
    // Two calls for two accounts save nothing.
    if (left.length < 2) break;
    // Who is refused one parent is most likely refused all.
    if (parent === undefined || parent instanceof Unknown) break;
    if (listed.has(parent.Id)) continue;
    listed.add(parent.Id);
    const allowance = { left: left.length - 1 };
    const siblings = await wholeList(listAccountsForParent, { ParentId: parent.Id }, site, context, allowance);
    if (siblings === undefined) break;
    const inside = new Set(siblings.map(({ Id }) => Id));
    for (const id of left) if (inside.has(id)) parents.set(id, parent);
  }
  const alone = accounts.filter((id) => !parents.has(id));
  await Promise.all(alone.map(async (id) => parents.set(id, await parentOf(id))));
  return parents;
}
