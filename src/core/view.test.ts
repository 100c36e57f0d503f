import { describe, expect, test } from 'vitest';
import { ACCOUNT, aShop, aStore, arn, gone, shop, theAccount, unreadable, worldWith } from './testing/kinds.ts';
import { Unknown } from './unknown.ts';
import { buildView, locateFact } from './view.ts';
import { type AssetRecord, createWorld, resolve } from './world.ts';

const denied = new Unknown('access-denied', 'denied', 'test:Read');

/** The view of a shop that leads to `target`. */
function throughLink(target: unknown, ...others: readonly AssetRecord[]): unknown {
  const record = aShop({ storeId: target });
  const view = buildView(worldWith(record, ...others), shop, record, { store: { locked: true } });
  return (view as unknown as { store: unknown }).store;
}

describe('a view', () => {
  test('has the identity, the declared facts and nothing else', () => {
    const record = aShop({ open: true, storeId: 'x', storeIds: [] });
    expect(buildView(worldWith(record), shop, record, { open: true })).toEqual({
      id: arn('shop'),
      name: 'shop',
      account: ACCOUNT,
      region: 'eu-west-1',
      open: true,
    });
  });
  test('tells a fact that is known to be absent from one that the source cannot tell', () => {
    const record = aShop({ storeId: undefined });
    const view = buildView(worldWith(record), shop, record, { storeId: true, open: true }) as unknown as Record<
      string,
      unknown
    >;
    expect('storeId' in view && view['storeId'] === undefined).toBe(true);
    expect(view['open']).toMatchObject({ reason: 'not-available' });
  });
});

describe('a link to one asset', () => {
  test('leads to the asset with the facts that were asked for', () => {
    expect(throughLink(arn('a'), aStore('a', { locked: true, rooms: ['x'] }))).toEqual({
      id: arn('a'),
      name: 'a',
      account: ACCOUNT,
      region: 'eu-west-1',
      locked: true,
    });
  });
  test('is undefined where nothing is named, and where what is named does not exist', () => {
    expect(throughLink(undefined)).toBeUndefined();
    expect(throughLink(arn('a'), gone('a'))).toBeUndefined();
  });
  test('is unknown where the fact behind it was not collected, which does not say that there is none', () => {
    const record = aShop({ open: true });
    const view = buildView(worldWith(record), shop, record, { store: {}, stores: {} });
    const unknown = { reason: 'not-available' };
    expect(view).toMatchObject({ store: unknown, stores: [unknown] });
  });
  test('is unknown where the fact behind it is, and where the asset could not be found out about', () => {
    expect(throughLink(denied)).toBe(denied);
    expect(throughLink(arn('a'), unreadable('a', denied))).toBe(denied);
  });
  test('is unknown where it leads out of the scan, and says to which account', () => {
    expect(throughLink(arn('a', '999999999999'))).toMatchObject({
      reason: 'other-account',
      detail: `store ${arn('a', '999999999999')} belongs to 999999999999 outside this scan`,
    });
    expect(throughLink('no-arn')).toMatchObject({ reason: 'other-account' });
  });
  test('is cut short where it leads to an account of the scan that was not read to its end', () => {
    expect(throughLink(arn('a'))).toMatchObject({ reason: 'cut-short' });
  });
});

describe('a link to many assets', () => {
  const record = aShop({ storeIds: [arn('a'), arn('gone'), denied, arn('b')] });
  const world = worldWith(record, aStore('a', { locked: true }), gone('gone'), aStore('b', { locked: false }));
  const view = buildView(world, shop, record, { stores: { locked: true } }) as unknown as { stores: unknown[] };

  test('leaves out what does not exist and keeps what is unknown in its place', () => {
    expect(view.stores).toHaveLength(3);
    expect(view.stores[0]).toMatchObject({ name: 'a', locked: true });
    expect(view.stores[1]).toBe(denied);
    expect(view.stores[2]).toMatchObject({ name: 'b', locked: false });
  });
  test('positions agree with those that evidence is looked up by', () => {
    expect(locateFact(world, shop, record, 'stores[2].locked')?.record.name).toBe('b');
    expect(locateFact(world, shop, record, 'stores[2].locked')?.fact).toBe('locked');
    // What the link itself comes of stands for an element that leads nowhere.
    expect(locateFact(world, shop, record, 'stores[1]')).toMatchObject({ fact: 'storeIds' });
  });
  test('is empty where nothing is named, and holds the unknown where the whole is unknown', () => {
    const none = aShop({ storeIds: [] });
    const hidden = aShop({ storeIds: denied });
    expect(buildView(worldWith(none), shop, none, { stores: {} })).toMatchObject({ stores: [] });
    expect(buildView(worldWith(hidden), shop, hidden, { stores: {} })).toMatchObject({ stores: [denied] });
  });
  test('may be computed from a fact of the account, and lead to assets of the same kind', () => {
    const first = aShop({ open: true });
    const second = aShop({ open: false }, { id: arn('second'), name: 'second' });
    const world = worldWith(first, second, theAccount({ shopIds: [first.id, second.id] }));
    const view = buildView(world, shop, first, { siblings: { open: true } });
    expect(view).toMatchObject({
      siblings: [
        { name: 'shop', open: true },
        { name: 'second', open: false },
      ],
    });
  });
});

describe('a link computed from what another asset tells', () => {
  test('is unknown for the reason for which that asset could not be read', () => {
    const first = aShop({ open: true });
    const refused = { ...theAccount({}), unreadable: denied };
    const view = buildView(worldWith(first, refused), shop, first, { siblings: { open: true } });
    expect(view).toMatchObject({ siblings: [denied] });
  });
});

describe('a world', () => {
  test('holds one record for each kind and id: the last one', () => {
    const world = createWorld([ACCOUNT]);
    world.put(aShop({ open: true }));
    world.put(aShop({ open: false }));
    world.put(aStore('shop', { locked: true }));
    expect(world.size).toBe(2);
    expect(world.get(shop.name, arn('shop'))?.facts['open']).toBe(false);
    expect([...world.all()]).toHaveLength(2);
    expect([...world.ofKind('Test::Nothing')]).toEqual([]);
  });
  test('resolves an account of the scan differently from a stranger', () => {
    const world = worldWith(gone('gone'));
    expect(resolve(world, shop, arn('x'))).toMatchObject({ reason: 'cut-short' });
    expect(resolve(world, shop, arn('x', '222222222222'))).toMatchObject({ reason: 'other-account' });
  });
});
