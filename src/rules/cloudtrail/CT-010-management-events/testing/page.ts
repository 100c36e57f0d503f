import { halfRecorded, just } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: just({ eventSelectors: halfRecorded }),
  shows: [/"ReadWriteType": "All",\s+"IncludeManagementEvents": true/, /AWS::Lambda::Function/],
  hides: [/kms\.amazonaws\.com/],
};
