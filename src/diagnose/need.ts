import { trail } from '#src/assets/trail/model.ts';
import { deliveryReads } from '#src/domain/delivery/reads.ts';
import type { Need } from '#src/scan/plan.ts';

/** All that any cause looks at: what decides, and what only explains or is remarked. */
const reads = {
  ...deliveryReads,
  bucket: { ...deliveryReads.bucket, lifecycle: true },
  topic: { ...deliveryReads.topic, subscriptions: true },
  organization: { ...deliveryReads.organization, serviceControlPolicies: true },
  serviceRole: {},
} as const;

export const diagnoseNeed = { asset: trail, reads } satisfies Need;
