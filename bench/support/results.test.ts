import { expect, test } from 'vitest';
import { formatFailure, formatResults, formatSection, parseResults } from './results.ts';

const circumstances = { date: '2026-11-21', machine: '2 x Some CPU', node: 'v24.21.0', command: 'npm run bench -- a' };
const result = { title: 'A', rows: [{ input: 'x | y', seconds: '1.5' }], notes: ['One core.'] };

test('what is written is read again, part by part', () => {
  const sections = new Map([
    ['b', formatSection({ ...result, title: 'B' }, circumstances)],
    ['a', formatSection(result, circumstances)],
  ]);
  const again = parseResults(formatResults(sections));
  expect([...again.keys()]).toEqual(['a', 'b']);
  expect(again.get('b')).toBe(sections.get('b'));
});

test('a part that is written anew leaves the others as they were', () => {
  const before = parseResults(formatResults(new Map([['a', 'old a'], ['b', 'old b']]))); // prettier-ignore
  const after = parseResults(formatResults(new Map([...before, ['a', 'new a']])));
  expect(Object.fromEntries(after)).toEqual({ a: 'new a', b: 'old b' });
});

test('an empty or foreign file holds no parts', () => {
  expect(parseResults('').size).toBe(0);
  expect(parseResults('# Something else\n').size).toBe(0);
});

test('a table aligns figures to the right and keeps bars inside cells', () => {
  const text = formatSection(result, circumstances);
  expect(text).toContain('| input | seconds |\n| --- | ---: |\n| x \\| y | 1.5 |');
  expect(text).toContain('_2026-11-21, 2 x Some CPU, Node v24.21.0, `npm run bench -- a`_');
});

test('a failed bench says so and shows the end of what it said', () => {
  expect(formatFailure('a', 'Error: no moto here', circumstances)).toContain('## a: failed\n\n    Error: no moto here');
});
