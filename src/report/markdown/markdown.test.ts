import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';

import { render } from '../testing/render.ts';
import { hostileFindings, hostileStrings, manyFindings, sampleFindings } from '../testing/sample.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { markdown } from './markdown.ts';

// As GitHub renders, with HTML let through: what comes out as a tag here would be one there.
const rendered = (text: string) =>
  micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
const tags = (html: string) => [...new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name))];

test.each(hostileStrings.map((text) => [JSON.stringify(text), text]))('%s is text and nothing else', (_name, text) => {
  expect(tags(rendered(escapeMarkdown(text))).filter((name) => name !== 'p')).toEqual([]);
  expect(tags(rendered(codeSpan(text))).filter((name) => name !== 'p' && name !== 'code')).toEqual([]);
  const table = rendered(`| a | b |\n| - | - |\n| ${escapeMarkdown(text)} | ${codeSpan(text)} |`);
  expect(table.match(/<td>/g)).toHaveLength(2);
});

test('hostile findings make the tags of the report and no other', () => {
  const expected = new Set([
    'code',
    'em',
    'h1',
    'h2',
    'h3',
    'li',
    'p',
    'strong',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
    'blockquote',
  ]);
  expect(tags(rendered(render(markdown, hostileFindings()))).filter((name) => !expected.has(name ?? ''))).toEqual([]);
});

test.each(['@everyone', '@org/team', 'fixes #12', 'GH-7'])('%s reaches nobody and closes nothing', (text) => {
  expect(rendered(escapeMarkdown(text))).not.toContain(text);
});

test('every row of the table has as many cells as its head', () => {
  const html = rendered(render(markdown, [...sampleFindings, ...hostileFindings()]));
  const rows = html.split('<tr>').filter((row) => row.includes('<td>'));
  expect(new Set(rows.slice(1).map((row) => row.match(/<td/g)?.length))).toEqual(new Set([7]));
});

test('a report that does not fit into one comment says how much it leaves out', () => {
  const text = render(markdown, [...manyFindings(5_000)]);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/less urgent findings are not shown here/);
});

const accepted = sampleFindings.find(({ exception }) => exception !== undefined)!;

test('what was accepted is listed apart, with who accepted it and why', () => {
  const html = rendered(render(markdown, sampleFindings));
  const [todo = '', list = ''] = html.split('<h2>Accepted</h2>');
  expect(list).toContain(accepted.message);
  expect(list).toContain('Retired on 2026-04-01');
  expect(todo).not.toContain('Retired on 2026-04-01');
});

test('a scan of which all failures are accepted does not say that nothing failed', () => {
  const text = render(markdown, [accepted]);
  expect(text).toContain('Nothing failed and nothing is unknown but what was accepted.');
});

test('accepted findings leave room for those to do, and say how many are not shown', () => {
  const many = [...manyFindings(5_000)];
  const text = render(markdown, [...many, ...many.map((finding) => ({ ...finding, exception: accepted.exception! }))]);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/## To do\n\n(?:\|.*\n){100}/);
  expect(text).toMatch(/more accepted findings are not shown here/);
});

test('a scan without anything to do says so', () => {
  expect(
    render(
      markdown,
      sampleFindings.filter(({ outcome }) => outcome === 'pass'),
    ),
  ).toContain('Nothing failed and nothing is unknown.');
});
