import { account } from '#src/assets/account/model.ts';

/** What the coverage matrix reads: planned like a rule's reads. */
export const coverageNeed = {
  asset: account,
  reads: {
    partition: true,
    regions: true,
    membership: true,
    organization: { accounts: true },
    trails: {
      configuration: true,
      status: true,
      eventSelectors: true,
      insightSelectors: true,
      bucket: { lifecycle: true },
    },
    eventDataStores: { configuration: true },
  },
} as const;
