import type { Log, ReportingDescriptor, Result } from 'sarif';

import type { AssetReference, Finding, Severity } from '#src/core/finding.ts';
import type { ReportFormat, RuleDescription } from '#src/core/report.ts';
import { REPOSITORY } from '#src/version.ts';

import { escapeMarkdown } from './markdown/escape.ts';
import { controlNames, exceptionSentence, explanation, repairSteps } from './sentences.ts';
import { jsonText, shorten, visible } from './text.ts';

const schema: NonNullable<Log['$schema']> = 'https://json.schemastore.org/sarif-2.1.0.json';

const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const satisfies Record<
  Severity,
  Result.level
>;

/** GitHub's bands: over 9 critical, over 7 high, over 4 medium. */
const scores = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' } as const satisfies Record<Severity, string>;

/**
 * `open`: "insufficient information to decide whether a problem exists" (SARIF 2.1.0, 3.27.9). A `review` would say
 * that a person must judge; here a permission is missing.
 *
 * What asks for nothing is left out, though SARIF has kinds for it: code scanning on GitHub does not read `kind` and
 * raises an alert for each `pass` (https://github.com/microsoft/PSRule/issues/955). The summary counts them.
 */
const kinds = {
  pass: undefined,
  fail: 'fail',
  'not-applicable': undefined,
  unknown: 'open',
  'unsupported-source': undefined,
  'rule-error': 'open',
} as const satisfies Record<Finding['outcome'], Result.kind | undefined>;

/** SARIF 2.1.0: the tool and its rules first, what failed or is unknown as it comes, the run's own state last. */
export const sarif: ReportFormat = ({ tool, scan, rules }) => {
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  let first = true;
  return {
    start() {
      const driver = {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        informationUri: REPOSITORY,
        rules: rules.map(descriptor),
      };
      return `{"$schema":${jsonText(schema)},"version":"2.1.0","runs":[{"tool":{"driver":${jsonText(driver)}},\n"results":[`;
    },
    finding(finding) {
      const kind = kinds[finding.outcome];
      if (kind === undefined) return '';
      const separator = first ? '\n' : ',\n';
      first = false;
      return separator + jsonText(result(finding, kind, ruleIndex.get(finding.rule)));
    },
    end(summary, notes) {
      const invocation = {
        executionSuccessful: summary.ruleError === 0,
        startTimeUtc: scan.startedAt,
        endTimeUtc: scan.finishedAt,
        toolExecutionNotifications: [
          ...notes.map((text) => ({ level: 'note', message: { text } })),
          ...(scan.complete
            ? []
            : [
                {
                  level: 'warning',
                  message: { text: 'The scan is incomplete: what could not be read is of kind open.' },
                },
              ]),
        ].map(({ level, message }) => ({ level, message: { text: nonEmpty(message.text) } })),
      };
      const automation = { id: `${tool.name.toLowerCase()}/${scan.id}` };
      return `\n],\n"invocations":${jsonText([invocation])},\n"automationDetails":${jsonText(automation)},\n"columnKind":"utf16CodeUnits",\n"properties":${jsonText({ scan, summary })}}]}\n`;
    },
  };
};

function descriptor(rule: RuleDescription): ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.slug,
    shortDescription: { text: nonEmpty(rule.title) },
    fullDescription: { text: nonEmpty(rule.why) },
    help: {
      text: `${rule.why}\n\nTo repair:\n${numbered(rule.fix, (step) => step)}`,
      markdown: `${escapeMarkdown(rule.why)}\n\n**To repair:**\n\n${numbered(rule.fix, escapeMarkdown)}`,
    },
    ...(rule.page.startsWith('https://') ? { helpUri: encodeURI(rule.page) } : {}),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: [...new Set(['security', ...rule.pillars])],
      'security-severity': scores[rule.severity],
      severity: rule.severity,
    },
  };
}

function numbered(fix: string, write: (step: string) => string): string {
  const steps = repairSteps(fix).map(write);
  return steps.length === 1 ? steps[0]! : steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

function result(finding: Finding, kind: 'fail' | 'open', ruleIndex: number | undefined): Result {
  const { id, rule, outcome, severity, asset, key, exception, messageId, evidence, causes, unknowns } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind,
    level: kind === 'fail' ? levels[severity] : 'none',
    message: { text: nonEmpty([finding.message, ...explanation(finding)].join('\n')) },
    locations: [location(asset)],
    // The first is the only one by which GitHub's and Azure DevOps' code scanning tell alerts apart.
    partialFingerprints: { primaryLocationLineHash: id, 'suretyFindingId/v1': id },
    ...(exception === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: exceptionSentence(exception) }] }),
    properties: {
      outcome,
      severity,
      'security-severity': scores[severity],
      asset,
      tags: [...new Set(controlNames(finding))],
      key,
      messageId,
      evidence,
      causes,
      unknowns,
      exception,
    },
  };
}

/**
 * A resource in the cloud has no file, but code scanning refuses a result without one (and refuses the scheme `arn:`),
 * so the physical location is a path made of account, region and name. The logical location is the true one.
 */
function location({ kind, id, name, account, region }: AssetReference) {
  const path = [
    'aws',
    account === '' ? 'unknown-account' : account,
    region,
    kind.replaceAll('::', '-'),
    name === '' ? id : name,
  ];
  const uri = path.map((part) => encodeURIComponent(shorten(visible(part), 200)) || '-').join('/');
  return {
    physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
    logicalLocations: [{ name: nonEmpty(name), fullyQualifiedName: nonEmpty(id), kind: 'resource' }],
  };
}

function nonEmpty(text: string): string {
  return text === '' ? '-' : text;
}
