import { escapeMarkdown } from '#src/report/markdown/escape.ts';
import { type AlarmsFormat, count, countsText, noCounts, states } from './format.ts';

export const markdown: AlarmsFormat = function* (accounts, { tool, at }) {
  yield `# Who is told\n\n${tool.name} ${tool.version}, ${at}\n`;
  const counts = noCounts();
  for (const one of accounts) {
    count(counts, one);
    yield `\n## Account ${one.account}\n\n| | Rule | Event | Told, or what breaks | Covered by |\n| --- | --- | --- | --- | --- |\n`;
    for (const row of one.rows) {
      const said = [...(row.state === 'covered' ? row.told : row.because), ...row.notes].join(' ');
      const cells = [states[row.state].word, row.rule, row.what, said, row.by.join('; ')];
      yield `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
    }
  }
  yield `\n${countsText(counts)}\n`;
};
