import type { Finding } from '#src/core/finding.ts';
import type { ReportContext, ReportFormat } from '#src/core/report.ts';

import { sampleContext, sampleNotes, summarize } from './sample.ts';

/** The whole report as one string, as a file would hold it. */
export function render(
  format: ReportFormat,
  findings: readonly Finding[],
  { context = sampleContext, notes = sampleNotes }: { context?: ReportContext; notes?: readonly string[] } = {},
): string {
  const writer = format(context);
  let text = writer.start();
  for (const finding of findings) {
    text += writer.finding(finding);
  }
  return text + writer.end(summarize(findings), notes);
}
