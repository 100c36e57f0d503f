import { describe, expect, test } from 'vitest';
import type { AnyKind, AnyReads, Link } from '#src/core/asset.ts';
import { targetKind } from '#src/core/asset.ts';
import { evaluateRule } from '#src/core/evaluate.ts';
import type { Finding } from '#src/core/finding.ts';
import { containsUnknown } from '#src/core/guard.ts';
import type { Rule } from '#src/core/rule.ts';
import { settingValues } from '#src/core/settings.ts';
import { Unknown } from '#src/core/unknown.ts';
import { createWorld, type AssetRecord, type World } from '#src/core/world.ts';
import { NOW } from './healthy.ts';

/** What a row expects beyond its outcome. */
export interface Expectation {
  readonly message?: string;
  readonly key?: string;
  /** Texts that the message must hold. */
  readonly says?: readonly string[];
  /** The missing permission that an unknown names. */
  readonly action?: string;
}

/** A world, or a world with settings, with what is expected of it. */
export interface Row extends Expectation {
  readonly world: World;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly now?: number;
  /** Id of the asset that is judged; the first of the rule's kind by default. */
  readonly asset?: string;
}

/** Rows by sentence. Every sentence becomes a test. */
export interface RuleTable {
  readonly pass: Readonly<Record<string, World | Row>>;
  readonly fail: Readonly<Record<string, Row>>;
  readonly unknown: Readonly<Record<string, World | Row>>;
  readonly notApplicable?: Readonly<Record<string, World | Row>>;
}

const isRow = (entry: World | Row): entry is Row => 'world' in entry;

function judge(
  rule: Rule,
  entry: World | Row,
  world = isRow(entry) ? entry.world : entry,
  order: 'bare-first' | 'guarded-first' = 'bare-first',
): readonly Finding[] {
  const { asset, settings, now = NOW } = isRow(entry) ? entry : ({ world } as Row);
  const records = [...world.ofKind(rule.asset.name)].filter((record) => !record.missing);
  const record = asset === undefined ? records[0] : records.find(({ id }) => id === asset);
  if (record === undefined) throw new Error(`the world holds no ${rule.asset.title} to judge`);
  const context = { now, settings: settingValues(rule.settings, settings), severity: rule.severity };
  return evaluateRule(rule, record, world, context, order);
}

