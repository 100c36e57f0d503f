import type { Finding, Summary } from '#src/core/finding.ts';
import type { ReportContext } from '#src/core/report.ts';

import type { MissingPermissions } from '../missing.ts';
import { explanation, nothingToDo, verdict } from '../sentences.ts';
import { grouped, plural } from '../text.ts';
import { escapeHtml as esc } from './escape.ts';

/** Static HTML, so that it stands there with and without JavaScript. */
export function summarySection(
  { tool, scan }: ReportContext,
  summary: Summary,
  notes: readonly string[],
  missing: MissingPermissions,
): string {
  const { failBySeverity: by } = summary;
  const tiles: [string, number, string, string][] = [
    ['fail', summary.fail, 'Failed', ''],
    ['unknown', summary.unknown, 'Unknown', 'could not be read'],
    ['rule-error', summary.ruleError, 'Rule errors', 'no verdict'],
    ['pass', summary.pass, 'Passed', ''],
    ['excepted', summary.excepted, 'Accepted', 'by exception'],
    ['not-applicable', summary.notApplicable, 'Not applicable', ''],
    ['unsupported-source', summary.unsupportedSource, 'Not in this source', ''],
  ];
  const shown = tiles.filter(([name, count]) => count > 0 || ['fail', 'unknown', 'pass'].includes(name));
  const tile = ([name, count, label, hint]: (typeof tiles)[number]) =>
    `<div class="tile ${name}${count === 0 ? ' zero' : ''}"><dt>${label}</dt><dd>${number(count)}</dd>${hint === '' ? '' : `<dd class="hint">${hint}</dd>`}</div>`;
  const severities = (['critical', 'high', 'medium', 'low'] as const)
    .map((name) => `<li class="${name}${by[name] === 0 ? ' zero' : ''}"><b>${number(by[name])}</b> ${name}</li>`)
    .join('');
  return `<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Result</h2>
${incomplete(scan)}<dl class="tiles">${shown.map(tile).join('')}</dl>
<p class="by">Failed by severity:</p><ul class="severities">${severities}</ul>
${permissions(missing)}${noteList(notes)}<details class="about"><summary>About this scan</summary>
<dl class="facts"><dt>Tool</dt><dd>${esc(tool.name)} ${esc(tool.version)}</dd>
<dt>Scan</dt><dd>${esc(scan.id)}</dd>
<dt>Started</dt><dd>${esc(scan.startedAt)}</dd><dt>Finished</dt><dd>${esc(scan.finishedAt)}</dd><dt>Clock of the rules</dt><dd>${esc(scan.now)}</dd>
<dt>Accounts</dt><dd>${esc(scan.accounts.join(', '))}</dd><dt>Regions</dt><dd>${esc(scan.regions.join(', '))}</dd>
<dt>Calls</dt><dd>${number(scan.calls.total)}, ${number(scan.calls.retried)} retried, ${number(scan.calls.denied)} denied, ${number(scan.calls.throttled)} throttled</dd></dl></details>
</section>
`;
}

function incomplete({ complete, calls }: ReportContext['scan']): string {
  return complete
    ? ''
    : `<p class="warning"><strong>This scan is incomplete.</strong> Of ${plural(calls.total, 'call')}, ${number(calls.denied)} ${calls.denied === 1 ? 'was' : 'were'} denied and ${number(calls.throttled)} throttled. What could not be read is unknown, not passed.</p>\n`;
}

function permissions(missing: MissingPermissions): string {
  const actions = missing.actions();
  const others = missing.otherReasons();
  const grant =
    actions.length === 0
      ? ''
      : `<p>To resolve ${number(missing.resolvable())} unknown, grant the scanning role: ${actions
          .slice(0, 100)
          .map(([action, count]) => `<code>${esc(action)}</code> (${number(count)})`)
          .join(', ')}${actions.length > 100 ? ` and ${number(actions.length - 100)} more` : ''}</p>\n`;
  const rest =
    others.length === 0
      ? ''
      : `<p>Unknown for other reasons: ${others.map(([reason, count]) => `${esc(reason)} (${number(count)})`).join(', ')}</p>\n`;
  return grant + rest;
}

function noteList(notes: readonly string[]): string {
  return notes.length === 0
    ? ''
    : `<h3>Notes</h3><ul class="notes">${notes.map((note) => `<li>${esc(note)}</li>`).join('')}</ul>\n`;
}

/** What is shown when JavaScript is off: the most urgent findings as plain HTML. */
export function withoutScript(findings: readonly Finding[], leftOut: number, summary: Summary): string {
  const items = findings.map(
    (finding) =>
      `<li><p><strong>${esc(verdict(finding))}, ${finding.severity}</strong> ${esc(`${finding.rule} ${finding.title}`)}</p><p>${esc(finding.message)}</p><p><code>${esc(finding.asset.id)}</code> ${esc(finding.asset.account)} ${esc(finding.asset.region)}</p><ul>${explanation(
        finding,
      )
        .map((line) => `<li>${esc(line)}</li>`)
        .join('')}</ul></li>\n`,
  );
  const more = leftOut === 0 ? '' : `<p>${plural(leftOut, 'less urgent one is', 'less urgent ones are')} left out.</p>`;
  const list = items.length === 0 ? `<p>${nothingToDo(summary)}</p>` : `<ol class="plain">\n${items.join('')}</ol>`;
  return `<noscript><section class="without"><h2>Most urgent findings</h2><p>Searching, filtering and the whole list need JavaScript. The same scan as CSV or JSON needs none.</p>${list}${more}</section></noscript>\n`;
}

function number(count: number): string {
  return grouped(count);
}
