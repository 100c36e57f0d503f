import { just } from '../../../../../tools/pages/accounts.ts';
import type { PageCase } from '../../../../../tools/pages/page-case.ts';

export const page: PageCase = {
  prepare: just({
    bucket: {
      objectLock: null,
      lifecycle: [
        {
          ID: 'tidy',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          Expiration: { Days: 30 },
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        },
      ],
    },
  }),
  shows: [/"Days": 365/, /"NoncurrentDays": 365/],
};
