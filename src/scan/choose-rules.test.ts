import { describe, expect, test } from 'vitest';
import { UserError } from '#src/core/user-error.ts';
import { rules } from '#src/generated/rules.ts';
import { chooseRules, findRules } from './choose-rules.ts';

const ids = (...args: [Parameters<typeof chooseRules>[1], Parameters<typeof chooseRules>[2]?]) =>
  chooseRules(rules, args[0], args[1] ?? {}).map(({ rule }) => rule.id);

describe('the rules of a scan', () => {
  test('are all of them, in the order of their ids', () => {
    expect(ids({})).toEqual(rules.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b)));
  });

  test.each([
    ['an id in any case', 'ct-001'],
    ['a slug', 'cloudtrail-enabled'],
    ["another tool's id", 'cloudtrail_multi_region_enabled'],
  ])('are found by %s', (_, name) => {
    expect(findRules(rules, name).map(({ id }) => id)).toContain('CT-001');
  });

  test('are each chosen once, however often they are named', () => {
    expect(ids({ rules: ['CT-001', 'cloudtrail-enabled'] })).toEqual(['CT-001']);
  });

  test('that the configuration switches off are left out, unless they are named', () => {
    const off = { rules: { 'CT-001': { enabled: false } } };
    expect(ids({}, off)).not.toContain('CT-001');
    expect(ids({ rules: ['CT-001'] }, off)).toEqual(['CT-001']);
  });

  test("take the configuration's severity, also where --severity chooses", () => {
    const low = { rules: { 'CT-001': { severity: 'low' as const } } };
    const high = { rules: { 'CT-001': { severity: 'critical' as const } } };
    expect(ids({ severity: 'critical' }, high)).toContain('CT-001');
    expect(ids({ severity: 'medium' }, low)).not.toContain('CT-001');
  });

  test.each([
    ['pci dss 4.0', 'PCI-DSS-4.0'],
    ['nist_800_53_r5', 'NIST-800-53-r5'],
    ['soc2', 'SOC-2'],
    ['cis3.0', 'CIS-3.0'],
    ['PCI-DSS-4', 'PCI-DSS-4.0'],
  ])('speak to the framework that %s means, however it is spelt', (spelt, id) => {
    expect(ids({ frameworks: [spelt] })).toEqual(ids({ frameworks: [id] }));
  });

  test.each([
    ['PCI-DDS-4.0', 'PCI-DSS-4.0'],
    ['CIS-9.0', 'CIS-'],
    ['hippa', 'HIPAA'],
  ])('a framework %s that is none brings a suggestion', (spelt, near) => {
    expect(() => ids({ frameworks: [spelt] })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(`Did you mean ${near}`) }),
    );
  });

  test('speak to a framework in one version, or in all', () => {
    const one = ids({ frameworks: ['CIS-3.0'] });
    const all = ids({ frameworks: ['cis'] });
    expect(one.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining(one));
    expect(all.length).toBeLessThan(rules.length);
  });

  test.each([
    ['RULE_UNKNOWN', { rules: ['CT-01'] }],
    ['FRAMEWORK_UNKNOWN', { frameworks: ['HIPPO'] }],
    ['NO_RULES', { rules: ['CT-111'], severity: 'critical' as const }],
  ])('are refused with %s and a hint', (code, selection) => {
    const thrown = (): unknown => ids(selection);
    expect(thrown).toThrow(UserError);
    expect(thrown).toThrow(expect.objectContaining({ code, hint: expect.stringMatching(/\S/) as string }) as Error);
  });
});
