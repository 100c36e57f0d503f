import type { VerifyResult } from '../result.ts';
import { chainRow, omittedSentence, problemRow, showSpan, sortProblems, verdictSentence } from './rows.ts';

export function renderMarkdown(result: VerifyResult): string {
  const out = ['# Log chains', '', verdictSentence(result), '', showSpan(result.from, result.to), ''];
  out.push(
    '| Trail | Account | Region | Verdict | Digests | Log files | Proven | |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const chain of result.chains) {
    const row = chainRow(chain);
    out.push(line([row.trail, row.account, row.region, row.verdict, row.digests, row.logs, row.hours, row.note]));
  }
  if (result.problems.length > 0) {
    out.push('', '## Problems', '', '| Verdict | Kind | Object | Time | Meaning |', '| --- | --- | --- | --- | --- |');
    for (const problem of sortProblems(result.problems)) {
      const row = problemRow(problem);
      const object = row.object === '' ? row.chain : row.object;
      out.push(
        line([
          row.verdict,
          row.kind,
          object,
          row.span,
          row.detail === '' ? row.meaning : `${row.meaning} (${row.detail})`,
        ]),
      );
    }
  }
  const omitted = omittedSentence(result);
  if (omitted !== undefined) {
    out.push('', omitted);
  }
  return `${out.join('\n')}\n`;
}

/** Names come from a bucket that an attacker may write to: nothing in them is markup. */
function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/[\\`*_{}[\]<>()#+!|~&$@]|https?:/g, (mark) => (mark.startsWith('http') ? mark.replace(':', '&#58;') : `&#${mark.charCodeAt(0)};`))).join(' | ')} |`;
}
