import { severities, type Severity, type Summary } from '#src/core/finding.ts';

/**
 * 0 nothing failed that is as bad as `failOn`, 1 something did, 3 nothing did but something is unknown or not in the source,
 * 70 a rule broke.
 */
export function exitCode(summary: Summary, failOn: Severity | 'none', allowUnknown: boolean): 0 | 1 | 3 | 70 {
  if (summary.ruleError > 0) return 70;
  const counted = failOn === 'none' ? [] : severities.slice(severities.indexOf(failOn));
  if (counted.some((severity) => summary.failBySeverity[severity] > 0)) return 1;
  return summary.unknown + summary.unsupportedSource > 0 && !allowUnknown ? 3 : 0;
}
