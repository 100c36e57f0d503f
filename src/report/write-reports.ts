import type { Finding, Summary } from '#src/core/finding.ts';
import type { ReportWriter } from '#src/core/report.ts';

import type { ReportSink } from './write-file.ts';

export interface ReportTarget {
  readonly writer: ReportWriter;
  readonly sink: ReportSink;
}

/**
 * Writes one stream of findings to several reports. When one target fails (a full disk), the others are completed
 * and its error is thrown at the end. When the findings themselves fail, every target is aborted: old reports stay.
 *
 * @param end called once after the last finding
 * @throws UserError of the first target that failed
 */
export async function writeReports(
  targets: readonly ReportTarget[],
  findings: Iterable<Finding> | AsyncIterable<Finding>,
  end: () => { readonly summary: Summary; readonly notes: readonly string[] },
): Promise<void> {
  const failed = new Map<ReportTarget, unknown>();
  const each = async (work: (target: ReportTarget) => Promise<void>): Promise<void> => {
    for (const target of targets) {
      if (!failed.has(target)) {
        await work(target).catch((error: unknown) => failed.set(target, error));
      }
    }
  };
  try {
    await each(({ writer, sink }) => sink.write(writer.start()));
    for await (const finding of findings) {
      await each(({ writer, sink }) => sink.write(writer.finding(finding)));
      // A reader that went away does not end the scan: its exit code still has to be right.
      if (failed.size === targets.length) {
        break;
      }
    }
    const { summary, notes } = end();
    await each(async ({ writer, sink }) => {
      await sink.write(writer.end(summary, notes));
      await sink.commit();
    });
  } catch (error) {
    await Promise.all(targets.map(({ sink }) => sink.abort()));
    throw error;
  }
  for (const [{ sink }, error] of failed) {
    await sink.abort();
    throw error;
  }
}
