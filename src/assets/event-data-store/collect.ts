import { z } from 'zod';
import { defineCollector } from '#src/core/collector.ts';
import { defineOperation } from '#src/core/operation.ts';
import { answer } from '../answer.ts';
import { locateByArn } from '../locate.ts';
import { rawAdvancedSelector } from '../trail/operations.ts';
import { toAdvanced } from '../trail/shapes.ts';
import { eventDataStore } from './model.ts';

const getEventDataStore = defineOperation({
  service: 'cloudtrail',
  name: 'GetEventDataStore',
  output: z.object({
    // Always there: an answer without it is none, and nothing in it is absent.
    EventDataStoreArn: z.string(),
    Name: z.string().default(''),
    Status: z.string().default(''),
    MultiRegionEnabled: z.boolean().default(false),
    OrganizationEnabled: z.boolean().default(false),
    RetentionPeriod: z.number().default(0),
    TerminationProtectionEnabled: z.boolean().default(false),
    KmsKeyId: z.string().optional(),
    AdvancedEventSelectors: z.array(rawAdvancedSelector).default([]),
  }),
});

export const collectEventDataStore = defineCollector({
  kind: eventDataStore,
  locate: {
    operations: [],
    // Ids come from the list of event data stores, so what is named exists.
    find: async (id, context) => locateByArn(id, context, (resource) => resource.replace(/^eventdatastore\//, '')),
  },
  facts: {
    configuration: {
      operations: [getEventDataStore],
      collect: ({ self, observe }) =>
        answer(observe(getEventDataStore, { EventDataStore: self.id }), (raw) => ({
          name: raw.Name,
          status: raw.Status,
          multiRegion: raw.MultiRegionEnabled,
          organization: raw.OrganizationEnabled,
          retentionDays: raw.RetentionPeriod,
          terminationProtection: raw.TerminationProtectionEnabled,
          kmsKeyId: raw.KmsKeyId,
          selectors: raw.AdvancedEventSelectors.map(toAdvanced),
        })),
    },
  },
});
