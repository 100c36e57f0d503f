import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { resourceTypes } from './resource-types.ts';

const testing = join(import.meta.dirname, '../testing');
const committed = JSON.parse(readFileSync(join(testing, 'schemas/asff.json'), 'utf8'));
const derived = spawnSync('python3', [join(testing, 'derive-asff.py'), '--schema-only'], { encoding: 'utf8' });
const version = /botocore [\d.]+/;
const missing = whyNot();
if (missing !== undefined) console.log(`The ASFF schema is not compared with AWS's model: ${missing}.`);

function whyNot(): string | undefined {
  if (derived.error !== undefined) return 'no Python is at hand';
  if (derived.status !== 0) return 'Python has no botocore';
  const [here, there] = [derived.stdout, committed.$comment].map((text: string) => version.exec(text)?.[0]);
  return here === there ? undefined : `${here} is at hand, the schema is of ${there}`;
}

test.skipIf(missing !== undefined)('the schema is what the model of Security Hub says', () => {
  expect(JSON.parse(derived.stdout)).toEqual(committed);
});

test('the limits that AWS states are in it', () => {
  expect(committed.$defs.AwsSecurityFinding.properties.Resources).toMatchObject({ maxItems: 32 });
  expect(committed.$defs.AwsSecurityFinding.properties.Title).toMatchObject({ maxLength: 256 });
  expect(committed.$defs.Compliance.properties.RelatedRequirements).toMatchObject({ maxItems: 32 });
  expect(resourceTypes.has('AwsCloudTrailTrail')).toBe(true);
});
