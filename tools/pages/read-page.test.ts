import { expect, test } from 'vitest';
import { parseTemplate } from './cloudformation.ts';
import { readPage } from './read-page.ts';

const PAGE = `# CT-004: Title

## Why

Because.

## Fix

### AWS CLI

Do:

\`\`\`bash fix
# not a heading
aws x
\`\`\`
`;

test('a page is read into headings, prose and blocks', () => {
  const page = readPage(PAGE);
  expect(page.title).toBe('CT-004: Title');
  expect(page.headings).toEqual(['Why', 'Fix', 'Fix > AWS CLI']);
  expect(page.prose.get('Why')?.trim()).toBe('Because.');
  expect(page.blocks).toEqual([
    { language: 'bash', use: 'fix', text: '# not a heading\naws x\n', line: 13, path: ['Fix', 'AWS CLI'] },
  ]);
});

test('a fence that is left open is refused with its line', () => {
  expect(() => readPage('# T\n\n```bash fix\n')).toThrow('line 3');
});

test('short tags of YAML are what JSON writes in full', () => {
  expect(parseTemplate('a: !Ref B\nb: !GetAtt C.Arn\nc: !Sub "${D}/x"\nd: !Join ["", [a, !Ref B]]')).toEqual({
    a: { Ref: 'B' },
    b: { 'Fn::GetAtt': ['C', 'Arn'] },
    c: { 'Fn::Sub': '${D}/x' },
    d: { 'Fn::Join': ['', ['a', { Ref: 'B' }]] },
  });
});

test('a template that is indented with tabs is refused', () => {
  expect(() => parseTemplate('a:\n\tb: 1\n')).toThrow('Tabs');
});
