import { escapeHtml as esc } from '#src/report/html/escape.ts';
import { PAGE_END, pageStart } from '#src/report/html/page.ts';
import type { AccountAlarms, AlarmRow } from '../alarms.ts';
import { type AlarmsFormat, count, countsText, noCounts, states } from './format.ts';

const style = `
:root{--bg:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#55606e;--line:#d9dee5;--covered:#1b6e3c;--broken:#b3261e;--unknown:#8a5300}
@media screen and (prefers-color-scheme:dark){:root{--bg:#12171e;--card:#1a212b;--ink:#e6ebf1;--soft:#a3afbd;--line:#333e4b;--covered:#7fd39c;--broken:#ff8a80;--unknown:#f2bd5c}}
*{box-sizing:border-box}
html{font:15px/1.5 system-ui,sans-serif;background:var(--bg);color:var(--ink)}
body{margin:0 auto;padding:1.5rem clamp(.75rem,3vw,2.5rem) 3rem;max-width:1300px}
h1{font-size:1.5rem;margin:0}header p,footer{color:var(--soft)}
details{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:.8rem 0;padding:.6rem 1rem;overflow-x:auto}
summary{cursor:pointer;font-weight:600}summary span{font-weight:400;color:var(--soft)}
table{border-collapse:collapse;width:100%;min-width:44rem;font-size:.92rem;margin-top:.5rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{color:var(--soft);font-size:.8rem}td:first-child{white-space:nowrap;font-weight:600}
.covered{color:var(--covered)}.broken{color:var(--broken)}.unknown{color:var(--unknown)}.not-applicable{color:var(--soft)}
p{margin:.1rem 0}.note{color:var(--soft)}
`;

/** One file without scripts and without anything from elsewhere. Sign and word say what colour repeats. */
export const html: AlarmsFormat = function* (accounts, { tool, at }) {
  yield `${pageStart({ title: `Who is told, ${at.slice(0, 10)}`, style })}<header>
<h1>Who is told: alarms on the audit trail</h1>
<p>${esc(tool.name)} ${esc(tool.version)}, <time datetime="${esc(at)}">${esc(at)}</time></p>
</header>
<main>
`;
  const counts = noCounts();
  let number = 0;
  for (const one of accounts) {
    count(counts, one);
    yield section(one, number++ < 3);
  }
  yield `</main>\n<footer><p>${esc(countsText(counts))}</p></footer>\n${PAGE_END}`;
};

function section(one: AccountAlarms, isOpen: boolean): string {
  const own = noCounts();
  count(own, one);
  return `<details${isOpen ? ' open' : ''}><summary>Account ${esc(one.account)} <span>${esc(countsText(own))}</span></summary>
<table><thead><tr><th scope="col">Somebody is</th><th scope="col">Rule</th><th scope="col">Event</th><th scope="col">Told, or what breaks</th><th scope="col">Covered by</th></tr></thead>
<tbody>
${one.rows.map(tableRow).join('')}</tbody></table></details>
`;
}

function tableRow(row: AlarmRow): string {
  const { sign, word } = states[row.state];
  const said = row.state === 'covered' ? row.told : row.because;
  const lines = [
    ...said.map((text) => `<p>${esc(text)}</p>`),
    ...row.notes.map((text) => `<p class="note">${esc(text)}</p>`),
  ];
  return `<tr><td class="${row.state}"><span aria-hidden="true">${sign}</span> ${word}</td><td>${esc(row.rule)}</td><td>${esc(row.what)}</td><td>${lines.join('')}</td><td>${esc(row.by.join('; '))}</td></tr>
`;
}
