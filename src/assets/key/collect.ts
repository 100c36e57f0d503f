import { z } from 'zod';
import { defineCollector } from '#src/core/collector.ts';
import { defineOperation, definePagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { parseArn } from '#src/domain/aws/arn.ts';
import { locateByArn, whereFound } from '../locate.ts';
import { key } from './model.ts';

const describeKey = defineOperation({
  service: 'kms',
  name: 'DescribeKey',
  notSet: ['NotFoundException'],
  output: z.object({
    KeyMetadata: z.object({
      KeyId: z.string(),
      Arn: z.string(),
      KeyState: z.string().default('Enabled'),
      KeyManager: z.string().default('CUSTOMER'),
      KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
      KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
      MultiRegion: z.boolean().default(false),
    }),
  }),
});

const getKeyPolicy = defineOperation({
  service: 'kms',
  name: 'GetKeyPolicy',
  output: z.object({ Policy: z.string() }),
});

const alias = z.object({ AliasName: z.string() });

const listAliases = definePagedOperation({
  service: 'kms',
  name: 'ListAliases',
  item: alias,
  pages: { items: 'Aliases', nextToken: 'NextMarker', token: 'Marker' },
});

export const collectKey = defineCollector({
  kind: key,
  locate: {
    operations: [describeKey],
    async find(id, context) {
      const located = locateByArn(id, context, (resource) => resource.replace(/^key\//, ''));
      if (located instanceof Unknown) return located;
      const found = await context.observe(describeKey, { KeyId: id }, located);
      return whereFound(found, located);
    },
  },
  facts: {
    metadata: {
      operations: [describeKey],
      async collect({ self, observe }) {
        const found = await observe(describeKey, { KeyId: self.id });
        if (found === undefined || found instanceof Unknown) return found;
        const { Arn, KeyState, KeyManager, KeySpec, KeyUsage, MultiRegion } = found.KeyMetadata;
        return {
          arn: Arn,
          state: KeyState,
          manager: KeyManager,
          spec: KeySpec,
          usage: KeyUsage,
          multiRegion: MultiRegion,
        };
      },
    },
    policy: {
      // GetKeyPolicy takes no alias: the key's own id comes from DescribeKey.
      operations: [describeKey, getKeyPolicy],
      async collect({ self, observe }) {
        let keyId = self.id;
        if (parseArn(self.id)?.resource.startsWith('alias/')) {
          const found = await observe(describeKey, { KeyId: self.id });
          if (found === undefined || found instanceof Unknown) return found;
          keyId = found.KeyMetadata.Arn;
        }
        const answer = await observe(getKeyPolicy, { KeyId: keyId, PolicyName: 'default' });
        return answer === undefined || answer instanceof Unknown ? answer : answer.Policy;
      },
    },
    aliases: {
      operations: [describeKey, listAliases],
      async collect({ self, observe, observeAll }) {
        const found = await observe(describeKey, { KeyId: self.id });
        if (found === undefined || found instanceof Unknown) return found;
        const names = await observeAll(listAliases, { KeyId: found.KeyMetadata.KeyId }, (item) => item.AliasName);
        return names as string[];
      },
    },
  },
});
