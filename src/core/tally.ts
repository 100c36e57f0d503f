import type { Finding, Summary } from './finding.ts';

export interface Tally {
  add(finding: Finding): void;
  readonly summary: Summary;
}

/** Counts findings as they pass. */
export function createTally(): Tally {
  const summary = {
    pass: 0,
    fail: 0,
    unknown: 0,
    notApplicable: 0,
    unsupportedSource: 0,
    ruleError: 0,
    excepted: 0,
    failBySeverity: { low: 0, medium: 0, high: 0, critical: 0 },
  };
  const names = {
    pass: 'pass',
    fail: 'fail',
    unknown: 'unknown',
    'not-applicable': 'notApplicable',
    'unsupported-source': 'unsupportedSource',
    'rule-error': 'ruleError',
  } as const;
  return {
    summary,
    add({ outcome, severity, exception }) {
      if (exception) summary.excepted++;
      else {
        summary[names[outcome]]++;
        if (outcome === 'fail') summary.failBySeverity[severity]++;
      }
    },
  };
}
