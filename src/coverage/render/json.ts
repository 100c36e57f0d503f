import { classId, classTitle } from '#src/domain/coverage/event-class.ts';
import type { Matrix } from '#src/domain/coverage/matrix.ts';
import { jsonText } from '#src/report/text.ts';
import { countCells, emptyCounts } from '../words.ts';
import type { CoverageFormat } from './format.ts';

/**
 * Everything. Cells name those that record by their index in `recorders`; `deliveries` of a row go by the same index.
 * A cell is `null` where its class does not occur in the region. A delivery carries the diagnosis' causes, and what of the
 * configuration could not be read.
 */
export const json: CoverageFormat = function* (accounts, { tool, at }) {
  const counts = emptyCounts();
  yield `{"schemaVersion":"1.0","tool":${jsonText(tool)},"at":${jsonText(at)},"accounts":[`;
  let separator = '\n';
  for (const { matrix, name } of accounts) {
    countCells(matrix, counts);
    yield `${separator}${jsonText({ account: matrix.account, ...(name === undefined ? {} : { name }), ...content(matrix) })}`;
    separator = ',\n';
  }
  const { recorded, partial, 'not-delivered': notDelivered, 'will-fail': willFail, none, unknown } = counts;
  yield `\n],"summary":${jsonText({ recorded, partial, notDelivered, willFail, none, unknown })}}\n`;
};

function content({ classes, recorders, rows }: Matrix) {
  return { classes: classes.map((one) => ({ id: classId(one), title: classTitle(one) })), recorders, rows };
}
