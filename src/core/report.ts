import type { Finding, ScanHeader, Severity, Summary } from './finding.ts';

/** What a report may say about a rule, so that no format needs the catalogue. */
export interface RuleDescription {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly pillars: readonly string[];
  /** One paragraph, plain text: why it matters. */
  readonly why: string;
  /** One paragraph, plain text: the smallest safe repair. */
  readonly fix: string;
  /** Where the page stands: `https://...` or a path in the repository. */
  readonly page: string;
}

export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  readonly scan: ScanHeader;
  readonly rules: readonly RuleDescription[];
}

/**
 * A report is written in pieces, in the order start, finding (any number), end, so that no format holds all findings.
 * Each call returns the text to append.
 */
export interface ReportWriter {
  start(): string;
  finding(finding: Finding): string;
  end(summary: Summary, notes: readonly string[]): string;
}

export type ReportFormat = (context: ReportContext) => ReportWriter;