/** Runs the table, and what every rule must hold whatever it is about. */
export function testRule(rule: Rule, table: RuleTable): void {
  const rows = [
    ...Object.entries(table.pass),
    ...Object.entries(table.fail),
    ...Object.entries(table.unknown),
    ...Object.entries(table.notApplicable ?? {}),
  ];

  describe(`${rule.id} ${rule.slug}`, () => {
    test.each(Object.entries(table.pass))('passes: %s', (_, entry) => {
      const findings = judge(rule, entry);
      expect(findings.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable')).toEqual([]);
      expect(findings.map(({ outcome }) => outcome)).toContain('pass');
      if (isRow(entry)) expectOne(findings, 'pass', entry);
    });
    test.each(Object.entries(table.fail))('fails: %s', (_, row) => expectOne(judge(rule, row), 'fail', row));
    test.each(Object.entries(table.unknown))('is unknown: %s', (_, entry) =>
      expectOne(judge(rule, entry), 'unknown', isRow(entry) ? entry : {}),
    );
    test.each(Object.entries(table.notApplicable ?? {}))('does not apply: %s', (_, entry) =>
      expectOne(judge(rule, entry), 'not-applicable', isRow(entry) ? entry : {}),
    );
    lawsOfAllRules(
      rule,
      rows.map(([name, entry]) => [name, entry] as const),
      table,
    );
  });
}

function expectOne(findings: readonly Finding[], outcome: Finding['outcome'], expected: Expectation): void {
  const candidates = findings.filter((finding) => expected.key === undefined || finding.key === expected.key);
  const found = candidates.find((finding) => finding.outcome === outcome);
  expect(found, `expected ${outcome}, got ${JSON.stringify(findings, undefined, 1)}`).toBeDefined();
  if (expected.message !== undefined) expect(found!.messageId).toBe(expected.message);
  for (const text of expected.says ?? []) expect(found!.message).toContain(text);
  if (expected.action !== undefined) expect(found!.unknowns?.[0]?.action).toBe(expected.action);
  if (outcome === 'fail') expect(found!.message, 'a hole was left unfilled').not.toMatch(/\{\w+\}/);
}

function lawsOfAllRules(rule: Rule, rows: readonly (readonly [string, World | Row])[], table: RuleTable): void {
  test('law: with all facts unknown it never passes or fails', () => {
    for (const [, entry] of rows) {
      const world = withFacts(
        isRow(entry) ? entry.world : entry,
        () => new Unknown('access-denied', 'all denied', 'x:Y'),
      );
      for (const { outcome } of judge(rule, entry, world)) expect(['unknown', 'not-applicable']).toContain(outcome);
    }
  });

  test.each(declaredFacts(rule))('law: with %s of %s denied the verdict stays or becomes unknown', (fact, kind) => {
    for (const [name, entry] of rows) {
      const world = isRow(entry) ? entry.world : entry;
      const denied = withFacts(world, (value, record, factName) =>
        record.kind === kind && factName === fact ? new Unknown('access-denied', 'denied', 'x:Y') : value,
      );
      const before = new Map(judge(rule, entry).map((finding) => [finding.id, finding.outcome]));
      const after = judge(rule, entry, denied);
      // One unknown verdict on the whole asset stands for all its parts.
      if (after.some(({ outcome, key }) => outcome === 'unknown' && key === undefined)) continue;
      for (const { id, outcome } of after) {
        if (outcome !== 'unknown') expect(outcome, `row "${name}"`).toBe(before.get(id));
      }
    }
  });

  test('law: every message has a row', () => {
    const seen = new Set(
      Object.values(table.fail).flatMap((row) => judge(rule, row).map(({ messageId }) => messageId)),
    );
    expect(Object.keys(rule.messages).filter((id) => !seen.has(id))).toEqual([]);
  });

  test('law: every declared fact makes a difference to some row', () => {
    const idle = declaredFacts(rule).filter(([fact, kind]) =>
      rows.every(([, entry]) => {
        const world = isRow(entry) ? entry.world : entry;
        const denied = withFacts(world, (value, record, name) =>
          record.kind === kind && name === fact ? new Unknown('access-denied', 'denied', 'x:Y') : value,
        );
        return JSON.stringify(outcomes(judge(rule, entry))) === JSON.stringify(outcomes(judge(rule, entry, denied)));
      }),
    );
    expect(idle).toEqual([]);
  });

  test('law: the same world twice gives the same findings, whichever way the engine goes first', () => {
    for (const [, entry] of rows) expect(judge(rule, entry, undefined, 'guarded-first')).toEqual(judge(rule, entry));
  });

  test('law: rows of known facts are never unknown', () => {
    for (const [name, entry] of [...Object.entries(table.pass), ...Object.entries(table.fail)]) {
      const world = isRow(entry) ? entry.world : entry;
      if ([...world.all()].some((record) => record.unreadable || containsUnknown(record.facts))) continue;
      for (const { outcome } of judge(rule, entry)) expect(outcome, `row "${name}"`).not.toBe('unknown');
    }
  });
}

const outcomes = (findings: readonly Finding[]) => findings.map(({ key, outcome }) => [key, outcome]);

function withFacts(world: World, change: (value: unknown, record: AssetRecord, name: string) => unknown): World {
  const changed = createWorld(world.accounts);
  for (const record of world.all()) {
    const facts = Object.entries(record.facts).map(([name, value]) => [name, change(value, record, name)]);
    changed.put({ ...record, facts: Object.fromEntries(facts) });
  }
  return changed;
}

/** Every fact that the rule declares, with the kind that it belongs to, each once. */
function declaredFacts(rule: Rule): [fact: string, kind: string][] {
  const found = new Map<string, [string, string]>();
  const walk = (kind: AnyKind, reads: AnyReads): void => {
    for (const [name, deeper] of Object.entries(reads)) {
      const link = kind.links[name] as Link | undefined;
      if (link === undefined) found.set(`${kind.name} ${name}`, [name, kind.name]);
      else walk(targetKind(kind, link), typeof deeper === 'object' ? deeper : {});
    }
  };
  walk(rule.asset, rule.reads);
  return [...found.values()];
}
