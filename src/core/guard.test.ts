import { describe, expect, test } from 'vitest';
import { containsUnknown, guard } from './guard.ts';
import { Unknown, UnknownRead } from './unknown.ts';

const denied = new Unknown('access-denied', 'denied', 'x:Y');

function guarded<T>(value: T) {
  const notes = { page: new Map<string, unknown>() };
  return { view: guard(value, '', notes), notes, seen: notes.page };
}
function read(act: () => unknown): UnknownRead {
  try {
    act();
  } catch (error) {
    if (error instanceof UnknownRead) return error;
    throw error;
  }
  throw new Error('nothing unknown was read');
}

describe('a guarded value', () => {
  test('throws with path and reason when an unknown is read, and not before', () => {
    const { view } = guarded({ trail: { buckets: [{ policy: denied }] } });
    const [first] = view.trail.buckets;
    const error = read(() => first!.policy);
    expect(error.path).toBe('trail.buckets[0].policy');
    expect(error.unknown).toBe(denied);
    expect(error.message).toBe('trail.buckets[0].policy is unknown: access-denied');
  });
  test('throws when it is unknown as a whole', () => {
    expect(read(() => guard(denied, 'bucket')).path).toBe('bucket');
  });
  test('notes the paths and values that were looked at, and no others', () => {
    const { view, seen } = guarded({ a: 1, b: { c: 'x', d: 'y' }, e: undefined as number | undefined });
    expect([view.a, view.b.c, view.e]).toEqual([1, 'x', undefined]);
    expect([...seen]).toEqual([
      ['a', 1],
      ['b.c', 'x'],
      ['e', undefined],
    ]);
  });
  test('notes an empty list, for that there is nothing is evidence too', () => {
    const { view, seen } = guarded({ rules: [] as number[] });
    expect(view.rules.length).toBe(0);
    expect([...seen]).toEqual([['rules', []]]);
  });
  test('notes on each page what is read again, for another part of the verdict may rest on it', () => {
    const { view, notes, seen } = guarded({ a: 1, b: { c: 'x' }, rules: [] as number[] });
    const look = (): unknown => [view.a, view.b.c, view.rules.length];
    look();
    notes.page = new Map();
    look();
    look();
    expect(notes.page.size).toBe(3);
    expect(view.b).toBe(view.b);
    expect([...notes.page]).toEqual([...seen]);
  });
  test('has the keys of the value and can be spread, walked and serialised', () => {
    const value = { list: [1, 2], inner: { a: null } };
    const { view } = guarded(value);
    expect(Object.keys(view)).toEqual(['list', 'inner']);
    expect('list' in view && !('other' in view)).toBe(true);
    expect({ ...view.inner }).toEqual({ a: null });
    expect([...view.list, ...view.list.map((item) => item * 2)]).toEqual([1, 2, 2, 4]);
    expect(Array.isArray(view.list)).toBe(true);
    expect([Object.keys(view.list), Object.getOwnPropertyDescriptor(view.list, 'length')?.configurable]).toEqual([['0', '1'], false]); // prettier-ignore
    expect(JSON.parse(JSON.stringify(view))).toEqual(value);
  });
  test('names of keys tell nothing of their values: an unknown is met only when it is read', () => {
    const { view } = guarded({ regions: { 'eu-west-1': denied, 'us-east-1': { on: true } } });
    expect(Object.keys(view.regions)).toEqual(['eu-west-1', 'us-east-1']);
    expect(read(() => Object.values(view.regions)).path).toBe('regions.eu-west-1');
  });
  test('does not break on frozen values', () => {
    const { view } = guarded(Object.freeze({ list: Object.freeze([Object.freeze({ on: true })]) }));
    expect(view.list[0]!.on).toBe(true);
    expect(JSON.stringify(view)).toBe('{"list":[{"on":true}]}');
  });
});

test('containsUnknown looks at any depth, and says the same twice', () => {
  const deep = { a: [{ b: denied }] };
  const clean = { a: [{ b: 1, c: null, d: undefined }] };
  for (const _ of [1, 2]) {
    expect(containsUnknown(deep)).toBe(true);
    expect(containsUnknown(clean)).toBe(false);
  }
  expect(containsUnknown(denied)).toBe(true);
  expect(containsUnknown('text')).toBe(false);
});
