import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Rule } from '#src/core/rule.ts';
import { parseTemplate } from '../../tools/pages/cloudformation.ts';
import { faultsOf } from '../../tools/pages/faults.ts';
import { lintTemplates, missingCfnLint, missingTerraform, validateTerraform } from '../../tools/pages/oracles.ts';
import { readPages } from '../../tools/pages/pages.ts';
import { findRuleFolders } from '../../tools/generate/find.ts';
import type { Block } from '../../tools/pages/read-page.ts';

const HEADINGS = [
  'Why',
  'What is checked',
  'Audit',
  'Audit > Console',
  'Audit > AWS CLI',
  'Fix',
  'Fix > Console',
  'Fix > AWS CLI',
  'Fix > CloudFormation JSON',
  'Fix > CloudFormation YAML',
  'Fix > Terraform',
  'Cost and risk',
  'Exceptions',
  'References',
];
/** The sections that hold a block, or say `None: ` and why. */
const BLOCKS: readonly (readonly [heading: string, info: string])[] = [
  ['Audit > AWS CLI', 'bash audit'],
  ['Fix > AWS CLI', 'bash fix'],
  ['Fix > CloudFormation JSON', 'json cloudformation'],
  ['Fix > CloudFormation YAML', 'yaml cloudformation'],
  ['Fix > Terraform', 'hcl terraform'],
];

const SOURCE = join(import.meta.dirname, '..');
const { pages, missing } = readPages();

test('every rule has a page', () => {
  expect(missing).toEqual([]);
  expect(pages.size).toBeGreaterThan(0);
});

const info = ({ language, use }: Block): string => `${language} ${use}`;

describe.each([...pages])('the page of %s', (id, page) => {
  test('has its id in the title, and the fixed headings in their order', () => {
    expect(page.title).toMatch(new RegExp(`^${id}: \\S`));
    expect(page.headings).toEqual(HEADINGS);
  });

  test('says something under every heading', () => {
    for (const heading of HEADINGS.filter((name) => name !== 'Audit' && name !== 'Fix')) {
      const hasBlock = page.blocks.some(({ path }) => path.join(' > ') === heading);
      expect(hasBlock || (page.prose.get(heading) ?? '').trim() !== '', `nothing below ${heading}`).toBe(true);
    }
    for (const word of ['Pass', 'Fail', 'Unknown', 'Not applicable']) {
      expect(page.prose.get('What is checked')).toMatch(new RegExp(`^- \\*\\*${word}\\*\\*: \\S`, 'm'));
    }
    expect(page.prose.get('References')).toMatch(/^- <https:\/\//m);
  });

  test.each(BLOCKS)('%s holds a block "%s", or a reason', (heading, wanted) => {
    const found = page.blocks.filter(({ path }) => path.join(' > ') === heading).map(info);
    const reason = /^None: \S/m.test(page.prose.get(heading) ?? '');
    expect(new Set(found)).toEqual(new Set(reason ? [] : [wanted]));
  });

  test('has no block of another sort', () => {
    const known = new Set(BLOCKS.map(([, wanted]) => wanted));
    expect(page.blocks.map(info).filter((name) => !known.has(name))).toEqual([]);
  });

  test('repeats none of the faults of published procedures', () => {
    expect(page.blocks.flatMap((block) => faultsOf(block).map((fault) => `line ${block.line}: ${fault}`))).toEqual([]);
  });

  test('says the same in JSON and in YAML', () => {
    const [json, yaml] = ['json', 'yaml'].map((language) => {
      return page.blocks.filter((block) => block.language === language).map(({ text }) => parseTemplate(text));
    });
    expect(yaml).toEqual(json);
  });
});

/** Blocks of a use: a name that tells page and line, to its text. */
function blocksOf(use: string, name: (id: string, block: Block) => string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [id, page] of pages) {
    for (const block of page.blocks.filter((each) => each.use === use)) found.set(name(id, block), block.text);
  }
  return found;
}

const written = findRuleFolders(SOURCE).filter(
  ({ id, path }) => pages.has(id) && existsSync(join(SOURCE, path, 'rule.ts')),
);
test.each(written)("the page of $id bears the rule's title and names its settings", async ({ id, path }) => {
  const { rule }: { rule: Rule } = await import(join(SOURCE, path, 'rule.ts'));
  const page = pages.get(id)!;
  expect(page.title).toBe(`${id}: ${rule.title}`);
  const checked = page.prose.get('What is checked') ?? '';
  expect(Object.keys(rule.settings ?? {}).filter((name) => !checked.includes(`\`${name}\``))).toEqual([]);
});

const noCfnLint = missingCfnLint();
if (noCfnLint !== undefined) console.warn(`Templates are not linted: ${noCfnLint}`);
test.skipIf(noCfnLint !== undefined)(
  'every CloudFormation template passes cfn-lint',
  async () => {
    const templates = blocksOf('cloudformation', (id, { language, line }) => `${id}-line-${line}.${language}`);
    expect(templates.size).toBeGreaterThanOrEqual(2 * pages.size);
    expect(await lintTemplates(templates)).toEqual([]);
  },
  90_000,
);

const noTerraform = missingTerraform();
if (noTerraform !== undefined) console.warn(`Terraform is not validated: ${noTerraform}`);
test.skipIf(noTerraform !== undefined)(
  'every Terraform configuration passes terraform validate',
  async () => {
    const modules = blocksOf('terraform', (id, { line }) => `${id}-line-${line}`);
    expect(modules.size).toBeGreaterThanOrEqual(pages.size);
    expect(await validateTerraform(modules)).toEqual([]);
  },
  90_000,
);
