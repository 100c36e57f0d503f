import type { Finding, Outcome, Severity } from '#src/core/finding.ts';
import type { ReportContext, ReportFormat, RuleDescription } from '#src/core/report.ts';

import { partitionOf } from './place.ts';
import { controlNames, exceptionSentence, unknownSentence } from './sentences.ts';
import { jsonText, shorten } from './text.ts';

/** Every attribute used is in 1.3.0 and not deprecated later; later versions of OCSF read it. */
const ocsfVersion = '1.3.0';

const severityIds = {
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
} as const satisfies Record<Severity, readonly [number, string]>;

/** "Warning: the compliance check did not yield a result due to missing information": that is what unknown is. */
const statuses = {
  pass: [1, 'Pass'],
  fail: [3, 'Fail'],
  unknown: [2, 'Warning'],
  'rule-error': [2, 'Warning'],
  'unsupported-source': [2, 'Warning'],
  'not-applicable': [99, 'Not Applicable'],
} as const satisfies Record<Outcome, readonly [number, string]>;

/**
 * OCSF compliance findings (class 2003, cloud profile), one JSON object a line: events are what log pipelines and
 * SIEMs take in (Splunk, Elastic, Vector, Fluent Bit, Security Lake's converters), they take them line by line, and a
 * file that was cut short loses its last line only. `jq -s .` makes an array of it.
 * https://schema.ocsf.io/1.3.0/classes/compliance_finding
 */
export const ocsf: ReportFormat = (context) => {
  const rules = new Map(context.rules.map((rule) => [rule.id, rule]));
  return {
    start: () => '',
    finding: (finding) => `${jsonText(event(finding, context, rules.get(finding.rule)))}\n`,
    end: () => '',
  };
};

function event(finding: Finding, { tool, scan }: ReportContext, rule: RuleDescription | undefined) {
  const { asset, exception, outcome, controls = [] } = finding;
  const [severityId, severity] = severityIds[finding.severity];
  const [statusId, status] = statuses[outcome];
  const time = Date.parse(scan.finishedAt);
  const region = asset.region === 'global' ? {} : { region: asset.region };
  // Only what someone has to act on carries the rule's severity; the rest is informational.
  const quiet = outcome === 'pass' || outcome === 'not-applicable';
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time,
    severity_id: quiet ? 1 : severityId,
    severity: quiet ? 'Informational' : severity,
    // Two statuses that are not each other's: `status` is the finding's own life, `compliance.status` the verdict.
    status_id: exception === undefined ? 1 : 3,
    status: exception === undefined ? 'New' : 'Suppressed',
    ...(exception === undefined ? {} : { status_detail: exceptionSentence(exception), comment: exception.reason }),
    message: finding.message,
    metadata: {
      version: ocsfVersion,
      profiles: ['cloud'],
      product: { name: tool.name, vendor_name: tool.name, version: tool.version, lang: 'en' },
      event_code: finding.rule,
      correlation_uid: scan.id,
      uid: `${scan.id}:${finding.id}`,
    },
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: finding.message,
      types: ['Compliance'],
      created_time: time,
      last_seen_time: time,
      analytic: { type_id: 1, type: 'Rule', uid: finding.rule, name: finding.slug },
    },
    compliance: {
      control: finding.rule,
      standards: [...new Set(controls.length === 0 ? [tool.name] : controls.map(({ framework }) => framework))],
      requirements: controlNames(finding),
      status_id: statusId,
      status,
      status_code: outcome,
      ...statusDetail(finding),
    },
    resources: [
      {
        uid: asset.id,
        name: asset.name,
        type: asset.kind,
        cloud_partition: partitionOf(asset),
        ...region,
        ...(asset.account === '' ? {} : { owner: { account: account(asset.account) } }),
      },
    ],
    cloud: { provider: 'AWS', ...region, ...(asset.account === '' ? {} : { account: account(asset.account) }) },
    ...(rule === undefined ? {} : { remediation: { desc: rule.fix } }),
    // What OCSF has no attribute for: `unmapped` is its place for that.
    unmapped: {
      key: finding.key,
      message_id: finding.messageId,
      causes: finding.causes,
      unknowns: finding.unknowns,
      evidence: finding.evidence,
      exception,
      page: rule?.page,
    },
  };
}

function account(uid: string) {
  return { uid, type_id: 10, type: 'AWS Account' };
}

function statusDetail({ unknowns = [] }: Finding): { status_detail?: string } {
  return unknowns.length === 0 ? {} : { status_detail: shorten(unknowns.map(unknownSentence).join('; '), 4_000) };
}
