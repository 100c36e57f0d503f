import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from '../../lab/index.ts';
import { breakAccount, type Variables } from '../../tools/pages/accounts.ts';
import { type AwsCli, missingForScripts, startAwsCli } from '../../tools/pages/aws-cli.ts';
import { readPages } from '../../tools/pages/pages.ts';

const { pages } = readPages();
const available = labAvailable();
const missing = available.ok ? missingForScripts() : available.reason;
if (missing !== undefined) console.warn(`The scripts of the pages are not run: ${missing}`);

/** What the audit must show once the fix has run, where one text tells it. */
const repaired: Readonly<Record<string, readonly RegExp[]>> = {
  'CT-001': [/trail\/main IsLogging=true/, /us-west-2 \S+trail\/audit-trail IsLogging=true/],
  'CT-002': [/"TargetBucket": "access-logs-/],
  'CT-003': [/"RestrictPublicBuckets": true/],
  'CT-004': [/"Mode": "COMPLIANCE"/],
  'CT-005': [/^true$/m],
  'CT-006': [/"IncludeManagementEvents": false/, /AWS::Lambda::Function/],
  'CT-007': [/^true$/m],
  'CT-008': [/"Enabled",\s+"CUSTOMER",\s+"SYMMETRIC_DEFAULT"/],
  'CT-009': [/log-group:\/audit\/main:\*/, /role\/main-to-cloudwatch/],
  'CT-010': [/"ReadWriteType": "All",\s+"IncludeManagementEvents": true/, /AWS::Lambda::Function/],
  'CT-012': [/"NotStartsWith": \[\s+"arn:aws:s3:::page-/, /AWS::Lambda::Function/, /"kms.amazonaws.com"/],
  'CT-014': [/"archive-/],
  'CT-101': [/us-east-1 true/],
  'CT-103': [/"aws:SourceArn"/],
  'CT-104': [/"Management"/, /AWS::Lambda::Function/],
  'CT-105': [/"Days": 365/, /"NoncurrentDays": 365/],
  'CT-106': [/\b365\b/],
  'CT-107': [/arn:aws:kms:eu-west-1/],
  'CT-108': [/ApiCallRateInsight/, /ApiErrorRateInsight/],
  'CT-109': [/organization-trail/],
  'CT-110': [/arn:aws:kms:eu-west-1/, /\b365\b/, /true/],
};

/** And what it must not show any more. */
const gone: Readonly<Record<string, RegExp>> = {
  'CT-010': /kms\.amazonaws\.com/,
  'CT-102': /missing, or not of account/,
  'CT-104': /kms\.amazonaws\.com|rdsdata\.amazonaws\.com/,
};

describe.skipIf(missing !== undefined)('the scripts of the pages run against the lab', () => {
  let lab: Lab;
  let cli: AwsCli;
  beforeAll(async () => {
    [lab, cli] = await Promise.all([startLab(), startAwsCli()]);
  });
  afterAll(async () => {
    cli?.stop();
    await lab?.stop();
  });

  const rows = [...pages].map(([id, page], at) => ({ id, page, account: String(300_000_000_000 + at) }));
  test.concurrent.each(rows)('$id', async ({ id, page, account }) => {
    const variables = await breakAccount(lab, id, account);
    const env = lab.env(account, 'us-east-1');
    const scripts = (use: string): string[] =>
      page.blocks.filter((block) => block.use === use).map(({ text }) => fill(text, variables));

    const before = await cli.run(scripts('audit').join('\n'), env);
    // A bucket that is not there cannot be asked for its settings: what is broken may make the audit end early.
    if (id !== 'CT-103') expect(before.output).not.toContain('usage: aws');
    const fixed = await cli.run(scripts('fix').join('\n'), env);
    expect(fixed, fixed.output).toMatchObject({ code: 0 });
    const after = await cli.run(scripts('audit').join('\n'), env);
    expect(after, after.output).toMatchObject({ code: 0 });
    for (const shown of repaired[id] ?? []) expect(after.output).toMatch(shown);
    const gonePattern = gone[id];
    if (gonePattern) expect(after.output).not.toMatch(gonePattern);
  }, 90_000);
});

/** Gives the variables at the top of a script the values of an account. Each must be there to be set by a reader. */
function fill(script: string, variables: Variables): string {
  let filled = script;
  for (const [name, value] of Object.entries(variables)) {
    filled = filled.replace(new RegExp(`^${name}=(?!\\$|")('[^']*'|[A-Z][^ ]*)`, 'm'), `${name}='${value}'`);
  }
  return filled;
}
