import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { alarmPages } from './alarm-pages.ts';

const pages = alarmPages();

test('every alarm rule has a page that is made here', () => {
  const asked = rules.filter(({ id }) => id.startsWith('CWL-')).map(({ id }) => id);
  const made = [...pages.keys()].map((file) => /CWL-\d{3}/.exec(file)![0]);
  expect(made).toEqual(asked);
});

test.each([...pages])('%s is fresh (else: node tools/alarm-pages.ts)', (file, text) => {
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
