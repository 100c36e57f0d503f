import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyKind, type AnyReads, type Link, targetKind } from '#src/core/asset.ts';
import { Unknown } from '#src/core/unknown.ts';
import { linkTargets, type World } from '#src/core/world.ts';
import { door, madeAccount, madeKinds, type MadeFacts, node, scanMade } from './testing/made-kinds.ts';
import { type Need, planEverything, planReads } from './plan.ts';

const plan = (...reads: readonly AnyReads[]) =>
  planReads(
    reads.map((one) => ({ asset: madeAccount, reads: one })),
    madeAccount,
  );

/** A node with facts of its own; it links to nothing unless that is said. */
const made = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  [`acct/${name}`]: { a: `${name} a`, b: `${name} b`, c: `${name} c`, near: [], far: [], ...more },
});

/** An account whose left door opens the first nodes, and whose other door opens the second. */
const behindDoors = (left: readonly string[], others: readonly string[], nodes: MadeFacts): MadeFacts => ({
  acct: { regions: ['us-east-1'], doors: ['acct/left'], others: ['acct/other'] },
  'acct/left': { opens: left },
  'acct/other': { opens: others },
  ...nodes,
});

const factsOf = (world: World, name: string) => Object.keys(world.get(node.name, `acct/${name}`)?.facts ?? {});
const of = (asked: readonly string[], name: string) => asked.filter((what) => what.startsWith(`acct/${name} `));

