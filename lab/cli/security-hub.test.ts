import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type AwsCli, missingForScripts, startAwsCli } from '../../tools/pages/aws-cli.ts';
import { type Lab, labAvailable, startLab } from '../index.ts';
import { suretyHere } from './in-process.ts';
import { workFolder } from './surety.ts';

const path = (name: string) => new URL(`../../${name}`, import.meta.url).pathname;
const folder = workFolder();
const available = labAvailable();
const missing = available.ok ? missingForScripts() : available.reason;
if (missing !== undefined) console.warn(`The import into Security Hub is not tried: ${missing}`);

const [account, region] = ['777788889999', 'us-east-1'];

interface SecurityHubFinding {
  readonly Id: string;
  readonly AwsAccountId: string;
  readonly Region: string;
}

describe.skipIf(missing !== undefined)('the import into Security Hub that docs/formats.md shows', () => {
  let lab: Lab;
  let cli: AwsCli;
  const env = () => ({ ...lab.env(account, region), AWS_REGION: region });
  beforeAll(async () => {
    [lab, cli] = await Promise.all([startLab(), startAwsCli()]);
  });
  afterAll(async () => {
    cli?.stop();
    await lab?.stop();
  });

  test('sends each finding of an account and region, in parts that Security Hub takes', async () => {
    const file = folder('surety.asff.json');
    await suretyHere(['scan', '--from', path('examples/organization.snapshot'), '-o', file]);
    const report: SecurityHubFinding[] = JSON.parse(readFileSync(file, 'utf8'));
    const here = report.filter(({ AwsAccountId, Region }) => AwsAccountId === account && Region === region);
    // Three scans of the account: more than one part.
    const ids = [1, 2, 3].flatMap((scan) => here.map((finding) => ({ ...finding, Id: `${scan}/${finding.Id}` })));
    const elsewhere = report.filter((finding) => !here.includes(finding));
    writeFileSync(file, JSON.stringify([...ids, ...elsewhere]));
    expect(ids.length).toBeGreaterThan(100);

    const [, script = ''] = /```sh\n([^`]*batch-import-findings[^`]*)```/.exec(
      readFileSync(path('docs/formats.md'), 'utf8'),
    )!;
    const { code, output } = await cli.run(script.replaceAll('surety.asff.json', file), env());
    expect(code, `the script says:\n${output}`).toBe(0);
    const sum = (name: string) =>
      [...output.matchAll(new RegExp(`"${name}": (\\d+)`, 'g'))].map(([, count]) => Number(count));
    expect(Math.max(...sum('SuccessCount'))).toBe(100);
    expect(sum('FailedCount').every((count) => count === 0)).toBe(true);
    expect(sum('SuccessCount').reduce((a, b) => a + b)).toBe(ids.length);
  }, 120_000);
});
