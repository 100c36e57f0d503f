import type { StatusInput, TrailInput } from './inputs.ts';

/** The four ways out of a trail, by the keys that findings carry. */
export const channels = ['s3', 'digest', 'cloudwatch-logs', 'sns'] as const;
export type Channel = (typeof channels)[number];

export const channelTitles: Readonly<Record<Channel, string>> = {
  s3: 'log files to S3',
  digest: 'digest files to S3',
  'cloudwatch-logs': 'events to CloudWatch Logs',
  sns: 'notifications to SNS',
};

/**
 * The fields of `GetTrailStatus` that speak about a channel.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export const statusFields = {
  s3: { time: 'latestDeliveryTime', error: 'latestDeliveryError' },
  digest: { time: 'latestDigestDeliveryTime', error: 'latestDigestDeliveryError' },
  'cloudwatch-logs': { time: 'latestCloudWatchLogsDeliveryTime', error: 'latestCloudWatchLogsDeliveryError' },
  sns: { time: 'latestNotificationTime', error: 'latestNotificationError' },
} as const satisfies Readonly<Record<Channel, { time: keyof StatusInput; error: keyof StatusInput }>>;

/** Whether a trail is set up to use a channel; half a CloudWatch Logs set-up counts, so that its fault is seen. */
export function isConfigured(channel: Channel, configuration: TrailInput['configuration']): boolean {
  if (channel === 'digest') return configuration.logFileValidation;
  if (channel === 'sns') return configuration.topicArn !== undefined;
  if (channel === 's3') return true;
  return configuration.logGroupArn !== undefined || configuration.logRoleArn !== undefined;
}
