import { z } from 'zod';
import { defineAssetKind, fromFact, one } from '#src/core/asset.ts';
import { advancedSelector } from '../trail/selectors.ts';
import { key } from '../key/model.ts';

const configuration = z.object({
  name: z.string(),
  status: z.string(),
  multiRegion: z.boolean(),
  organization: z.boolean(),
  retentionDays: z.number(),
  terminationProtection: z.boolean(),
  kmsKeyId: z.string().optional(),
  selectors: z.array(advancedSelector),
});

export const eventDataStore = defineAssetKind({
  name: 'AWS::CloudTrail::EventDataStore',
  title: 'event data store',
  facts: { configuration },
  links: {
    key: one(
      key,
      fromFact<z.output<typeof configuration>>('configuration', ({ kmsKeyId }) => kmsKeyId),
    ),
  },
});
