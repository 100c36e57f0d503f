import { z } from 'zod';
import { defineAssetKind } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';

/** Policy documents that hold for an account, from the root down to the account itself: one list a level. */
const levels = z.array(observable(z.array(observable(z.object({ name: z.string(), document: z.string() })))));

export const organization = defineAssetKind({
  name: 'AWS::Organizations::Organization',
  title: 'organisation',
  facts: {
    accounts: z.array(observable(z.object({ id: z.string(), name: z.string(), status: z.string() }))),
    /** Accounts that may administer CloudTrail for the organisation. */
    cloudTrailAdministrators: z.array(observable(z.string())),
    trustedServices: z.array(observable(z.string())),
    /** Service control policies for each account of the scan. */
    serviceControlPolicies: z.record(z.string(), observable(levels)),
    /** Resource control policies for each account of the scan. */
    resourceControlPolicies: z.record(z.string(), observable(levels)),
  },
});
