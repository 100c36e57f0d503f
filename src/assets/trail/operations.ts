import { z } from 'zod';
import { defineOperation, time } from '#src/core/operation.ts';

const text = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

/** Every trail that a region shows, replicas included: all callers share the answer. */
export const allTrails = { includeShadowTrails: true };

export const describeTrails = defineOperation({
  service: 'cloudtrail',
  name: 'DescribeTrails',
  leads: true,
  output: z.object({
    // Always told, be it empty: an answer without it is no answer, and must not look like an account without trails.
    trailList: z.array(
      z.object({
        TrailARN: z.string(),
        Name: z.string().default(''),
        S3BucketName: z.string(),
        S3KeyPrefix: text,
        SnsTopicARN: text,
        IncludeGlobalServiceEvents: z.boolean().default(false),
        IsMultiRegionTrail: z.boolean().default(false),
        HomeRegion: text,
        LogFileValidationEnabled: z.boolean().default(false),
        CloudWatchLogsLogGroupArn: text,
        CloudWatchLogsRoleArn: text,
        KmsKeyId: text,
        IsOrganizationTrail: z.boolean().default(false),
      }),
    ),
  }),
});

export const getTrailStatus = defineOperation({
  service: 'cloudtrail',
  name: 'GetTrailStatus',
  output: z.object({
    IsLogging: z.boolean(),
    StartLoggingTime: time.optional(),
    StopLoggingTime: time.optional(),
    LatestDeliveryTime: time.optional(),
    LatestDeliveryError: text,
    LatestDigestDeliveryTime: time.optional(),
    LatestDigestDeliveryError: text,
    LatestCloudWatchLogsDeliveryTime: time.optional(),
    LatestCloudWatchLogsDeliveryError: text,
    LatestNotificationTime: time.optional(),
    LatestNotificationError: text,
  }),
});

const values = z.array(z.string()).optional();

export const rawAdvancedSelector = z.object({
  Name: z.string().optional(),
  FieldSelectors: z
    .array(
      z.object({
        Field: z.string(),
        Equals: values,
        NotEquals: values,
        StartsWith: values,
        NotStartsWith: values,
        EndsWith: values,
        NotEndsWith: values,
      }),
    )
    .default([]),
});

export const getEventSelectors = defineOperation({
  service: 'cloudtrail',
  name: 'GetEventSelectors',
  output: z
    .object({
      TrailARN: z.string(),
      EventSelectors: z
        .array(
          z.object({
            ReadWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']).default('All'),
            IncludeManagementEvents: z.boolean().default(true),
            DataResources: z.array(z.object({ Type: z.string(), Values: z.array(z.string()).default([]) })).default([]),
            ExcludeManagementEventSources: z.array(z.string()).default([]),
          }),
        )
        .optional(),
      AdvancedEventSelectors: z.array(rawAdvancedSelector).optional(),
    })
    // A trail has selectors of one sort or of the other: an answer with neither is no answer.
    .refine(({ EventSelectors, AdvancedEventSelectors }) => EventSelectors ?? AdvancedEventSelectors, {
      message: 'neither EventSelectors nor AdvancedEventSelectors',
    }),
});

export const getInsightSelectors = defineOperation({
  service: 'cloudtrail',
  name: 'GetInsightSelectors',
  notSet: ['InsightNotEnabledException'],
  output: z.object({
    TrailARN: z.string(),
    InsightSelectors: z
      .array(z.object({ InsightType: z.string(), EventCategories: z.array(z.string()).default(['Management']) }))
      .default([]),
  }),
});
