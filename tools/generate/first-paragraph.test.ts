import { expect, test } from 'vitest';
import { firstParagraph } from './first-paragraph.ts';

const page = `# CT-004: Title

## Why

Log files are *evidence*: see
[MFA delete](https://example.com).

A second paragraph.

## Fix

### AWS CLI

\`\`\`sh
aws s3api ...
\`\`\`

Turn \`MFADelete\` on.
`;

test.each([
  ['Why', 'Log files are evidence: see MFA delete.'],
  ['Fix', 'Turn MFADelete on.'],
  ['Audit', ''],
])('the first paragraph under %s, without headings, code and markup', (heading, text) => {
  expect(firstParagraph(page, heading)).toBe(text);
});
