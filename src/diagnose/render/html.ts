import { channelTitles } from '#src/domain/delivery/channel.ts';
import type { DiagnosedCause } from '#src/domain/delivery/diagnose.ts';
import { escapeHtml } from '#src/report/html/escape.ts';
import { PAGE_END, pageStart } from '#src/report/html/page.ts';
import type { DiagnosisReport, TrailDiagnosis, Verdict } from '../report.ts';
import {
  caseWords,
  impliedText,
  placesText,
  reportedInPlaces,
  strengthText,
  summaryText,
  unknownText,
} from '../words.ts';

const style = `:root{color-scheme:light dark;--line:#8884;--bad:light-dark(#b3261e,#ff8a80);--soon:light-dark(#8b1a8b,#e79be7);--open:light-dark(#8a5300,#f2bd5c);--good:light-dark(#1b6e3c,#7fd39c)}
html{background:Canvas;color:CanvasText}
body{font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere;max-width:60rem;margin:0 auto;padding:1.5rem}
code{font:.86em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
section{border:1px solid var(--line);border-radius:10px;padding:.6rem 1.2rem;margin:1rem 0}
article{border-top:1px solid var(--line);padding:.4rem 0}h3{font-size:1rem;margin:.4rem 0}
.explained,.unexplained{color:var(--bad)}.predicted{color:var(--soon)}.unknown{color:var(--open)}.well{color:var(--good)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.3rem 0}dd{margin:0;overflow-wrap:anywhere}
li{margin:.6rem 0}
@media print{:root{color-scheme:light}}`;

/** One page that needs nothing else and runs nothing. */
export function renderHtml({ trails, unseen, counts }: DiagnosisReport, made: string): string {
  const body = [
    '<h1>Diagnosis of deliveries</h1>',
    `<p>${escapeHtml(made)}</p>`,
    `<p>${escapeHtml(summaryText(trails.length, counts))}</p>`,
    ...trails.map(trailSection),
    ...unseen.map(
      ({ account, unknown }) =>
        `<p class="unknown">Account ${escapeHtml(account)}: its trails could not be listed. ${escapeHtml(unknownText(unknown))}</p>`,
    ),
  ];
  return `${pageStart({ title: 'Diagnosis of deliveries', style })}<main>
${body.join('\n')}
</main>
${PAGE_END}`;
}

function trailSection(trail: TrailDiagnosis): string {
  const head = `<h2>${escapeHtml(trail.name)}</h2><p><code>${escapeHtml(trail.id)}</code></p>`;
  if (trail.unknown !== undefined)
    return `<section>${head}<p class="unknown">${escapeHtml(unknownText(trail.unknown))}</p></section>`;
  if (trail.verdicts.length === 0)
    return `<section>${head}<p>Stopped in every region that was seen: nothing is sent (CT-101).</p></section>`;
  return `<section>${head}${trail.verdicts.map((verdict) => verdictArticle(verdict, trail.account)).join('')}</section>`;
}

function verdictArticle(verdict: Verdict, owner: string): string {
  const title = `${channelTitles[verdict.channel]}: ${caseWords[verdict.case]} in ${placesText(verdict.places, owner)}`;
  const facts = [
    ['AWS reports', reportedInPlaces(verdict.places)],
    ['Configuration', impliedText(verdict)],
    ...verdict.unknowns.map((unknown) => ['Not read', unknownText(unknown)]),
    ...verdict.remarks.map(({ message, id }) => ['Also', `${message} (${id})`]),
    ...(verdict.next === undefined ? [] : [['Next', verdict.next]]),
  ];
  const causes = verdict.causes.length === 0 ? '' : `<ol>${verdict.causes.map(causeItem).join('')}</ol>`;
  return `<article><h3 class="${verdict.case}">${escapeHtml(title)}</h3>${causes}${definitions(facts)}</article>`;
}

function causeItem(cause: DiagnosedCause): string {
  const facts: string[][] = [];
  if (cause.element !== undefined && cause.value !== undefined)
    facts.push(['Found', `${cause.element}: ${cause.value}`]);
  if (cause.wanted !== undefined) facts.push(['Wanted', cause.wanted]);
  facts.push(['Repair', cause.repair], ['Strength', strengthText(cause)]);
  return `<li><b>${escapeHtml(cause.id)}</b> ${escapeHtml(cause.message)}${definitions(facts)}</li>`;
}

function definitions(facts: readonly (readonly string[])[]): string {
  return `<dl>${facts.map(([name = '', text = '']) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`;
}
