import { jsonText } from '#src/report/text.ts';
import { type AlarmsFormat, count, noCounts } from './format.ts';

/** One object; accounts are written one by one. */
export const json: AlarmsFormat = function* (accounts, { tool, at }) {
  yield `{"schemaVersion":"1.0","tool":${jsonText(tool)},"now":${jsonText(at)},"accounts":[`;
  const counts = noCounts();
  let separator = '\n';
  for (const one of accounts) {
    count(counts, one);
    yield `${separator}${jsonText(one)}`;
    separator = ',\n';
  }
  yield `\n],"summary":${jsonText(counts)}}\n`;
};
