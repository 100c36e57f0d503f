import { z } from 'zod';
import { defineAssetKind, fromFact, one } from '#src/core/asset.ts';
import { observable } from '#src/core/observable.ts';
import { keyArn } from '#src/domain/aws/arn.ts';
import { partitionOf } from '#src/domain/aws/partition.ts';
import { key } from '../key/model.ts';

const attributes = z.object({
  /** The topic policy's text. */
  policy: z.string().optional(),
  kmsKeyId: z.string().optional(),
  fifo: z.boolean(),
});

export const topic = defineAssetKind({
  name: 'AWS::SNS::Topic',
  title: 'SNS topic',
  facts: {
    attributes,
    subscriptions: z.array(
      observable(z.object({ protocol: z.string(), endpoint: z.string(), confirmed: z.boolean() })),
    ),
  },
  links: {
    key: one(
      key,
      fromFact<z.output<typeof attributes>>('attributes', ({ kmsKeyId }, { account, region }) =>
        kmsKeyId === undefined ? undefined : keyArn(kmsKeyId, { partition: partitionOf(region), region, account }),
      ),
    ),
  },
});
