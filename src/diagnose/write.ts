import { jsonLines } from '#src/report/text.ts';

import { renderHtml } from './render/html.ts';
import { renderMarkdown } from './render/markdown.ts';
import { renderTable } from './render/table.ts';
import { renderTree, type TreeOptions } from './render/tree.ts';
import type { DiagnosisReport } from './report.ts';

export const diagnoseFormats = ['tree', 'table', 'json', 'markdown', 'html'] as const;
export type DiagnoseFormat = (typeof diagnoseFormats)[number];

export interface RenderOptions extends TreeOptions {
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601: the clock that ages were judged by. */
  readonly now: string;
}

export function render(report: DiagnosisReport, format: DiagnoseFormat, options: RenderOptions): string {
  // Whoever opens a file later wants to know of when it tells.
  const made = `${options.tool.name} ${options.tool.version}, ${options.now}`;
  switch (format) {
    case 'tree':
      return renderTree(report, options);
    case 'table':
      return renderTable(report);
    case 'json':
      return `${jsonLines({ schemaVersion: '1.0', tool: options.tool, now: options.now, ...report })}\n`;
    case 'markdown':
      return renderMarkdown(report, made);
    default:
      return renderHtml(report, made);
  }
}

/** 0 all is well, 1 a delivery fails or will, 3 something is unknown. */
export function exitCodeOf({ counts, unseen }: DiagnosisReport, allowUnknown: boolean): 0 | 1 | 3 {
  if (counts.explained + counts.unexplained + counts.predicted > 0) return 1;
  return counts.unknown + unseen.length > 0 && !allowUnknown ? 3 : 0;
}
