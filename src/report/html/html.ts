import { createHash } from 'node:crypto';

import type { ReportContext, ReportFormat } from '#src/core/report.ts';

import { gatherMissing } from '../missing.ts';
import { settled } from '../sentences.ts';
import { jsonForHtml } from '../text.ts';
import { keepWorst } from '../worst.ts';
import { escapeHtml as esc } from './escape.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { rowWriter } from './rows.ts';
import { summarySection, withoutScript } from './summary.ts';

/**
 * One file without anything from elsewhere. Its Content-Security-Policy allows the one script and the one style in
 * it, by hash, and nothing else: even markup that slipped through would not run.
 *
 * Findings stream as data blocks, the summary follows them (style puts it on top), the script comes last. Without
 * JavaScript the page shows summary, notes and the most urgent findings.
 */
export const html: ReportFormat = (context) => {
  const rows = rowWriter();
  const urgent = keepWorst(200);
  const missing = gatherMissing();
  return {
    start: () => head(context),
    finding(finding) {
      missing.add(finding);
      if (!settled(finding)) {
        urgent.add(finding);
      }
      return rows.add(finding);
    },
    end(summary, notes) {
      return [
        rows.end(),
        summarySection(context, summary, notes, missing),
        withoutScript(urgent.kept(), urgent.leftOut(), summary),
        `<script>${pageScript}</script>\n</body>\n</html>\n`,
      ].join('');
    },
  };
};

function head({ tool, scan, rules }: ReportContext): string {
  const policy = `default-src 'none'; script-src '${hash(pageScript)}'; style-src '${hash(pageStyle)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const about = rules.map(({ id, why, fix, page }) => [id, why, fix, page.startsWith('https://') ? page : '']);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${esc(tool.name)} report, ${esc(scan.finishedAt.slice(0, 10))}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header class="top">
<h1>${esc(tool.name)} report</h1>
<p>${esc(scan.accounts.length === 1 ? `Account ${scan.accounts[0]}` : `${scan.accounts.length} accounts`)}, ${scan.regions.length} ${scan.regions.length === 1 ? 'region' : 'regions'}, source ${esc(scan.source)}, finished <time datetime="${esc(scan.finishedAt)}">${esc(readable(scan.finishedAt))}</time></p>
</header>
<main id="app" hidden></main>
<script type="application/json" id="rules">${jsonForHtml(about)}</script>
`;
}

function readable(time: string): string {
  return time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
