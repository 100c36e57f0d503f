import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { rules } from '#src/generated/rules.ts';
import { fileSchemas } from './schemas.ts';

const made = fileSchemas(rules);
const published = (name: string): string => readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8');
const validator = (name: string) =>
  new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(made.get(name)!) as object);

test.each([...made.keys()])('schemas/%s is fresh (else: npm run generate)', (name) => {
  expect(published(name)).toBe(made.get(name));
});

describe('the schema of the configuration', () => {
  const check = validator('surety.config.schema.json');
  test.each<[boolean, string, unknown]>([
    [true, 'an empty file', {}],
    [true, 'regions, a severity and a setting', { regions: ['eu-west-1'], failOn: 'high', rules: { 'CT-014': { severity: 'low', settings: { designatedBuckets: ['logs'] } } } }],
    [false, 'a rule that is none', { rules: { 'CT-999': {} } }],
    [false, 'a setting that is none', { rules: { 'CT-014': { settings: { buckets: [] } } } }],
    [false, 'a setting of the wrong type', { rules: { 'CT-014': { settings: { designatedBuckets: 'logs' } } } }],
    [false, 'an account id without its zeros', { accounts: [{ id: '1234' }] }],
  ])('%s: %s', (fits, _, value) => {
    expect(check(value)).toBe(fits);
  }); // prettier-ignore
});

describe('the schema of the exceptions', () => {
  const check = validator('surety.exceptions.schema.json');
  const entry = { id: 'E-1', rules: ['CT-004'], reason: 'known', owner: 'security', expires: '2027-01-31' };
  test.each<[boolean, string, unknown]>([
    [true, 'no scope, which is every asset', { exceptions: [entry] }],
    [true, 'a scope', { exceptions: [{ ...entry, scope: { accounts: ['111111111111'] } }] }],
    [false, 'no owner', { exceptions: [{ ...entry, owner: undefined, ownr: 'x' }] }],
    [false, 'a date that is none', { exceptions: [{ ...entry, expires: 'next year' }] }],
  ])('%s: %s', (fits, _, value) => {
    expect(check(JSON.parse(JSON.stringify(value)))).toBe(fits);
  });
});

describe.each(readdirSync(new URL('../schemas', import.meta.url)))('schemas/%s', (name) => {
  const schema = JSON.parse(published(name)) as Node;

  test('has its name in $id, a title, and says what writes it or who reads it', () => {
    expect(schema).toMatchObject({
      $id: expect.stringMatching(/^urn:surety:schema:[a-z-]+:1\.0$/) as string,
      title: expect.stringMatching(/Surety/i) as string,
    });
    expect(() => new Ajv2020({ strict: false, validateFormats: false }).compile(schema)).not.toThrow();
  });

  test('says of every property what it is, and refuses others', () => {
    expect(undescribed(schema, '')).toEqual([]);
  });
});

type Node = { readonly [key: string]: unknown };

/** Paths of properties without a description, and of objects that take any property. */
function undescribed(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties = {}, additionalProperties } = node as { properties?: Node; additionalProperties?: unknown };
  const open = Object.keys(properties).length > 0 && additionalProperties === undefined ? [`${path} is open`] : [];
  const silent = Object.entries(properties)
    .filter(([, value]) => !('description' in (value as Node)) && !('$ref' in (value as Node)))
    .map(([name]) => `${path}/${name}`);
  return [...open, ...silent, ...Object.entries(node).flatMap(([key, value]) => undescribed(value, `${path}/${key}`))];
}
