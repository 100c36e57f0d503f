import type { Finding, Outcome, ScanHeader, Summary } from '#src/core/finding.ts';
import type { ReportContext } from '#src/core/report.ts';
import { createTally } from '#src/core/tally.ts';

import { sampleRules } from './sample-rules.ts';

const at = '2026-03-01T10:15:04.120Z';
const accounts = ['111122223333', '444455556666', '777788889999'] as const;

const sampleScan: ScanHeader = {
  id: '0b6d2f3e9a714c55',
  startedAt: '2026-03-01T10:15:00.000Z',
  finishedAt: '2026-03-01T10:15:41.350Z',
  now: '2026-03-01T10:15:00.000Z',
  source: 'live',
  accounts,
  regions: ['eu-west-1', 'us-east-1', 'ap-southeast-2'],
  complete: false,
  calls: { total: 1204, retried: 9, denied: 14, throttled: 3 },
};

export const sampleContext: ReportContext = {
  tool: { name: 'Surety', version: '0.1.0' },
  scan: sampleScan,
  rules: sampleRules,
};

export const sampleNotes: readonly string[] = [
  'Exception EX-7 covers nothing in this scan: remove it from surety.exceptions.yaml.',
  'Exception EX-9 expired on 2026-02-14; what it covered counts as a failure again.',
];

const trail = (name: string, account: string, region: string) => ({
  kind: 'AWS::CloudTrail::Trail',
  id: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
  name,
  account,
  region,
});

let identity = 0;
const find = (id: string, outcome: Outcome, rest: Pick<Finding, 'asset' | 'message'> & Partial<Finding>): Finding => {
  const described = sampleRules.find((candidate) => candidate.id === id);
  identity += 1;
  return {
    id: identity.toString(16).padStart(32, '0'),
    rule: id,
    slug: described?.slug ?? 'unlisted-rule',
    title: described?.title ?? 'A rule that the catalogue does not list',
    severity: described?.severity ?? 'low',
    outcome,
    evidence: [],
    ...rest,
  };
};

const orgTrail = trail('org-trail', accounts[0], 'eu-west-1');
const legacy = trail('legacy', accounts[1], 'us-east-1');
const controls = [
  { framework: 'CIS-3.0', control: '3.4' },
  { framework: 'PCI-DSS-4.0', control: '10.3.2' },
  { framework: 'NIST-800-53-r5', control: 'AU-9' },
];

