import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Rule } from '#src/core/rule.ts';
import { findRuleFolders, foldersIn } from '../../tools/generate/find.ts';
import { defineFramework, type Framework } from './framework.ts';

const SOURCE = join(import.meta.dirname, '..');
const frameworks = new Map<string, Framework>();
for (const name of foldersIn(join(SOURCE, 'frameworks'))) {
  const module: { framework: Framework } = await import(join(SOURCE, 'frameworks', name, 'framework.ts'));
  frameworks.set(name, module.framework);
}
const folders = findRuleFolders(SOURCE);
const controlsOf = new Map<string, Readonly<Record<string, readonly string[]>>>();
for (const { id, path } of folders) {
  const file = join(SOURCE, path, 'controls.ts');
  if (!existsSync(file)) continue;
  const module: { controls: Readonly<Record<string, readonly string[]>> } = await import(file);
  controlsOf.set(id, module.controls);
}

describe.each([...frameworks])('framework %s', (folder, framework) => {
  test('carries the name of its folder and says where it is published', () => {
    expect(framework.id).toBe(folder);
    expect(new URL(framework.url).protocol).toBe('https:');
    for (const text of [framework.name, framework.version, framework.publisher]) expect(text).not.toBe('');
  });

  test('is a tree: ids are unique, parents come first, titles are short', () => {
    const ids = framework.controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const orphans = framework.controls.filter(
      ({ parent }, at) => parent !== undefined && !ids.slice(0, at).includes(parent),
    );
    expect(orphans).toEqual([]);
    for (const { title } of framework.controls) expect(title).toMatch(/^[A-Z].{2,90}[^.]$/);
  });

  test('holds no leaf that no rule names', () => {
    const parents = new Set(framework.controls.map(({ parent }) => parent));
    const named = new Set([...controlsOf.values()].flatMap((controls) => controls[framework.id] ?? []));
    const idle = framework.controls.filter(({ id }) => !parents.has(id) && !named.has(id));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });
});

describe.each([...controlsOf])('the controls of %s', (_, controls) => {
  test('exist in their frameworks, each named once', () => {
    for (const [name, named] of Object.entries(controls)) {
      const known = frameworks.get(name)?.controls.map((control) => control.id) ?? [];
      expect(
        named.filter((control) => !known.includes(control)),
        `not in ${name}`,
      ).toEqual([]);
      expect(named.length, `${name} is empty`).toBeGreaterThan(0);
      expect(new Set(named).size, `${name} names a control twice`).toBe(named.length);
    }
  });
});

const written = folders.filter(({ path }) => existsSync(join(SOURCE, path, 'rule.ts')));
test.each(written)('$id carries its controls', async ({ id, path }) => {
  const { rule }: { rule: Rule } = await import(join(SOURCE, path, 'rule.ts'));
  expect(rule.controls).toEqual(controlsOf.get(id));
});

/** Least numbers of rules that speak to each standard: one that loses its tags is noticed. */
test.each([
  ...['1.2', '1.3', '1.4', '1.5', '2.0', '3.0', '4.0.1', '5.0', '6.0', '7.0'].map((version) => [`CIS-${version}`, 20]),
  ['PCI-DSS-3.2.1', 15],
  ['PCI-DSS-4.0', 25],
  ['NIST-800-53-r4', 35],
  ['NIST-800-53-r5', 35],
  ['NIST-CSF-2.0', 20],
  ['HIPAA', 15],
  ['GDPR', 20],
  ['SOC-2', 12],
  ['ISO-27001-2013', 15],
  ['ISO-27001-2022', 35],
  ['FedRAMP-Low-r4', 10],
  ['FedRAMP-Moderate-r4', 15],
  ['APRA-CPG-234', 30],
  ['MAS-TRM', 30],
  ['AWS-FSBP', 10],
  ['AWS-Well-Architected', 30],
] as [string, number][])('%s is spoken to by at least %i rules', (id, least) => {
  expect([...controlsOf.values()].filter((controls) => id in controls).length).toBeGreaterThanOrEqual(least);
});

describe('what CIS dropped stays dropped', () => {
  test.each([
    ['CT-003', 'a bucket that is not public'],
    ['CT-009', 'CloudWatch Logs'],
  ])('%s: %s is in 2.0 and not in 3.0', (id) => {
    expect(controlsOf.get(id)).toHaveProperty(['CIS-2.0']);
    for (const version of ['3.0', '4.0.1', '5.0', '6.0', '7.0']) {
      expect(controlsOf.get(id)).not.toHaveProperty([`CIS-${version}`]);
    }
  });
});

test('a nested tree is kept flat with parents', () => {
  const { controls } = defineFramework({
    id: 'X',
    name: 'X',
    version: '1',
    publisher: 'X',
    url: 'https://example.com',
    controls: { '1': ['One', { '1.1': 'One one' }], '2': 'Two' },
  });
  expect(controls).toEqual([
    { id: '1', title: 'One' },
    { id: '1.1', title: 'One one', parent: '1' },
    { id: '2', title: 'Two' },
  ]);
});
