import { trail } from '#src/assets/trail/model.ts';
import type { View } from '#src/core/asset.ts';
import type { Need } from '#src/scan/plan.ts';

const key = { metadata: true, policy: true } as const;

/** All that any cause looks at. */
const reads = {
  configuration: true,
  status: true,
  insightSelectors: true,
  bucketOwner: true,
  bucket: { location: true, policy: true, encryption: true, requestPayer: true, lifecycle: true, key },
  key,
  topic: { attributes: true, subscriptions: true, key },
  logGroup: { configuration: true, key },
  logRole: { trust: true, inlinePolicies: true, attachedPolicies: true, boundary: true },
  organization: {
    trustedServices: true,
    cloudTrailAdministrators: true,
    serviceControlPolicies: true,
    resourceControlPolicies: true,
  },
  serviceRole: {},
} as const;

export const diagnoseNeed = { asset: trail, reads } satisfies Need;

export type DiagnosedTrail = View<typeof trail, typeof reads>;
