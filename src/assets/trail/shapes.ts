import type { z } from 'zod';
import type { TrailConfiguration, RegionStatus } from './model.ts';
import type { describeTrails, getEventSelectors, getTrailStatus, rawAdvancedSelector } from './operations.ts';
import type { advancedSelector, eventSelectors } from './selectors.ts';

type Output<O extends { output: z.ZodType }> = z.output<O['output']>;
type RawTrail = Output<typeof describeTrails>['trailList'][number];

/** A trail's settings from the API's shape. `region` is where the ARN says that it lives. */
export function toConfiguration(raw: RawTrail, region: string): TrailConfiguration {
  return {
    bucketName: raw.S3BucketName,
    keyPrefix: raw.S3KeyPrefix,
    topicArn: raw.SnsTopicARN,
    includeGlobalServiceEvents: raw.IncludeGlobalServiceEvents,
    isMultiRegion: raw.IsMultiRegionTrail,
    homeRegion: raw.HomeRegion ?? region,
    logFileValidation: raw.LogFileValidationEnabled,
    logGroupArn: raw.CloudWatchLogsLogGroupArn,
    logRoleArn: raw.CloudWatchLogsRoleArn,
    kmsKeyId: raw.KmsKeyId,
    isOrganization: raw.IsOrganizationTrail,
  };
}

export function toStatus(raw: Output<typeof getTrailStatus>): RegionStatus {
  return {
    isLogging: raw.IsLogging,
    startLoggingTime: raw.StartLoggingTime,
    stopLoggingTime: raw.StopLoggingTime,
    latestDeliveryTime: raw.LatestDeliveryTime,
    latestDeliveryError: raw.LatestDeliveryError,
    latestDigestDeliveryTime: raw.LatestDigestDeliveryTime,
    latestDigestDeliveryError: raw.LatestDigestDeliveryError,
    latestCloudWatchLogsDeliveryTime: raw.LatestCloudWatchLogsDeliveryTime,
    latestCloudWatchLogsDeliveryError: raw.LatestCloudWatchLogsDeliveryError,
    latestNotificationTime: raw.LatestNotificationTime,
    latestNotificationError: raw.LatestNotificationError,
  };
}

export function toAdvanced(raw: z.output<typeof rawAdvancedSelector>): z.output<typeof advancedSelector> {
  return {
    name: raw.Name,
    fieldSelectors: raw.FieldSelectors.map((selector) => ({
      field: selector.Field,
      equals: selector.Equals,
      notEquals: selector.NotEquals,
      startsWith: selector.StartsWith,
      notStartsWith: selector.NotStartsWith,
      endsWith: selector.EndsWith,
      notEndsWith: selector.NotEndsWith,
    })),
  };
}

export function toEventSelectors(raw: Output<typeof getEventSelectors>): z.output<typeof eventSelectors> {
  if (raw.AdvancedEventSelectors && raw.AdvancedEventSelectors.length > 0) {
    return { advanced: raw.AdvancedEventSelectors.map(toAdvanced) };
  }
  return {
    basic: (raw.EventSelectors ?? []).map((selector) => ({
      readWriteType: selector.ReadWriteType,
      includeManagementEvents: selector.IncludeManagementEvents,
      dataResources: selector.DataResources.map(({ Type, Values }) => ({ type: Type, values: Values })),
      excludeManagementEventSources: selector.ExcludeManagementEventSources,
    })),
  };
}
