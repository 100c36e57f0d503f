import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configuration, exceptions } from '#src/cli/configuration-schemas.ts';
import { parseYaml } from '#src/config/parse-yaml.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/usage.md'), 'utf8');
const [settings = '', accepted = ''] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);

test('the configuration on the page is accepted', () => {
  expect(parseYaml(settings, 'docs/usage.md', configuration, '')).toMatchObject({ failOn: 'high' });
});

test('the exceptions on the page are accepted', () => {
  expect(parseYaml(accepted, 'docs/usage.md', exceptions, '')).toHaveLength(1);
});
