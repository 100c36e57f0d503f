import { createHash } from 'node:crypto';

import { escapeHtml } from './escape.ts';

export interface Page {
  readonly title: string;
  /** The one style, as CSS. */
  readonly style: string;
  /** The one script that may run; none where it is left out. */
  readonly script?: string;
}

/**
 * The beginning of a page that is one file and loads nothing, up to its content. Its Content-Security-Policy allows
 * style and script by hash, and nothing else: even markup that slipped through would not run.
 */
export function pageStart({ title, style, script }: Page): string {
  const scripts = script === undefined ? '' : `script-src '${hash(script)}'; `;
  const policy = `default-src 'none'; ${scripts}style-src '${hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
`;
}

export const PAGE_END = '</body>\n</html>\n';

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
