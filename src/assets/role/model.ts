import { z } from 'zod';
import { defineAssetKind } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';

const namedPolicy = z.object({ name: z.string(), document: z.string() });

export const role = defineAssetKind({
  name: 'AWS::IAM::Role',
  title: 'IAM role',
  facts: {
    /** The trust policy's text. */
    trust: z.string(),
    inlinePolicies: z.array(observable(namedPolicy)),
    attachedPolicies: z.array(observable(namedPolicy)),
    boundary: namedPolicy.optional(),
  },
});
