import { classTitle } from '#src/domain/coverage/event-class.ts';
import { escapeHtml as esc } from '#src/report/html/escape.ts';
import { PAGE_END, pageStart } from '#src/report/html/page.ts';
import { grouped, plural } from '#src/report/text.ts';
import type { AccountCoverage } from '../coverage.ts';
import {
  accountTitle,
  columnName,
  type Counts,
  countCells,
  countedStates,
  emptyCounts,
  protectionTexts,
  recorderName,
  shown,
  type Shown,
  shownStates,
  sources,
  troubles,
} from '../words.ts';
import type { CoverageFormat } from './format.ts';
import { coverageStyle } from './html-style.ts';

const classNames: Record<Shown, string> = {
  recorded: 'r',
  partial: 'p',
  'not-delivered': 'd',
  'will-fail': 'w',
  none: 'n',
  unknown: 'u',
  elsewhere: 'e',
};

/**
 * A heat map in one file, without scripts and without anything from elsewhere. Each cell says its state in a sign for
 * the eye and in words for a screen reader; colour only repeats it. Accounts fold.
 */
export const html: CoverageFormat = function* (accounts, { tool, at }) {
  yield `${pageStart({ title: `Coverage of the audit trail, ${at.slice(0, 10)}`, style: coverageStyle })}<header>
<h1>What records it: coverage of the audit trail</h1>
<p>${esc(tool.name)} ${esc(tool.version)}, <time datetime="${esc(at)}">${esc(at)}</time></p>
<ul class="legend">${countedStates.map((state) => `<li><span class="k ${classNames[state]}" aria-hidden="true">${esc(shownStates[state].sign)}</span> ${shownStates[state].word}</li>`).join('')}</ul>
</header>
<main>
`;
  const counts = emptyCounts();
  let number = 0;
  for (const account of accounts) {
    const own = countCells(account.matrix);
    for (const state of countedStates) counts[state] += own[state];
    // The first few stand open: a page of a thousand accounts begins as a list.
    yield section(account, own, number++ < 3);
  }
  yield `</main>
<footer><p>${plural(number, 'account')}: ${countedStates.map((state) => `${grouped(counts[state])} ${shownStates[state].word}`).join(', ')}.</p></footer>
${PAGE_END}`;
};

function section({ matrix, name }: AccountCoverage, counts: Counts, isOpen: boolean): string {
  const title = esc(`Account ${accountTitle(matrix.account, name)}`);
  const { classes, recorders, rows } = matrix;
  const heads = classes
    .map((one) => `<th scope="col"><abbr title="${esc(classTitle(one))}">${esc(columnName(one))}</abbr></th>`)
    .join('');
  const lines = rows.map((row) => {
    const cells = row.cells.map((cell) => {
      const state = shown(cell, row);
      if (state === 'elsewhere') return '<td class="e"></td>';
      const { sign, word } = shownStates[state];
      const detail = cell?.detail === undefined ? '' : `: ${esc(cell.detail)}`;
      return `<td class="${classNames[state]}"><span aria-hidden="true">${esc(sign)}</span><span class="h">${word}${detail}</span></td>`;
    });
    return `<tr><th scope="row">${esc(row.region)}</th>${cells.join('')}</tr>`;
  });
  const protection = recorders.map((recorder) => {
    const texts = protectionTexts(recorder);
    return `<tr><th scope="row">${esc(recorderName(recorder))}<br><code>${esc(recorder.id)}</code></th><td>${esc(texts.encryption)}</td><td>${esc(texts.verifiable)}</td><td>${esc(texts.kept)}</td></tr>`;
  });
  const recorded = sources(matrix).map((source) => `<li>${esc(source)}</li>`);
  const found = troubles(matrix).map((trouble) => `<li>${esc(trouble)}</li>`);
  return `<details${isOpen ? ' open' : ''}><summary><h2>${title}</h2> ${bar(counts)}</summary>
<div class="wrap" tabindex="0" role="group" aria-label="Heat map of ${title}"><table class="map"><caption class="h">${title}: what is recorded, by region and class of events</caption><thead><tr><th scope="col">Region</th>${heads}</tr></thead><tbody>
${lines.join('\n')}
</tbody></table></div>
${
  protection.length === 0
    ? '<p>No trail and no event data store.</p>'
    : `<div class="wrap" tabindex="0" role="group" aria-label="How records of ${title} are kept"><table class="kept"><caption>How it is kept</caption><thead><tr><th scope="col">Recorder</th><th scope="col">Encryption</th><th scope="col">Proof</th><th scope="col">Kept</th></tr></thead><tbody>${protection.join('')}</tbody></table></div>`
}
${found.length === 0 ? '' : `<h3>Not recorded, not delivered, in part or unknown</h3><ul>${found.join('')}</ul>`}
${recorded.length === 0 ? '' : `<h3>Recorded by</h3><ul>${recorded.join('')}</ul>`}
</details>
`;
}

/** The account at a glance, in words. */
function bar(counts: Counts): string {
  const parts = countedStates.filter((state) => counts[state] > 0);
  return `<span class="sum">${parts.map((state) => `<span class="k ${classNames[state]}">${counts[state]} ${shownStates[state].word}</span>`).join(' ')}</span>`;
}
