import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  shows: [/log-group:\/audit\/main:\*/, /role\/main-to-cloudwatch/],
};
