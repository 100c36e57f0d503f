import type { Finding, Summary } from '#src/core/finding.ts';
import type { ReportContext, ReportFormat } from '#src/core/report.ts';

import { gatherMissing } from '../missing.ts';
import {
  causeSentence,
  controlNames,
  evidenceSentence,
  exceptionSentence,
  nothingToDo,
  otherClock,
  settled,
  unknownSentence,
  verdict,
} from '../sentences.ts';
import { grouped, plural } from '../text.ts';
import { keepWorst } from '../worst.ts';
import { codeSpan, escapeMarkdown as esc } from './escape.ts';

/** GitHub refuses a comment over 65,536 characters; GitLab and Jira allow about as much or more. */
const budget = 60_000;

/**
 * For a pull request or a ticket: the result, a table of what needs work, then each of those in its own section.
 * It must fit into one comment, so it holds back the most urgent findings, leaves out what does not fit, and says so.
 */
export const markdown: ReportFormat = (context) => {
  const shown = keepWorst(200);
  const accepted = keepWorst(50);
  const missing = gatherMissing();
  return {
    start: () => heading(context),
    finding(finding) {
      missing.add(finding);
      if (!settled(finding)) shown.add(finding);
      if (finding.exception !== undefined) accepted.add(finding);
      return '';
    },
    end(summary, notes) {
      const before = `${result(summary)}\n${needs(missing)}${notes
        .slice(0, 20)
        .map((note) => `> ${esc(note)}\n\n`)
        .join('')}`;
      const after = acceptedList(accepted.kept(), accepted.leftOut(), budget / 6);
      return before + body(shown.kept(), shown.leftOut(), budget - before.length - after.length, summary) + after;
    },
  };
};

function heading({ tool, scan }: ReportContext): string {
  const about = `${plural(scan.accounts.length, 'account')}, ${plural(scan.regions.length, 'region')}, source ${esc(scan.source)}, ${esc(scan.finishedAt)}${otherClock(scan)}`;
  const incomplete = scan.complete
    ? ''
    : `**This scan is incomplete**: ${plural(scan.calls.denied, 'call')} of ${grouped(scan.calls.total)} denied, ${grouped(scan.calls.throttled)} throttled. What could not be read is unknown, not passed.\n\n`;
  return `# ${esc(tool.name)} report\n\n${about}, ${esc(tool.name)} ${esc(tool.version)}\n\n${incomplete}`;
}

function result({ failBySeverity: by, ...summary }: Summary): string {
  return [
    '| Failed | Critical | High | Medium | Low | Unknown | Passed | Accepted | Not applicable | Not in this source | Rule errors |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| **${summary.fail}** | ${by.critical} | ${by.high} | ${by.medium} | ${by.low} | **${summary.unknown}** | ${summary.pass} | ${summary.excepted} | ${summary.notApplicable} | ${summary.unsupportedSource} | ${summary.ruleError} |`,
    '',
  ].join('\n');
}

function needs(missing: ReturnType<typeof gatherMissing>): string {
  const actions = missing.actions();
  if (actions.length === 0) {
    return '';
  }
  const more = actions.length > 50 ? ` and ${actions.length - 50} more` : '';
  const names = actions.slice(0, 50).map(([action]) => codeSpan(action));
  return `To resolve ${grouped(missing.resolvable())} unknown, grant the scanning role: ${names.join(', ')}${more}\n\n`;
}

/** The list comes first: of three quarters of the room it takes what it needs, and details of the worst take the rest. */
function body(findings: readonly Finding[], alreadyOut: number, room: number, summary: Summary): string {
  const rows = fitting(findings, tableRow, room * 0.75);
  const sections = fitting(findings.slice(0, rows.count), section, room - rows.text.length);
  const out = alreadyOut + findings.length - rows.count;
  const note =
    out === 0
      ? ''
      : `${plural(out, 'less urgent finding is', 'less urgent findings are')} not shown here; the JSON and HTML reports have all.\n\n`;
  if (rows.count === 0) {
    return note === '' ? `${nothingToDo(summary)}\n\n` : note;
  }
  const head =
    '## To do\n\n| Verdict | Severity | Rule | Asset | Account | Region | Message |\n| --- | --- | --- | --- | --- | --- | --- |\n';
  const details = sections.count < rows.count ? `## Details of the first ${sections.count}` : '## Details';
  return `${head}${rows.text}\n${note}${sections.count === 0 ? '' : `${details}\n\n${sections.text}`}`;
}

/** What somebody answers for: whoever reads the report is to see the decision. */
function acceptedList(findings: readonly Finding[], alreadyOut: number, room: number): string {
  if (findings.length === 0) return '';
  const rows = fitting(findings, acceptedRow, room);
  const out = alreadyOut + findings.length - rows.count;
  const note =
    out === 0 ? '' : `\n${plural(out, 'more accepted finding is', 'more accepted findings are')} not shown here.\n`;
  return `## Accepted\n\n| Verdict | Severity | Rule | Asset | Account | Region | Message and exception |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.text}${note}`;
}

function acceptedRow(finding: Finding): string {
  const { exception, message } = finding;
  return tableRow(finding, exception === undefined ? message : `${message} ${exceptionSentence(exception)}`);
}

/** As many from the start as the room takes, and how many these are. */
function fitting(findings: readonly Finding[], write: (finding: Finding) => string, room: number) {
  let text = '';
  let count = 0;
  for (const finding of findings) {
    const part = write(finding);
    if (text.length + part.length > room) break;
    text += part;
    count += 1;
  }
  return { text, count };
}

function tableRow(finding: Finding, text = finding.message): string {
  const { asset, rule, severity } = finding;
  const cells = [
    verdict(finding),
    severity,
    esc(rule),
    assetName(finding),
    esc(asset.account),
    esc(asset.region),
    esc(text),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function assetName({ asset, key }: Finding): string {
  const name = codeSpan(asset.name === '' ? asset.id : asset.name);
  return key === undefined ? name : `${name} ${codeSpan(key)}`;
}

function section(finding: Finding): string {
  const { asset, rule, title, message, causes = [], unknowns = [], evidence } = finding;
  const controls = controlNames(finding);
  const items = [
    `Asset: ${codeSpan(asset.id)}`,
    ...causes.map((cause) => `Why: ${esc(causeSentence(cause))}`),
    ...unknowns.map((unknown) => `Not known: ${esc(unknownSentence(unknown))}`),
    ...evidence.slice(0, 10).map((item) => `Read: ${esc(evidenceSentence(item))}`),
    ...(evidence.length > 10 ? [`and ${evidence.length - 10} more`] : []),
    ...(controls.length === 0 ? [] : [`Controls: ${esc(controls.join(', '))}`]),
  ];
  return `### ${esc(rule)} on ${assetName(finding)}: ${verdict(finding)}\n\n${esc(title)}. ${esc(message)}\n\n${items.map((item) => `- ${item}\n`).join('')}\n`;
}
