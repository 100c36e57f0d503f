import { expect, test } from 'vitest';
import { Unknown, UnknownRead } from '#src/core/unknown.ts';
import { anyOf, broken, inTurn, type Step, steps } from './step.ts';

const told: Step = { kind: 'told', via: [{ route: 'alarm a', told: 'email', notes: [] }] };
const throws = (): never => {
  throw new UnknownRead('x', new Unknown('access-denied'));
};
const unknown: Step = { kind: 'unknown', pending: new UnknownRead('x', new Unknown('access-denied')) };

test('in turn: the first certain break counts, whatever is unknown before it', () => {
  expect(inTurn(throws, () => broken('noAlarm', 'metric'))).toMatchObject({ kind: 'broken', at: { link: 'noAlarm' } });
  expect(
    inTurn(
      () => undefined,
      throws,
      () => told,
    ).kind,
  ).toBe('unknown');
  expect(
    inTurn(
      () => undefined,
      () => told,
    ),
  ).toBe(told);
});

test('any of: one that tells is enough, then one that may, then the one that came furthest', () => {
  expect(anyOf([broken('noTrail', ''), unknown, told])?.kind).toBe('told');
  expect(anyOf([broken('noTrail', ''), unknown])?.kind).toBe('unknown');
  expect(anyOf([broken('noTrail', ''), broken('actionsOff', 'a'), broken('noFilter', 'g')])).toMatchObject({
    at: { link: 'actionsOff' },
  });
  expect(anyOf([])).toBeUndefined();
});

test('an element that is left out is no step, one that is unknown is', () => {
  expect(steps([1, 2, 3], (item) => (item === 2 ? told : undefined))).toEqual([told]);
  expect(steps([1], throws).map(({ kind }) => kind)).toEqual(['unknown']);
});

test('what is thrown otherwise is a fault of ours', () => {
  const fault = (): never => {
    throw new TypeError('fault');
  };
  expect(() => inTurn(fault)).toThrow(TypeError);
});
