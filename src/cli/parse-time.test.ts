import { expect, test } from 'vitest';
import { parseTime } from './parse-time.ts';

test.each([
  ['a day', '2026-11-21', '2026-11-21T00:00:00.000Z'],
  ['a time of UTC', '2026-11-21T08:00:00Z', '2026-11-21T08:00:00.000Z'],
  ['a time without a zone, which is UTC wherever the machine stands', '2026-11-21T08:00', '2026-11-21T08:00:00.000Z'],
  ['a time of another zone', '2026-11-21 08:00+02:00', '2026-11-21T06:00:00.000Z'],
  ['the last day of a February', '2028-02-29', '2028-02-29T00:00:00.000Z'],
])('%s is a time', (_, text, time) => {
  expect(new Date(parseTime('--now', text)).toISOString()).toBe(time);
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-11-21T25:00Z',
  '2026-11-21x',
  '21.11.2026',
  '1795704925',
])('"%s" is none, and the option is named', (text) => {
  expect(() => parseTime('--now', text)).toThrow(`--now "${text}" is not a time`);
});