/** Every outcome and every optional part, with the names and texts of a real, half-healthy organisation. */
export const sampleFindings: readonly Finding[] = [
  find('CT-003', 'fail', {
    asset: legacy,
    messageId: 'policy',
    message: 'Bucket acme-legacy-logs can be read by anyone: its policy allows s3:GetObject to everybody.',
    evidence: [
      {
        path: 'trail.bucket.policy',
        value: {
          Statement: [
            {
              Sid: 'Website',
              Effect: 'Allow',
              Principal: '*',
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::acme-legacy-logs/*',
            },
          ],
        },
        call: 's3:GetBucketPolicy',
        region: 'us-east-1',
        at,
        requestId: '79A5B1C2D3E4F506',
      },
      { path: 'trail.bucket.publicAccessBlock', value: null, call: 's3:GetPublicAccessBlock', region: 'us-east-1', at },
    ],
    causes: [
      {
        id: 'S3-PUBLIC-POLICY',
        channel: 's3',
        message: 'The statement allows everybody and no condition narrows it.',
        document: 'bucket policy of arn:aws:s3:::acme-legacy-logs',
        statement: '#1 (Website)',
        confidence: 'certain',
        blocks: false,
        repair: 'Remove the statement, or turn on Block Public Access.',
      },
    ],
    controls,
  }),
  find('CT-011', 'fail', {
    asset: orgTrail,
    key: 's3',
    messageId: 'error',
    message:
      'Log files are not delivered to bucket acme-audit: AccessDenied in eu-west-1 and us-east-1 since 2026-02-27T06:40:00Z.',
    evidence: [
      {
        path: 'trail.status.eu-west-1.latestDeliveryError',
        value: 'AccessDenied',
        call: 'cloudtrail:GetTrailStatus',
        region: 'eu-west-1',
        at,
        requestId: 'c3f1a2b4-0d1e-4f5a-8b6c-7d8e9f0a1b2c',
      },
    ],
    causes: [
      {
        id: 'S3-DENY-ENCRYPTION',
        channel: 's3',
        message: 'A Deny asks for the header x-amz-server-side-encryption, which CloudTrail does not send with SSE-S3.',
        document: 'bucket policy of arn:aws:s3:::acme-audit',
        statement: '#3 (DenyUnencrypted)',
        confidence: 'certain',
        blocks: true,
        repair: 'Exempt cloudtrail.amazonaws.com from the statement.',
      },
      {
        id: 'KMS-GRANT',
        channel: 's3',
        message: 'The key policy lets CloudTrail encrypt for another trail ARN only.',
        document: 'key policy of arn:aws:kms:eu-west-1:111122223333:key/0f3a',
        statement: '#2',
        confidence: 'likely',
        blocks: false,
      },
    ],
    controls: controls.slice(0, 1),
  }),
  find('CT-001', 'fail', {
    asset: { kind: 'AWS::Account', id: accounts[2], name: 'sandbox', account: accounts[2], region: 'global' },
    messageId: 'noTrail',
    message: 'No trail records account 777788889999.',
    evidence: [{ path: 'account.trails', value: [], call: 'cloudtrail:ListTrails', region: 'us-east-1', at }],
    controls,
  }),
  find('CT-007', 'fail', {
    asset: legacy,
    messageId: 'off',
    message: 'Log file validation is off.',
    evidence: [
      {
        path: 'trail.configuration.logFileValidation',
        value: false,
        call: 'cloudtrail:GetTrail',
        region: 'us-east-1',
        at,
      },
    ],
  }),
  find('CT-107', 'fail', {
    asset: legacy,
    messageId: 'none',
    message: 'Log group aws-cloudtrail-logs-prod has no KMS key.',
    evidence: [{ path: 'trail.logGroup.key', call: 'logs:DescribeLogGroups', region: 'us-east-1', at }],
    exception: {
      id: 'EX-3',
      reason: 'Retired on 2026-04-01; the log group goes with it.',
      owner: 'platform@example.com',
      approver: 'ciso@example.com',
      expires: '2026-04-01',
    },
  }),
  find('CT-004', 'unknown', {
    asset: orgTrail,
    message: 'Whether MFA is required to delete log files is not known: s3:GetBucketVersioning was denied.',
    evidence: [{ path: 'trail.bucket.versioning', call: 's3:GetBucketVersioning', region: 'eu-west-1', at }],
    unknowns: [
      {
        path: 'trail.bucket.versioning',
        reason: 'access-denied',
        action: 's3:GetBucketVersioning',
        detail: 'AccessDenied: not authorized to perform s3:GetBucketVersioning on acme-audit',
      },
    ],
    controls,
  }),
  find('CT-008', 'unknown', {
    asset: orgTrail,
    message: 'Whether the key is usable is not known: kms:DescribeKey was denied.',
    unknowns: [
      {
        path: 'trail.key.metadata',
        reason: 'access-denied',
        action: 'kms:DescribeKey',
        detail: 'AccessDeniedException',
      },
    ],
  }),
  find('CT-105', 'unknown', {
    asset: legacy,
    message:
      'How long log files are kept is not known: the bucket belongs to account 999900001111, which is not part of the scan.',
    unknowns: [
      {
        path: 'trail.bucket.lifecycle',
        reason: 'other-account',
        detail: 'bucket acme-central is owned by 999900001111',
      },
    ],
  }),
  find('CT-007', 'pass', {
    asset: orgTrail,
    messageId: 'on',
    message: 'Log file validation is on.',
    evidence: [
      {
        path: 'trail.configuration.logFileValidation',
        value: true,
        call: 'cloudtrail:GetTrail',
        region: 'eu-west-1',
        at,
      },
    ],
    controls,
  }),
  find('CT-001', 'pass', {
    asset: { kind: 'AWS::Account', id: accounts[0], name: 'management', account: accounts[0], region: 'global' },
    message: 'Trail org-trail records every enabled region.',
  }),
  find('CT-011', 'not-applicable', { asset: orgTrail, key: 'sns', message: 'The trail has no notification topic.' }),
  find('CT-105', 'unsupported-source', { asset: legacy, message: 'A snapshot without lifecycle rules cannot tell.' }),
  find('CT-008', 'rule-error', {
    asset: legacy,
    message: 'The rule stopped: TypeError: cannot read properties of null. Please report it.',
  }),
  find('CT-003', 'pass', {
    asset: {
      kind: 'AWS::S3::Bucket',
      id: 'arn:aws:s3:::протокол-日本語',
      name: 'протокол-日本語 🪣',
      account: '',
      region: 'ap-southeast-2',
    },
    message: 'Bucket is not public — naïve façade.',
  }),
];

/** Strings that attack one reader or another. */
export const hostileStrings: readonly string[] = [
  '</script><script>document.title="owned"</script>',
  '<!-- <script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '=HYPERLINK("http://evil.example","click")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\u001b[2J\u001b[31mred\u0007',
  '\u009b31mred',
  'a|b`c`|[x](javascript:alert(1))',
  '@everyone fixes #12 https://evil.example www.evil.example a@evil.example',
  '![x](http://evil.example/pixel.png)',
  'line one\nline two\r\n| three |',
  '\u2028\u2029\u202eevil\u202c',
  ']]>',
  '&lt;b&gt; &amp; \\| \\',
  '\ud800 lone',
  '\u0000\ufffe\uffff',
  '${process.exit(1)} {{x}} %s',
  '  spaces  ',
  '',
];

/** One failing finding per hostile string, with that string wherever a string may stand. */
export function hostileFindings(): Finding[] {
  return hostileStrings.map((text, index) => ({
    id: (0xf00 + index).toString(16).padStart(32, '0'),
    rule: 'CT-003',
    slug: 'trail-bucket-public',
    title: text,
    severity: 'critical',
    outcome: index % 2 === 0 ? 'fail' : 'unknown',
    asset: { kind: 'AWS::S3::Bucket', id: text, name: text, account: '111122223333', region: 'us-east-1' },
    key: text,
    messageId: 'x',
    message: text,
    evidence: [{ path: text, value: { [text]: text }, call: text, region: text, at, requestId: text }],
    causes: [{ id: text, channel: text, message: text, document: text, statement: text, repair: text }],
    unknowns: [{ path: text, reason: 'access-denied', action: text, detail: text }],
    exception:
      index % 5 === 4 ? { id: text, reason: text, owner: text, approver: text, expires: '2026-12-31' } : undefined,
    controls: [{ framework: text, control: text }],
  }));
}

/** `count` findings over many accounts, made one at a time; the same count gives the same findings. */
export function* manyFindings(count: number): Generator<Finding> {
  for (let index = 0; index < count; index += 1) {
    const template = sampleFindings[(index * 7 + Math.floor(index / 13)) % sampleFindings.length]!;
    const account = String(100_000_000_000 + (index % 40) * 1_234_567).slice(0, 12);
    const region = sampleScan.regions[index % sampleScan.regions.length]!;
    const name = `trail-${index}`;
    yield {
      ...template,
      id: (index + 1).toString(16).padStart(32, 'a'),
      asset: { ...template.asset, id: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`, name, account, region },
      message: `${template.message} [${name}]`,
    };
  }
}

/** The summary that the engine would write for these findings. */
export function summarize(findings: Iterable<Finding>): Summary {
  const tally = createTally();
  for (const finding of findings) tally.add(finding);
  return tally.summary;
}
