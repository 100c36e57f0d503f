import { describe, expect, test } from 'vitest';
import { settingProblem, settingValues } from './settings.ts';

const days = { default: 365, min: 1, max: 3653, description: 'days' };
const flag = { default: true, description: 'flag' };
const name = { default: '', description: 'name' };
const names = { default: [], description: 'names' };

describe('settingProblem', () => {
  test.each([
    ['the lowest number', days, 1],
    ['the highest number', days, 3653],
    ['a flag', flag, false],
    ['an empty text', name, ''],
    ['an empty list', names, []],
    ['a list of texts', names, ['a']],
  ])('accepts %s', (_, definition, value) => expect(settingProblem(definition, value)).toBeUndefined());

  test.each([
    ['a number below the lowest', days, 0, 'must be at least 1'],
    ['a number above the highest', days, 3654, 'must be at most 3653'],
    ['no number', days, Number.NaN, 'must be a number'],
    ['infinity', days, Number.POSITIVE_INFINITY, 'must be a number'],
    ['a text for a number', days, '90', 'must be a number'],
    ['a text for a flag', flag, 'yes', 'must be a boolean'],
    ['a number for a text', name, 1, 'must be a text'],
    ['a text for a list', names, 'a', 'must be a list of texts'],
    ['a list of numbers', names, [1], 'must be a list of texts'],
    ['nothing', days, null, 'must be a number'],
  ])('refuses %s', (_, definition, value, problem) => expect(settingProblem(definition, value)).toBe(problem));
});

test('settingValues lays what is given over the defaults and leaves out what no rule asks for', () => {
  expect(settingValues({ days, flag }, { days: 30, other: 1 })).toEqual({ days: 30, flag: true });
  expect(settingValues({ flag }, { flag: false })).toEqual({ flag: false });
  expect(settingValues(undefined, { days: 1 })).toEqual({});
});
