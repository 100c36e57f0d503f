import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guard } from './guard.ts';
import { attemptEach, both, count, either, every, select, some } from './three-valued.ts';
import { Unknown, UnknownRead } from './unknown.ts';

const denied = new Unknown('access-denied', 'denied', 'x:Y');

/** A guarded list, as a rule gets it: touching an unknown element throws. */
const list = (items: readonly (boolean | Unknown)[]): readonly boolean[] => guard(items, 'list') as readonly boolean[];

/** The answer, or `unknown` where asking throws `UnknownRead`. */
function answer<T>(ask: () => T): T | 'unknown' {
  try {
    return ask();
  } catch (error) {
    if (error instanceof UnknownRead) return 'unknown';
    throw error;
  }
}
const isTrue = (item: boolean): boolean => item;
const element = fc.oneof(fc.boolean(), fc.constant(denied));
const elements = fc.array(element, { maxLength: 8 });

describe('some and every', () => {
  test.each([
    [[], false, true],
    [[true], true, true],
    [[false], false, false],
    [[denied, true], true, 'unknown'],
    [[true, denied], true, 'unknown'],
    [[denied, false], 'unknown', false],
    [[false, denied], 'unknown', false],
    [[denied], 'unknown', 'unknown'],
  ] as const)('of %j: some %s, every %s', (items, anyOf, allOf) => {
    expect(answer(() => some(list(items), isTrue))).toBe(anyOf);
    expect(answer(() => every(list(items), isTrue))).toBe(allOf);
  });

  test('the first unknown is the one that is told', () => {
    const other = new Unknown('throttled');
    const items = list([false, denied, true, other]);
    expect(() => some(list([false, denied, other]), isTrue)).toThrow(/^list\[1\] is unknown: access-denied$/);
    expect(() => every(list([true, denied, other]), isTrue)).toThrow(/^list\[1\] is unknown: access-denied$/);
    expect(count(items, isTrue)).toMatchObject({ atLeast: 1, atMost: 3, pending: { path: 'list[1]' } });
    expect(select(items, isTrue)).toMatchObject({ matching: [true], pending: { path: 'list[1]' } });
  });
  test('errors that are no unknowns go through', () => {
    const fault = () => {
      throw new TypeError('a bug');
    };
    expect(() => some([1], fault)).toThrow(TypeError);
    expect(() => every([1], fault)).toThrow(TypeError);
    expect(() => count([1], fault)).toThrow(TypeError);
    expect(() => select([1], fault)).toThrow(TypeError);
  });
  test('a test may read an unknown anywhere inside an element', () => {
    const items = guard([{ a: { on: denied } }, { a: { on: true } }], '');
    expect(some(items as unknown as { a: { on: boolean } }[], ({ a }) => a.on)).toBe(true);
  });

  test('law: the order of elements does not matter', () => {
    fc.assert(
      fc.property(
        elements.chain((items) =>
          fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
        ),
        ([items, shuffled]) => {
          for (const ask of [some, every]) {
            expect(answer(() => ask(list(items), isTrue))).toBe(answer(() => ask(list(shuffled), isTrue)));
          }
        },
      ),
    );
  });
  test('law: replacing elements by unknowns never changes a settled answer into the other one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(element, fc.boolean()), { maxLength: 8 }), (pairs) => {
        const known = pairs.map(([item]) => item);
        const hidden = pairs.map(([item, hide]) => (hide ? denied : item));
        for (const ask of [some, every]) {
          const before = answer(() => ask(list(known), isTrue));
          const after = answer(() => ask(list(hidden), isTrue));
          expect([before, 'unknown']).toContain(after);
        }
      }),
    );
  });
  test('law: an answer is settled exactly when every way of filling the unknowns gives it', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (items) => {
        for (const ask of [some, every]) {
          const possible = new Set(fillings(items).map((filled) => ask(filled, isTrue)));
          const expected = possible.size === 1 ? [...possible][0] : 'unknown';
          expect(answer(() => ask(list(items), isTrue))).toBe(expected);
        }
      }),
    );
  });
  test('law: every is no exception to some (De Morgan)', () => {
    fc.assert(
      fc.property(elements, (items) => {
        const all = answer(() => every(list(items), isTrue));
        const anyNot = answer(() => some(list(items), (item) => !item));
        expect(all).toBe(anyNot === 'unknown' ? 'unknown' : !anyNot);
      }),
    );
  });
});

/** All lists that the unknown elements could stand for. */
function fillings(items: readonly (boolean | Unknown)[]): boolean[][] {
  return items.reduce<boolean[][]>(
    (lists, item) =>
      lists.flatMap((one) => (item instanceof Unknown ? [true, false] : [item]).map((value) => [...one, value])),
    [[]],
  );
}

describe('count and select', () => {
  test('count is a range where something is unknown', () => {
    expect(count(list([true, false, true]), isTrue)).toEqual({ atLeast: 2, atMost: 2, pending: undefined });
    expect(count(list([true, denied, false, denied]), isTrue)).toMatchObject({ atLeast: 1, atMost: 3 });
    expect(count(list([denied]), isTrue).pending).toBeInstanceOf(UnknownRead);
    expect(count([], isTrue)).toEqual({ atLeast: 0, atMost: 0, pending: undefined });
  });
  test('select keeps what certainly matches and the first unknown among the others', () => {
    expect(select(list([true, false]), isTrue)).toEqual({ matching: [true], pending: undefined });
    const { matching, pending } = select(list([denied, true]), isTrue);
    expect(matching).toEqual([true]);
    expect(pending?.path).toBe('list[0]');
  });
  test('law: count is the range of what fillings count', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (items) => {
        const counts = fillings(items).map((filled) => filled.filter(isTrue).length);
        const { atLeast, atMost, pending } = count(list(items), isTrue);
        expect([atLeast, atMost]).toEqual([Math.min(...counts), Math.max(...counts)]);
        expect(pending !== undefined).toBe(items.includes(denied));
        expect(select(list(items), isTrue).matching).toHaveLength(atLeast);
      }),
    );
  });
});

describe('either and both', () => {
  const sides = { yes: () => true, no: () => false, unknown: () => list([denied])[0]! };
  test.each([
    ['yes', 'unknown', true, 'unknown'],
    ['unknown', 'yes', true, 'unknown'],
    ['no', 'unknown', 'unknown', false],
    ['unknown', 'no', 'unknown', false],
    ['unknown', 'unknown', 'unknown', 'unknown'],
    ['yes', 'no', true, false],
  ] as const)('%s with %s: either %s, both %s', (left, right, anyOf, allOf) => {
    expect(answer(() => either(sides[left], sides[right]))).toBe(anyOf);
    expect(answer(() => both(sides[left], sides[right]))).toBe(allOf);
  });
  test('the right side is left alone where the left one settles it', () => {
    const fault = () => {
      throw new Error('was asked');
    };
    expect(either(sides.yes, fault)).toBe(true);
    expect(both(sides.no, fault)).toBe(false);
  });
});

test('the elements of a list come one by one, an unknown one as what stands in its place', () => {
  const [first, second, third, ...others] = attemptEach(list([true, denied, false]));
  expect([first, third, others]).toEqual([true, false, []]);
  expect(second).toBeInstanceOf(UnknownRead);
  expect(second).toMatchObject({ path: 'list[1]', unknown: denied });
});