describe('collecting a world', () => {
  const far = behindDoors(['acct/n1', 'acct/both'], ['acct/n2', 'acct/both'], {
    ...made('n1'),
    ...made('n2'),
    ...made('both'),
  });
  const needs = [{ left: { nodes: { a: true } } }, { others: { nodes: { b: true } } }] as const;

  test('asks of an asset what the path to it asks, and not what another path asks of its kind', async () => {
    const { world, asked } = await scanMade({ plan: plan(...needs), facts: far });
    expect(factsOf(world, 'n1')).toEqual(['a']);
    expect(factsOf(world, 'n2')).toEqual(['b']);
    expect(asked).not.toContain('acct/n1 b');
    expect(asked).not.toContain('acct/n2 a');
  });

  test('asks of an asset that two paths reach what both ask, each once', async () => {
    const { world, asked } = await scanMade({ plan: plan(...needs), facts: far });
    expect(factsOf(world, 'both')).toEqual(['a', 'b']);
    expect(asked.filter((what) => what.startsWith('acct/both')).toSorted()).toEqual([
      'acct/both',
      'acct/both a',
      'acct/both b',
    ]);
  });

  test.for([
    ['with another one', 0],
    ['while another one is read', 5],
    ['after another one was read', 200],
  ] as const)('asks what is missing where a path comes to an asset %s', async ([, late]) => {
    const order: string[] = [];
    const { world, asked } = await scanMade({
      plan: plan({ left: { nodes: { a: true, c: true } } }, { others: { nodes: { b: true, c: true } } }),
      facts: far,
      turns: (what) => (what === 'acct/other' ? late : what === 'acct/both c' ? 20 : 1),
      onAsset: (found, done) => order.push(`${done}/${found}`),
    });
    expect(factsOf(world, 'both')).toEqual(['a', 'b', 'c']);
    expect(of(asked, 'both').toSorted()).toEqual(['acct/both a', 'acct/both b', 'acct/both c']);
    // The account, two doors and three nodes, each counted once.
    expect(order).toHaveLength(6);
    expect(order.at(-1)).toBe('6/6');
  });

  test('follows links as deep as the need on that path says', async () => {
    const chain = behindDoors(['acct/n1'], [], {
      ...made('n1', { near: ['acct/n2'] }),
      ...made('n2', { near: ['acct/n3'] }),
      ...made('n3', { near: ['acct/n4'] }),
      ...made('n4'),
    });
    const { world, asked } = await scanMade({
      plan: plan({ left: { nodes: { nears: { nears: { a: true } } } } }),
      facts: chain,
    });
    expect(['n1', 'n2', 'n3', 'n4'].map((name) => factsOf(world, name))).toEqual([['near'], ['near'], ['a'], []]);
    expect(asked).not.toContain('acct/n4');
  });

  test('ends where assets link to one another in a circle, each with what every way round asks', async () => {
    const circle = behindDoors(['acct/n1'], [], {
      ...made('n1', { near: ['acct/n2'] }),
      ...made('n2', { near: ['acct/n1', 'acct/n2'] }),
    });
    const { world, asked } = await scanMade({
      plan: plan({ left: { nodes: { nears: { nears: { nears: { a: true }, b: true } } } } }),
      facts: circle,
    });
    expect(factsOf(world, 'n1')).toEqual(['a', 'b', 'near']);
    expect(factsOf(world, 'n2')).toEqual(['a', 'b', 'near']);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('reads everything there is with a plan of everything, circles included', async () => {
    const facts = behindDoors(['acct/n1'], [], {
      ...made('n1', { near: ['acct/n2'] }),
      ...made('n2', { far: ['acct/n1', 'acct/n3'] }),
      ...made('n3'),
    });
    const { world, asked } = await scanMade({ plan: planEverything(madeKinds), facts });
    for (const name of ['n1', 'n2', 'n3']) expect(factsOf(world, name)).toEqual(Object.keys(node.facts));
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('asks what somebody wants who judges a kind of every asset of that kind, on whatever path it is reached', async () => {
    const judges: Need = { asset: node, reads: { c: true } };
    const walks: Need = { asset: madeAccount, reads: { left: { nodes: { a: true } }, others: { nodes: {} } } };
    const { world } = await scanMade({ plan: planReads([judges, walks], madeAccount), facts: far });
    expect(['n1', 'n2'].map((name) => factsOf(world, name))).toEqual([['a', 'c'], ['c']]);
  });

  test('finds what is judged by every list of it that accounts have', async () => {
    const { asked } = await scanMade({ plan: planReads([{ asset: door, reads: {} }], madeAccount), facts: far });
    expect(asked.toSorted()).toEqual(['acct', 'acct doors', 'acct others', 'acct regions', 'acct/left', 'acct/other']);
  });

  test('leaves one trace of an asset that is missing, however many paths lead there', async () => {
    const { world, asked } = await scanMade({
      plan: plan(...needs),
      facts: behindDoors(['acct/gone'], ['acct/gone'], {}),
    });
    expect(world.get(node.name, 'acct/gone')).toMatchObject({ missing: true, facts: {} });
    expect(asked.filter((what) => what.startsWith('acct/gone'))).toEqual(['acct/gone']);
  });

  const clubs: MadeFacts = {
    one: { regions: [], doors: ['one/door'], others: [], club: 'two/club' },
    two: { regions: [], doors: [], others: [], club: 'two/club' },
    'one/door': { opens: ['two/node'] },
    'two/node': { a: '', b: '', c: '', near: [], far: [] },
    'two/club': { members: ['one', 'two', 'three'], founders: ['two/node', 'two/founder'] },
    'two/founder': { a: '', b: '', c: '', near: ['two/last'], far: [] },
    'two/last': { a: '', b: '', c: '', near: [], far: [] },
    three: { regions: [], doors: ['three/door'], others: [], club: 'two/club' },
    'three/door': { opens: [] },
  };

  test.for([0, 50])(
    'follows a link that the owning account tells, also where the asset is found first (%i turns)',
    async (turns) => {
      const { world } = await scanMade({
        plan: plan({ left: { nodes: { club: { members: true } } } }),
        facts: clubs,
        accounts: ['one', 'two'],
        turns: (what) => (what.startsWith('two ') ? turns : 0),
      });
      expect(world.get('Made::Club', 'two/club')?.facts).toEqual({ members: ['one', 'two', 'three'] });
    },
  );

  test('goes on from assets that only an asset tells which is read later', async () => {
    const { world, asked } = await scanMade({
      plan: plan({ founders: { nears: { a: true } }, club: { founders: true } }),
      facts: clubs,
      accounts: ['one', 'two'],
    });
    expect(world.get(node.name, 'two/last')?.facts).toEqual({ a: '' });
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('sets off what is at the end of a link before the rest of an asset is read', async () => {
    const answered: string[] = [];
    let before: readonly string[] = [];
    await scanMade({
      plan: plan({ left: { nodes: { a: true, nears: { b: true } } } }),
      facts: behindDoors(['acct/n1'], [], { ...made('n1', { near: ['acct/n2'] }), ...made('n2') }),
      turns: (what) => (what === 'acct/n1 a' ? 100 : 0),
      onAsk: (what) => {
        if (what === 'acct/n2 b') before = [...answered];
      },
      onAnswer: (what) => answered.push(what),
    });
    expect(before).toContain('acct/n1 near');
    expect(before).not.toContain('acct/n1 a');
  });

  test('asks more of the accounts that another asset names, and nothing of those that were not entered', async () => {
    const { world, asked } = await scanMade({
      plan: plan({ club: { members: true }, members: { left: { opens: true } } }),
      facts: clubs,
      accounts: ['one', 'two'],
    });
    expect(asked).toContain('one/door opens');
    expect(asked.filter((what) => what.startsWith('three'))).toEqual([]);
    expect(world.get(madeAccount.name, 'three')).toBeUndefined();
  });
});

describe('a world that was collected half', () => {
  test('is gone on from: what it knows is not asked again, and the end is the same', async () => {
    const facts = behindDoors(['acct/n1', 'acct/n2'], ['acct/n2'], { ...made('n1'), ...made('n2') });
    const wanted = plan({ left: { nodes: { a: true } } }, { others: { nodes: { b: true } } });
    const whole = await scanMade({ plan: wanted, facts });
    for (let stopAt = 1; stopAt < whole.asked.length; stopAt++) {
      const stop = new AbortController();
      let count = 0;
      const half = await scanMade({
        plan: wanted,
        facts,
        signal: stop.signal,
        onAsk: () => (++count === stopAt ? stop.abort() : undefined),
      });
      const rest = await scanMade({ plan: wanted, facts, earlier: half.world });
      expect(written(rest.world)).toEqual(written(whole.world));
      const known = new Set(
        [...half.world.all()].flatMap(({ id, facts: read }) =>
          Object.keys(read)
            .filter((name) => !(read[name] instanceof Unknown))
            .map((name) => `${id} ${name}`),
        ),
      );
      expect(rest.asked.filter((what) => known.has(what))).toEqual([]);
    }
  });
});

const written = (world: World) => JSON.stringify([...world.all()]);

/** What needs ask of a world that is known: walked down each path by itself, without any plan. */
function wanted(facts: MadeFacts, world: World, needs: readonly AnyReads[]): Set<string> {
  const asked = new Set(['acct', 'acct regions']);
  const walk = (kind: AnyKind, id: string, reads: AnyReads): void => {
    asked.add(id);
    if (!(id in facts)) return;
    for (const [name, deeper] of Object.entries(reads)) {
      const link = kind.links[name] as Link | undefined;
      for (const fact of link === undefined ? [name] : link.from) asked.add(`${id} ${fact}`);
      if (link === undefined) continue;
      const record = { ...world.get(kind.name, id)!, facts: facts[id]! };
      for (const target of linkTargets(world, record, link)) {
        if (typeof target === 'string') walk(targetKind(kind, link), target, deeper as AnyReads);
      }
    }
  };
  for (const reads of needs) walk(madeAccount, 'acct', reads);
  return asked;
}

const names = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => `acct/${name}`);
const some = fc.subarray(names);
const graph = fc
  .tuple(some, some, fc.array(fc.tuple(some, some), { minLength: 4, maxLength: 5 }))
  .map(([left, others, nodes]) =>
    // Where four nodes are made, the fifth is missing.
    behindDoors(
      left,
      others,
      Object.assign({}, ...nodes.map(([near, far], index) => made(`n${index + 1}`, { near, far }))),
    ),
  );
const { reads: nodeReads } = fc.letrec<{ reads: AnyReads }>((tie) => ({
  reads: fc.record(
    {
      a: fc.constant(true as const),
      b: fc.constant(true as const),
      c: fc.constant(true as const),
      nears: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant({}), tie('reads')),
      fars: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant({}), tie('reads')),
    },
    { requiredKeys: [] },
  ),
}));
const doorReads = fc.record({ nodes: nodeReads });
const reads = fc.record({ left: doorReads, others: doorReads }, { requiredKeys: [] }) as fc.Arbitrary<AnyReads>;

/** Turns that look like chance and are the same for the same question. */
const shuffled = (seed: number) => (what: string) => {
  let hash = seed;
  for (const letter of what) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return hash % 40;
};

describe('for whatever needs and links', () => {
  test('needs together ask exactly what a walk down each path of each need asks, each question once', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.array(reads, { maxLength: 3 }), fc.nat(), async (facts, needs, seed) => {
        const { world, asked } = await scanMade({ plan: plan(...needs), facts, turns: shuffled(seed) });
        expect(asked.toSorted()).toEqual([...wanted(facts, world, needs)].toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test('the world does not depend on the order of the answers', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.array(reads, { maxLength: 3 }), fc.nat(), async (facts, needs, seed) => {
        const one = await scanMade({ plan: plan(...needs), facts });
        const other = await scanMade({ plan: plan(...needs), facts, turns: shuffled(seed) });
        expect(written(other.world)).toBe(written(one.world));
      }),
      { numRuns: 200 },
    );
  });
});
