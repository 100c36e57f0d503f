import { account } from '#src/assets/account/model.ts';
import { logFileReads } from '#src/domain/delivery/reads.ts';

/** What the matrix itself looks at. */
export const matrixReads = {
  partition: true,
  regions: true,
  organization: { accounts: true },
  trails: {
    configuration: true,
    status: true,
    eventSelectors: true,
    insightSelectors: true,
    bucket: { lifecycle: true },
  },
  recordingEventDataStores: { configuration: true },
} as const;

/** What `surety coverage` reads, the diagnosis of its deliveries included: planned like a rule's reads. */
export const coverageNeed = {
  asset: account,
  reads: {
    ...matrixReads,
    trails: { ...matrixReads.trails, ...logFileReads, bucket: { ...logFileReads.bucket, lifecycle: true } },
  },
} as const;
