import { readFileSync } from 'node:fs';
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
