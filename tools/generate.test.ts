import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generate } from './generate.ts';

let source = '';
beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), 'surety-generate-'));
});
afterEach(() => rmSync(source, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(source, path)), { recursive: true });
  writeFileSync(join(source, path), text);
}
const read = (name: string): string => readFileSync(join(source, 'generated', name), 'utf8');

test('a rule in a new folder enters the list by its id', () => {
  put('rules/sqs/SQS-101-queue-encryption/rule.ts', 'export const rule = defineRule({');
  put('rules/cloudtrail/CT-004-trail-bucket-mfa-delete/rule.ts', 'export const rule = defineRule({');
  generate(source);
  expect(read('rules.ts')).toContain(
    "import { rule as CT004 } from '../rules/cloudtrail/CT-004-trail-bucket-mfa-delete/rule.ts';\nimport { rule as SQS101 } from",
  );
  expect(read('rules.ts')).toContain('[\n  CT004,\n  SQS101,\n]');
});

test('a page is there before its rule is', () => {
  put('rules/cloudtrail/CT-004-mfa/README.md', '# `${title}` "quoted"\n');
  generate(source);
  expect(read('pages.ts')).toContain(String.raw`["CT-004", "# ${'`${title}`'} \"quoted\"\n"]`);
  expect(read('rules.ts')).toContain('= [];');
});

test('kinds, collectors and frameworks are found by what they declare', () => {
  put('assets/trail/model.ts', 'export const helper = 1;\nexport const trail = defineAssetKind({');
  put('assets/trail/collect.ts', 'export const collectTrail = defineCollector({');
  put('frameworks/CIS-3.0/framework.ts', 'export const framework = defineFramework({');
  generate(source);
  expect(read('kinds.ts')).toContain("import { trail } from '../assets/trail/model.ts';");
  expect(read('collectors.ts')).toContain('[collectTrail.kind.name, collectTrail]');
  expect(read('frameworks.ts')).toContain("import { framework as CIS_3_0 } from '../frameworks/CIS-3.0/framework.ts';");
});

test('the second run writes nothing and leaves the times of the files', () => {
  put('assets/trail/model.ts', 'export const trail = defineAssetKind({');
  expect(generate(source)).toBe('src/generated: 6 modules, 6 written');
  const before = statSync(join(source, 'generated', 'kinds.ts')).mtimeMs;
  expect(generate(source)).toBe('src/generated: 6 modules, 0 written');
  expect(statSync(join(source, 'generated', 'kinds.ts')).mtimeMs).toBe(before);
  expect(readdirSync(join(source, 'generated')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a module that is no longer made is removed', () => {
  put('generated/old.ts', '');
  generate(source);
  expect(existsSync(join(source, 'generated', 'old.ts'))).toBe(false);
});

test.each([
  ['two folders with the same id', ['CT-004-a', 'CT-004-b'], 'share an id'],
  ['a folder without a slug', ['CT-004'], 'is named like'],
])('is refused: %s', (_, folders, message) => {
  for (const folder of folders) put(`rules/cloudtrail/${folder}/rule.ts`, 'export const rule = defineRule({');
  expect(() => generate(source)).toThrow(message);
});

test('a rule file without a rule is refused with its path', () => {
  put('rules/cloudtrail/CT-004-a/rule.ts', 'export const other = 1;');
  expect(() => generate(source)).toThrow('src/rules/cloudtrail/CT-004-a/rule.ts: expected one');
});
