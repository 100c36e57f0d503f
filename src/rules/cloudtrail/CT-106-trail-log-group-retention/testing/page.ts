import { just } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: just({ full: true }),
  shows: [/\b365\b/],
};
