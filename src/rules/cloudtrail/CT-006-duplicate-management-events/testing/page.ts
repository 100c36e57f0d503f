import { halfRecorded, just } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: just({ eventSelectors: halfRecorded }),
  shows: [/"IncludeManagementEvents": false/, /AWS::Lambda::Function/],
};
