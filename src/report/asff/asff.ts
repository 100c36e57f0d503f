import type { AssetReference, Finding, Outcome, Severity } from '#src/core/finding.ts';
import type { ReportContext, ReportFormat, RuleDescription } from '#src/core/report.ts';

import { partitionOf, regionOf } from '../place.ts';
import { causeSentence, evidenceSentence, exceptionSentence, unknownSentence } from '../sentences.ts';
import { jsonText, shorten } from '../text.ts';
import { resourceTypes } from './resource-types.ts';

const labels = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH', critical: 'CRITICAL' } as const satisfies Record<
  Severity,
  string
>;

/**
 * WARNING: "some information is missing, or this check is not supported for your configuration". NOT_AVAILABLE: the
 * check could not be performed, or its result was not applicable.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/controls-overall-status.html
 */
const statuses = {
  pass: 'PASSED',
  fail: 'FAILED',
  unknown: 'WARNING',
  'unsupported-source': 'WARNING',
  'rule-error': 'NOT_AVAILABLE',
  'not-applicable': 'NOT_AVAILABLE',
} as const satisfies Record<Outcome, string>;

/**
 * A JSON array of AwsSecurityFinding, one a line: the value of `Findings` in BatchImportFindings, which takes 100 at a
 * time, of one account and region (docs/formats.md shows how). Lengths are those that AWS documents, so
 * that no finding is refused; one finding stays far below 240 KB.
 */
export const asff: ReportFormat = (context) => {
  const rules = new Map(context.rules.map((rule) => [rule.id, rule]));
  let first = true;
  return {
    start: () => '[',
    finding(finding) {
      const separator = first ? '\n' : ',\n';
      first = false;
      return separator + jsonText(securityFinding(finding, context, rules.get(finding.rule)));
    },
    end: () => '\n]\n',
  };
};

function securityFinding(finding: Finding, { tool, scan }: ReportContext, rule: RuleDescription | undefined) {
  const { asset, exception, outcome, severity } = finding;
  const region = regionOf(asset);
  // Security Hub takes a finding into an account of its own only; without an owner it belongs to the scanned one.
  const account = asset.account === '' ? (scan.accounts[0] ?? '000000000000') : asset.account;
  const quiet = outcome === 'pass' || outcome === 'not-applicable';
  const rated = {
    Severity: { Label: quiet ? 'INFORMATIONAL' : labels[severity], Original: severity },
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
  };
  return {
    SchemaVersion: '2018-10-08',
    Id: `${tool.name.toLowerCase()}/${finding.id}`,
    ProductArn: `arn:${partitionOf(asset)}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: text(tool.name, 128),
    CompanyName: text(tool.name, 128),
    Region: text(region, 16),
    GeneratorId: text(`${tool.name.toLowerCase()}/${finding.rule}`, 512),
    AwsAccountId: account,
    CreatedAt: scan.startedAt,
    UpdatedAt: scan.finishedAt,
    LastObservedAt: scan.finishedAt,
    ...rated,
    // A later import changes these two only here: outside they belong to those who work with the finding.
    FindingProviderFields: rated,
    Title: text(`${finding.rule} ${finding.title}`, 256),
    Description: text(finding.message, 1_024),
    ...(rule === undefined ? {} : { Remediation: remediation(rule) }),
    ProductFields: productFields(finding, scan.id),
    Resources: [resource(asset, region)],
    Compliance: compliance(finding),
    Workflow: { Status: exception === undefined ? (outcome === 'pass' ? 'RESOLVED' : 'NEW') : 'SUPPRESSED' },
    RecordState: outcome === 'not-applicable' ? 'ARCHIVED' : 'ACTIVE',
    ...(exception === undefined
      ? {}
      : {
          Note: {
            Text: text(exceptionSentence(exception), 512),
            UpdatedBy: text(exception.owner, 512),
            UpdatedAt: scan.finishedAt,
          },
        }),
  };
}

function remediation({ fix, page }: RuleDescription) {
  const url = page.startsWith('https://') ? { Url: page } : {};
  return { Recommendation: { Text: text(fix, 512), ...url } };
}

function compliance(finding: Finding) {
  const related = requirements(finding);
  const reasons = (finding.unknowns ?? []).slice(0, 10).map((unknown) => ({
    ReasonCode: unknown.reason.toUpperCase().replaceAll('-', '_'),
    Description: text(unknownSentence(unknown), 1_024),
  }));
  return {
    Status: statuses[finding.outcome],
    SecurityControlId: text(finding.rule, 64),
    ...(related.length === 0 ? {} : { RelatedRequirements: related }),
    ...(reasons.length === 0 ? {} : { StatusReasons: reasons }),
  };
}

/** At most 32: the first of each standard, then the second of each, so that no standard is crowded out by another. */
function requirements({ controls = [] }: Finding): string[] {
  const byStandard = [...Map.groupBy(controls, ({ framework }) => framework).values()];
  const turns = Array.from({ length: Math.max(0, ...byStandard.map((named) => named.length)) }, (_, turn) =>
    byStandard.flatMap((named) => named[turn] ?? []),
  );
  const taken = new Set(turns.flat().slice(0, 32));
  return controls
    .filter((control) => taken.has(control))
    .map(({ framework, control }) => text(`${framework} ${control}`, 64));
}

/** At most 50 pairs; the number of each part is told where not all fit. */
function productFields(finding: Finding, scanId: string): Record<string, string> {
  const { id, slug, key, outcome, evidence, causes = [] } = finding;
  const pairs: [string, string][] = [
    ['surety/finding', id],
    ['surety/scan', scanId],
    ['surety/slug', slug],
    ['surety/outcome', outcome],
    ...(key === undefined ? [] : [['surety/key', key] satisfies [string, string]]),
    ['surety/evidence', String(evidence.length)],
    ...evidence
      .slice(0, 20)
      .map((item, index): [string, string] => [`surety/evidence/${index}`, evidenceSentence(item, 500)]),
    ['surety/causes', String(causes.length)],
    ...causes.slice(0, 10).map((item, index): [string, string] => [`surety/cause/${index}`, causeSentence(item)]),
  ];
  return Object.fromEntries(pairs.map(([name, value]) => [name, text(value, 2_048)]));
}

function resource(asset: AssetReference, region: string) {
  const type = typeName(asset.kind);
  const partition = partitionOf(asset);
  const details = { name: text(asset.name, 1_024), kind: text(asset.kind, 1_024) };
  return {
    Type: resourceTypes.has(type) ? type : 'Other',
    Id: text(asset.kind === 'AWS::Account' && asset.account !== '' ? `AWS::::Account:${asset.account}` : asset.id, 512),
    // ASFF names three partitions only.
    ...(['aws', 'aws-cn', 'aws-us-gov'].includes(partition) ? { Partition: partition } : {}),
    Region: text(region, 16),
    Details: { Other: details },
  };
}

/** `AWS::KMS::Key` is `AwsKmsKey` there. */
function typeName(kind: string): string {
  return kind
    .split('::')
    .map((part) => (/^[A-Z0-9]+$/.test(part) ? part.charAt(0) + part.slice(1).toLowerCase() : part))
    .join('');
}

/** AWS wants at least one character that is not white space, and counts characters. */
function text(raw: string, limit: number): string {
  return /\S/u.test(raw) ? shorten(raw, limit) : '-';
}
