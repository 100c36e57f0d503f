import { z } from 'zod';

const values = z.array(z.string()).optional();

export const advancedSelector = z.object({
  name: z.string().optional(),
  fieldSelectors: z.array(
    z.object({
      field: z.string(),
      equals: values,
      notEquals: values,
      startsWith: values,
      notStartsWith: values,
      endsWith: values,
      notEndsWith: values,
    }),
  ),
});

export const basicSelector = z.object({
  readWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']),
  includeManagementEvents: z.boolean(),
  dataResources: z.array(z.object({ type: z.string(), values: z.array(z.string()) })),
  excludeManagementEventSources: z.array(z.string()),
});

/** A trail has selectors of one sort or of the other. */
export const eventSelectors = z.union([
  z.object({ basic: z.array(basicSelector) }),
  z.object({ advanced: z.array(advancedSelector) }),
]);
