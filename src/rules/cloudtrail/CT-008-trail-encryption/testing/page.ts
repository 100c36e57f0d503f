import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  shows: [/"Enabled",\s+"CUSTOMER",\s+"SYMMETRIC_DEFAULT"/],
};
