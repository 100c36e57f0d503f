import { z } from 'zod';
import { type AnyKind, defineAssetKind, fromFact, many, one } from '#src/core/asset.ts';
import { type Collector, defineCollector } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { ACCOUNT_KIND, type World } from '#src/core/world.ts';
import { collectWorld } from '../collect.ts';
import type { Plan } from '../plan.ts';

/*
 * Kinds of nothing real, for tests of the walk itself: nodes that link to nodes, of accounts that list nodes. They are
 * read from a table in memory, in any order of answers that a test wants.
 */

const ids = z.array(z.string());

export const club = defineAssetKind({ name: 'Made::Club', title: 'club', facts: { members: ids, founders: ids } });

export const node = defineAssetKind({
  name: 'Made::Node',
  title: 'node',
  facts: { a: z.string(), b: z.string(), c: z.string(), near: ids, far: ids },
  links: {
    nears: many(
      'self',
      fromFact<readonly string[]>('near', (list) => list),
    ),
    fars: many(
      'self',
      fromFact<readonly string[]>('far', (list) => list),
    ),
    /** The club of the owning account. */
    club: one(club, {
      fromAccount: ['club'],
      target: ({ accountFact }) => accountFact('club') as string | undefined,
    }),
  },
});

/** What accounts list; nodes are found by way of it. */
export const door = defineAssetKind({
  name: 'Made::Door',
  title: 'door',
  facts: { opens: ids },
  links: {
    nodes: many(
      node,
      fromFact<readonly string[]>('opens', (list) => list),
    ),
  },
});

export const madeAccount = defineAssetKind({
  name: ACCOUNT_KIND,
  title: 'account',
  facts: { regions: ids, doors: ids, others: ids, club: z.string().optional() },
  links: {
    left: many(
      door,
      fromFact<readonly string[]>('doors', (list) => list),
    ),
    others: many(
      door,
      fromFact<readonly string[]>('others', (list) => list),
    ),
    club: one(
      club,
      fromFact<string>('club', (id) => id),
    ),
    /** Nodes that nothing but the club tells. */
    founders: many(node, {
      from: ['club'],
      target: ({ fact, factOf }) =>
        factOf(club.name, String(fact('club')), 'founders') as readonly string[] | undefined,
    }),
    /** The accounts of the club: told by the club, which is read later than the account. */
    members: many('self', {
      from: ['club'],
      target: ({ fact, factOf }) =>
        (factOf(club.name, String(fact('club')), 'members') as readonly string[] | undefined) ??
        new Unknown('other-account', 'the club is not known'),
    }),
  },
});

export const madeKinds: readonly AnyKind[] = [madeAccount, door, node, club];

/** Facts by id: an id that has none does not exist, and belongs to the account before its slash. */
export type MadeFacts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface MadeOptions {
  readonly plan: Plan;
  readonly facts: MadeFacts;
  readonly accounts?: readonly string[];
  /** How many turns an answer takes; default 0. */
  readonly turns?: (what: string) => number;
  readonly earlier?: World;
  readonly signal?: AbortSignal;
  /** Told each question, before it is answered: `acct/node a`, or `acct/node` for where it is. */
  readonly onAsk?: (what: string) => void;
  readonly onAnswer?: (what: string) => void;
  readonly onAsset?: (found: number, done: number) => void;
}

export interface MadeScan {
  readonly world: World;
  /** Every question, in the order in which they were asked. */
  readonly asked: readonly string[];
}

/** Reads a made world as a scan reads AWS. */
export async function scanMade(options: MadeOptions): Promise<MadeScan> {
  const { plan, facts, accounts = ['acct'], turns = () => 0, earlier, onAsset, onAsk, onAnswer } = options;
  const signal = options.signal ?? new AbortController().signal;
  const asked: string[] = [];
  const answer = async <T>(what: string, value: T): Promise<T> => {
    asked.push(what);
    onAsk?.(what);
    for (let turn = turns(what); turn > 0; turn--) await Promise.resolve();
    if (signal.aborted) throw new Error('aborted');
    onAnswer?.(what);
    return value;
  };
  const collectorOf = (kind: AnyKind): Collector =>
    defineCollector({
      kind,
      locate: {
        operations: [],
        find: async (id) =>
          answer(id, id in facts ? { id, name: id, account: id.split('/')[0]!, region: 'global' } : 'missing'),
      },
      facts: Object.fromEntries(
        Object.keys(kind.facts).map((name) => [
          name,
          { operations: [], collect: async ({ self }) => answer(`${self.id} ${name}`, facts[self.id]![name]) },
        ]),
      ),
    });
  const world = await collectWorld({
    plan,
    collectors: new Map(madeKinds.map((kind) => [kind.name, collectorOf(kind)])),
    caller: { call: async () => Promise.reject(new Error('made kinds make no calls')) },
    accounts,
    partition: 'aws',
    defaultRegion: 'us-east-1',
    signal,
    ...(earlier === undefined ? {} : { earlier }),
    ...(onAsset === undefined ? {} : { onAsset }),
  });
  return { world, asked };
}
