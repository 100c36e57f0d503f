import { z } from 'zod';
import { defineAssetKind } from '#src/core/asset.ts';

export const key = defineAssetKind({
  name: 'AWS::KMS::Key',
  title: 'KMS key',
  facts: {
    metadata: z.object({
      arn: z.string(),
      state: z.string(),
      /** `AWS` for keys that a service manages and whose policy cannot be edited. */
      manager: z.string(),
      spec: z.string(),
      usage: z.string(),
      multiRegion: z.boolean(),
    }),
    /** The key policy's text. */
    policy: z.string(),
    aliases: z.array(z.string()),
  },
});
