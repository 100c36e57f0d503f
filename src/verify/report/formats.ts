import type { VerifyResult } from '../result.ts';

export type Render = (result: VerifyResult, options: { readonly color: boolean; readonly verbose: boolean }) => string;

/** Loaded when asked for. */
export const renderers = {
  table: async (): Promise<Render> => (await import('./table.ts')).renderTable,
  json: async (): Promise<Render> => (await import('./json.ts')).renderJson,
  csv: async (): Promise<Render> => (await import('./csv.ts')).renderCsv,
  markdown: async (): Promise<Render> => (await import('./markdown.ts')).renderMarkdown,
  html: async (): Promise<Render> => (await import('./html.ts')).renderHtml,
  junit: async (): Promise<Render> => (await import('./junit.ts')).renderJunit,
} as const;

export type VerifyFormat = keyof typeof renderers;
