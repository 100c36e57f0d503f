import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

const plain = (markdown: string, width = 40): string => renderMarkdown(markdown, { color: false, width });

test('headings stand out without colour', () => {
  expect(plain('# Title\n\n## Why\n\n### Console')).toBe('Title\n\nWHY\n\nConsole');
});

test('prose is wrapped, and a list item hangs under its text', () => {
  expect(plain('- one two three four five six seven eight nine')).toBe(
    '- one two three four five six seven\n  eight nine',
  );
});

test('code is indented and never wrapped, and what stands behind its fence is not taken for code', () => {
  const long = 'aws '.repeat(30).trim();
  expect(plain(`\`\`\`bash fix\n${long}\n\`\`\``)).toBe(`    ${long}`);
});

test('a link shows its address', () => {
  expect(plain('[docs](https://x.example)')).toBe('docs (https://x.example)');
});

test('a word wider than the terminal stays whole', () => {
  expect(plain('x'.repeat(60))).toBe('x'.repeat(60));
});

test('colour changes nothing but colour', () => {
  const colored = renderMarkdown('**bold** and `code`', { color: true, width: 40 });
  expect(colored).toContain('\u001b[');
  // oxlint-disable-next-line no-control-regex -- the escape sequences are what is taken away
  expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe('bold and code');
});
