import { afterEach, expect, test, vi } from 'vitest';
import { UserError } from '#src/core/user-error.ts';
import { fail } from './fail.ts';

afterEach(() => vi.restoreAllMocks());

test.each<[string, unknown, number]>([
  ['an error that names what it read', new UserError('X', 'no trail\n\u001b[31mred', 'Trails: \u202egnirts.'), 2],
  ['a bug', new Error('broken by \u001b]0;title\u0007'), 70],
])('%s drives no terminal', (_, error, code) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(fail(error)).toBe(code);
  const text = said.mock.calls.flat().join('\n');
  // oxlint-disable-next-line no-control-regex -- control characters are what this expression is for
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text).toContain(String.raw`\u{1b}`);
});
