import { just } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: just({ full: true, unguarded: true }),
  shows: [/"aws:SourceArn"/],
};
