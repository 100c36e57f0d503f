import type { FormatFactory } from './options.ts';

interface FormatEntry {
  /** Without the dot: what `--output` is given when only a folder or a base name is known. */
  readonly extension: string;
  readonly title: string;
  /** Loaded on use only: a format that nobody asked for costs nothing at start. */
  readonly load: () => Promise<FormatFactory>;
}

export const formats = {
  table: { extension: 'txt', title: 'for the terminal', load: async () => (await import('./table/table.ts')).table },
  json: {
    extension: 'json',
    title: 'everything, with a published schema',
    load: async () => {
      const { json } = await import('./json.ts');
      return () => json;
    },
  },
  csv: {
    extension: 'csv',
    title: 'one row per finding, for spreadsheets',
    load: async () => {
      const { csv } = await import('./csv.ts');
      return () => csv;
    },
  },
  markdown: {
    extension: 'md',
    title: 'for a pull request or a ticket',
    load: async () => {
      const { markdown } = await import('./markdown/markdown.ts');
      return () => markdown;
    },
  },
  html: {
    extension: 'html',
    title: 'one page to search, filter and print',
    load: async () => {
      const { html } = await import('./html/html.ts');
      return () => html;
    },
  },
  sarif: {
    extension: 'sarif',
    title: 'SARIF 2.1.0, for code scanning',
    load: async () => {
      const { sarif } = await import('./sarif.ts');
      return () => sarif;
    },
  },
  junit: {
    extension: 'junit.xml',
    title: 'for the test view of CI systems',
    load: async () => {
      const { junit } = await import('./junit.ts');
      return () => junit;
    },
  },
  ocsf: {
    extension: 'ocsf.jsonl',
    title: 'OCSF compliance findings, one a line',
    load: async () => {
      const { ocsf } = await import('./ocsf.ts');
      return () => ocsf;
    },
  },
  asff: {
    extension: 'asff.json',
    title: 'AWS Security Hub findings',
    load: async () => {
      const { asff } = await import('./asff/asff.ts');
      return () => asff;
    },
  },
} as const satisfies Record<string, FormatEntry>;

export type FormatName = keyof typeof formats;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
