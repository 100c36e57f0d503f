import type { ReportContext, ReportFormat } from '#src/core/report.ts';

import { gatherMissing } from '../missing.ts';
import { settled } from '../sentences.ts';
import { jsonForHtml } from '../text.ts';
import { keepWorst } from '../worst.ts';
import { escapeHtml as esc } from './escape.ts';
import { PAGE_END, pageStart } from './page.ts';
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
        `<script>${pageScript}</script>\n${PAGE_END}`,
      ].join('');
    },
  };
};

function head({ tool, scan, rules }: ReportContext): string {
  const about = rules.map(({ id, why, fix, page }) => [id, why, fix, page.startsWith('https://') ? page : '']);
  const title = `${tool.name} report, ${scan.finishedAt.slice(0, 10)}`;
  return `${pageStart({ title, style: pageStyle, script: pageScript })}<header class="top">
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
