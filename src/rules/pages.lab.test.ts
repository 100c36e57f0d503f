import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from '../../lab/index.ts';
import { breakAccount, type Variables } from '../../tools/pages/accounts.ts';
import { type AwsCli, missingForScripts, startAwsCli } from '../../tools/pages/aws-cli.ts';
import { readPages } from '../../tools/pages/pages.ts';

const { pages } = readPages();
const available = labAvailable();
const missing = available.ok ? missingForScripts() : available.reason;
if (missing !== undefined) console.warn(`The scripts of the pages are not run: ${missing}`);

/** What the audit shows once the fix has run, and not before. */
interface Repaired {
  readonly shows?: readonly RegExp[];
  readonly hides?: readonly RegExp[];
}

const repaired: Readonly<Record<string, Repaired>> = {
  'CT-001': { shows: [/us-west-2 \S+trail\/main IsLogging=true/, /us-west-2 \S+trail\/audit-trail IsLogging=true/] },
  'CT-002': { shows: [/"TargetBucket": "access-logs-/] },
  'CT-003': { shows: [/"RestrictPublicBuckets": true/] },
  'CT-004': { shows: [/"Mode": "COMPLIANCE"/] },
  'CT-005': { shows: [/^true$/m] },
  'CT-006': { shows: [/"IncludeManagementEvents": false/, /AWS::Lambda::Function/] },
  'CT-007': { shows: [/^true$/m] },
  'CT-008': { shows: [/"Enabled",\s+"CUSTOMER",\s+"SYMMETRIC_DEFAULT"/] },
  'CT-009': { shows: [/log-group:\/audit\/main:\*/, /role\/main-to-cloudwatch/] },
  'CT-010': {
    shows: [/"ReadWriteType": "All",\s+"IncludeManagementEvents": true/, /AWS::Lambda::Function/],
    hides: [/kms\.amazonaws\.com/],
  },
  'CT-011': {
    shows: [/CloudTrailAclCheckmain[\s\S]*CloudTrailWritemain/, /"Enabled"/],
    hides: [/NoSuchBucketPolicy|"Disabled"/],
  },
  'CT-012': { shows: [/"NotStartsWith": \[\s+"arn:aws:s3:::page-/, /AWS::Lambda::Function/, /"kms.amazonaws.com"/] },
  'CT-014': { shows: [/"archive-/] },
  'CT-101': { shows: [/us-east-1 true/, /us-west-2 true/] },
  'CT-102': { hides: [/missing, or not of account/] },
  'CT-103': { shows: [/"aws:SourceArn"/] },
  'CT-104': {
    shows: [/"Management"/, /AWS::Lambda::Function/],
    hides: [/kms\.amazonaws\.com|rdsdata\.amazonaws\.com/],
  },
  'CT-105': { shows: [/"Days": 365/, /"NoncurrentDays": 365/] },
  'CT-106': { shows: [/\b365\b/] },
  'CT-107': { shows: [/arn:aws:kms:eu-west-1/] },
  'CT-108': { shows: [/ApiCallRateInsight/, /ApiErrorRateInsight/] },
  'CT-109': { shows: [/organization-trail/] },
  'CT-110': { shows: [/arn:aws:kms:eu-west-1/, /\b365\b/, /true/] },
  'CT-111': { shows: [/"[1-9]\d*",\s+"0"/] },
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
  test.concurrent.each(rows)(
    '$id',
    async ({ id, page, account }) => {
      const variables = await breakAccount(lab, id, account);
      const env = lab.env(account, 'us-east-1');
      const scripts = (use: string): string[] =>
        page.blocks.filter((block) => block.use === use).map(({ text }) => fill(text, variables));

      const before = await cli.run(scripts('audit').join('\n'), env);
      const fixed = await cli.run(scripts('fix').join('\n'), env);
      expect(fixed, `the fix says:\n${fixed.output}`).toMatchObject({ code: 0 });
      const after = await cli.run(scripts('audit').join('\n'), env);
      expect(after, `the audit says:\n${after.output}`).toMatchObject({ code: 0 });

      const { shows = [], hides = [] } = repaired[id] ?? {};
      const isRepaired = (output: string): boolean =>
        shows.every((pattern) => pattern.test(output)) && !hides.some((pattern) => pattern.test(output));
      expect(isRepaired(after.output), `after the fix the audit says:\n${after.output}`).toBe(true);
      expect(isRepaired(before.output), `before the fix the audit said:\n${before.output}`).toBe(false);
    },
    90_000,
  );
});

/** Gives the variables at the top of a script the values of an account. Each must be there to be set by a reader. */
function fill(script: string, variables: Variables): string {
  let filled = script;
  for (const [name, value] of Object.entries(variables)) {
    filled = filled.replace(new RegExp(`^${name}=(?!\\$|")('[^']*'|[A-Z][^ ]*)`, 'm'), `${name}='${value}'`);
  }
  return filled;
}
