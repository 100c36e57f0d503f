import { escapeHtml } from '#src/report/html/escape.ts';
import type { VerifyResult } from '../result.ts';
import { chainRow, omittedSentence, problemRow, showSpan, showTime, sortProblems, verdictSentence } from './rows.ts';
import { renderTimeline, states } from './timeline.ts';

const style = `:root{color-scheme:light dark;background:Canvas;color:CanvasText}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
code{overflow-wrap:anywhere;font-size:.9em}svg{width:100%;min-width:44rem;height:auto;font-size:12px}svg text{fill:currentColor}
.v{font-weight:600;white-space:nowrap}.invalid,.missing,.gap{color:#c62828}.valid{color:#2e7d32}.incomplete{color:#9a6700}
@media screen and (prefers-color-scheme:dark){.invalid,.missing,.gap{color:#ff8a80}.valid{color:#81c784}.incomplete{color:#ffd54f}}
ul.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0}.legend span{display:inline-block;width:.9em;height:.9em;margin-right:.4em}
.scroll{overflow-x:auto}
@media print{:root{color-scheme:light}}`;

/** One file, no script and nothing loaded from elsewhere. */
export function renderHtml(result: VerifyResult): string {
  const cell = (text: string): string => `<td>${escapeHtml(text)}</td>`;
  const chains = result.chains
    .map(chainRow)
    .map(
      (row) =>
        `<tr>${cell(row.trail)}${cell(row.account)}${cell(row.region)}<td class="v ${escapeHtml(row.verdict)}">${escapeHtml(row.verdict)}</td>${cell(row.digests)}${cell(row.logs)}${cell(row.hours)}${cell(row.note)}</tr>`,
    );
  const problems = sortProblems(result.problems)
    .map(problemRow)
    .map(
      (row) =>
        `<tr><td class="v ${escapeHtml(row.verdict.split(' ')[0] ?? '')}">${escapeHtml(row.verdict)}</td>${cell(row.kind)}<td><code>${escapeHtml(row.object === '' ? row.chain : row.object)}</code></td>${cell(row.span)}<td>${escapeHtml(row.meaning)}${row.detail === '' ? '' : `<br><small>${escapeHtml(row.detail)}</small>`}</td></tr>`,
    );
  const legend = Object.values(states).map(
    ({ label, color }) => `<li><span style="background:${color}"></span>${escapeHtml(label)}</li>`,
  );
  const omitted = omittedSentence(result);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Log chains: ${escapeHtml(result.verdict)}</title><style>${style}</style></head><body><main>
<h1>Log chains</h1>
<p class="${result.verdict}"><b>${escapeHtml(verdictSentence(result))}</b></p>
<p>${escapeHtml(showSpan(result.from, result.to))}</p>
<h2>Timeline</h2><div class="scroll" tabindex="0">${renderTimeline(result.chains)}</div><ul class="legend">${legend.join('')}</ul>
<h2>Chains</h2><div class="scroll" tabindex="0"><table><thead><tr><th>Trail</th><th>Account</th><th>Region</th><th>Verdict</th><th>Digests</th><th>Log files</th><th>Proven</th><th>Notes</th></tr></thead><tbody>${chains.join('\n')}</tbody></table></div>
<h2>Problems</h2>${problems.length === 0 ? '<p>None.</p>' : `<div class="scroll" tabindex="0"><table><thead><tr><th>Verdict</th><th>Kind</th><th>Object</th><th>Time</th><th>Meaning</th></tr></thead><tbody>${problems.join('\n')}</tbody></table></div>`}
${omitted === undefined ? '' : `<p>${escapeHtml(omitted)}</p>`}
<footer><small>${escapeHtml(`${result.tool.name} ${result.tool.version}, ${showTime(result.now)}`)}</small></footer>
</main></body></html>
`;
}
