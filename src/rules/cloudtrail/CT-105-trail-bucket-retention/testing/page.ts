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
        { ID: 'exports', Status: 'Enabled', Filter: { Prefix: 'exports/' }, Expiration: { Days: 7 } },
        {
          ID: 'tagged',
          Status: 'Enabled',
          Filter: { And: { Prefix: 'AWSLogs/', Tags: [{ Key: 'keep', Value: 'no' }] } },
          Expiration: { Days: 8 },
        },
      ],
    },
  }),
  // Rules that reach no log file stay as they are.
  shows: [/"Days": 365/, /"NoncurrentDays": 365/, /"Days": 7\b/, /"Days": 8\b/],
};
