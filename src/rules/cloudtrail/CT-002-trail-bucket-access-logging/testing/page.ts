import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  shows: [/"TargetBucket": "access-logs-/],
};
