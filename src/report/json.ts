import type { Finding } from '#src/core/finding.ts';
import type { ReportFormat } from '#src/core/report.ts';

import { jsonText } from './text.ts';

/** Of the report's shape (`schemas/report.schema.json`): major.minor; a reader of 1.0 can read every 1.x. */
const schemaVersion = '1.0';

/** One finding a line, so that a report can be searched line by line although it is one JSON document. */
export const json: ReportFormat = ({ tool, scan }) => {
  let first = true;
  return {
    start: () =>
      `{"schemaVersion":${jsonText(schemaVersion)},\n"tool":${jsonText(tool)},\n"scan":${jsonText(scan)},\n"findings":[`,
    finding(finding: Finding) {
      const separator = first ? '\n' : ',\n';
      first = false;
      return separator + jsonText(finding);
    },
    end: (summary, notes) => `${first ? '' : '\n'}],\n"summary":${jsonText(summary)},\n"notes":${jsonText(notes)}}\n`,
  };
};
