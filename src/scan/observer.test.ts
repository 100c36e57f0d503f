import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Caller } from '#src/core/collector.ts';
import { definePagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createObserver } from './observer.ts';

const listThings = definePagedOperation({
  service: 'things',
  name: 'ListThings',
  item: z.object({ Name: z.string() }),
  pages: { items: 'Things', nextToken: 'NextMarker', token: 'Marker' },
});

const HOME = { account: '111111111111', region: 'eu-west-1' };
const lost = new Unknown('throttled', 'things:ListThings was throttled');

/** Answers the pages in turn, as the operation's schema leaves them, and notes what it was asked. */
function answering(pages: readonly (object | Unknown)[]): { caller: Caller; asked: object[] } {
  const asked: object[] = [];
  const caller: Caller = {
    call: async (operation, input, site) => {
      const page = pages[asked.push(input) - 1];
      const value = page instanceof Unknown ? page : operation.output.parse(page);
      return { value, provenance: { call: operation.name, ...site, at: '' } };
    },
  };
  return { caller, asked };
}

const namesOf = (caller: Caller) =>
  createObserver(caller, HOME, []).observeAll(listThings, { Limit: 2 }, ({ Name }) => Name);

test('an answer of a paged operation keeps of its items what is used, and nothing else', () => {
  const raw = { Things: [{ Name: 'a', Size: 7 }], NextMarker: 'm', Total: 1, $metadata: {} };
  expect(listThings.output.parse(raw)).toEqual({ Things: [{ Name: 'a' }], NextMarker: 'm' });
});

test.each([{}, { Things: null }, { Things: 'a' }, { things: [] }])('an answer without its list (%j) is none', (raw) => {
  expect(listThings.output.safeParse(raw).success).toBe(false);
});

test('a list may be left out where another list of the operation came, and only there', () => {
  const besides = { items: 'Things', beside: 'Others', nextToken: 'NextMarker', token: 'Marker' };
  const { output } = definePagedOperation({ service: 'x', name: 'ListThings', item: z.object({ Name: z.string() }), pages: besides }); // prettier-ignore
  expect(output.parse({ Others: [{}], NextMarker: 'm' })).toEqual({ Things: [], NextMarker: 'm' });
  expect(output.parse({ Others: [], Things: [{ Name: 'a' }] })).toEqual({ Things: [{ Name: 'a' }] });
  const wrong = [{}, { Others: 'x' }, { Others: [], Things: [{}] }, { Others: [], Things: null }];
  expect(wrong.filter((raw) => output.safeParse(raw).success)).toEqual([]);
});

test('an item that does not fit spoils its page', () => {
  expect(listThings.output.safeParse({ Things: [{ Name: 'a' }, {}] }).success).toBe(false);
});

test('a list that names the same next page again does not end, and is not complete', async () => {
  const { caller, asked } = answering([1, 2, 3].map((name) => ({ Things: [{ Name: String(name) }], NextMarker: 'm' })));
  expect(await namesOf(caller)).toEqual(['1', '2', expect.objectContaining({ reason: 'call-failed', detail: expect.stringContaining('does not end') as string })]); // prettier-ignore
  expect(asked).toHaveLength(2);
});

test('nor does one of ever new pages, and that is found out', async () => {
  let page = 0;
  const caller: Caller = {
    call: async (operation, _, site) => {
      const value = operation.output.parse({ Things: [], NextMarker: `m${page++}` });
      return { value, provenance: { call: operation.name, ...site, at: '' } };
    },
  };
  expect(await namesOf(caller)).toEqual([expect.objectContaining({ reason: 'call-failed' })]);
  expect(page).toBe(10_000);
});

test.for<[string, (object | Unknown)[], (string | Unknown)[], object[]]>([
  ['one page', [{ Things: [{ Name: 'a' }] }], ['a'], [{ Limit: 2 }]],
  ['a list that is empty', [{ Things: [] }], [], [{ Limit: 2 }]],
  ['pages in order, each asked for by the mark of the one before', [{ Things: [{ Name: 'a' }], NextMarker: 'm' }, { Things: [{ Name: 'b' }] }], ['a', 'b'], [{ Limit: 2 }, { Limit: 2, Marker: 'm' }]],
  ['an empty page in the middle', [{ Things: [], NextMarker: 'm' }, { Things: [{ Name: 'b' }], NextMarker: '' }], ['b'], [{ Limit: 2 }, { Limit: 2, Marker: 'm' }]],
  ['a page that is lost stands as a hole, and what came before stays', [{ Things: [{ Name: 'a' }], NextMarker: 'm' }, lost], ['a', lost], [{ Limit: 2 }, { Limit: 2, Marker: 'm' }]],
])('all pages: %s', async ([, pages, names, inputs]) => {
  const { caller, asked } = answering(pages);
  expect(await namesOf(caller)).toEqual(names);
  expect(asked).toEqual(inputs);
}); // prettier-ignore
