import type { ReportFormat } from '#src/core/report.ts';

/** What only the terminal format heeds; a file is the same wherever it is made. */
export interface ReportOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Lists what passed too, and more of the evidence. */
  readonly verbose: boolean;
}

export type FormatFactory = (options: ReportOptions) => ReportFormat;
