import type { EventSelectors } from '../event-selectors/model.ts';

/**
 * What the judgement needs to see. Views of assets have this shape; they may be guarded, so that reading what is
 * unknown, an element of a list included, throws `UnknownRead`.
 */
export interface AccountInput {
  readonly id: string;
  readonly regions: readonly string[];
  readonly trails: readonly TrailInput[];
  readonly eventRules: readonly EventRuleInput[];
}

export interface TrailInput {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly configuration: {
    readonly homeRegion: string;
    readonly isMultiRegion: boolean;
    readonly includeGlobalServiceEvents: boolean;
    readonly bucketName: string;
    readonly kmsKeyId?: string | undefined;
    readonly logGroupArn?: string | undefined;
  };
  readonly status: Readonly<Record<string, Readonly<Record<string, RegionStatusInput>>>>;
  readonly eventSelectors: EventSelectors;
  /** Asked for only where it matters whose bucket it is. */
  readonly bucketOwner?: { readonly account?: string | undefined };
  /** Asked for with its owner. */
  readonly bucket?: { readonly location: string } | undefined;
  readonly logGroup: LogGroupInput | undefined;
}

export interface RegionStatusInput {
  readonly isLogging: boolean;
  readonly startLoggingTime?: string | undefined;
  readonly latestCloudWatchLogsDeliveryTime?: string | undefined;
  readonly latestCloudWatchLogsDeliveryError?: string | undefined;
}

export interface LogGroupInput {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly configuration: { readonly logGroupClass: string };
  readonly transformation: { readonly processors: readonly string[] } | undefined;
  readonly metricFilters: readonly MetricFilterInput[];
}

export interface Transformation {
  readonly namespace: string;
  readonly metricName: string;
  readonly metricValue: string;
  readonly defaultValue?: number | undefined;
  readonly unit?: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface MetricFilterInput {
  readonly id: string;
  readonly definition: {
    readonly filterName: string;
    readonly pattern: string;
    readonly transformations: readonly Transformation[];
    readonly fieldSelectionCriteria?: string | undefined;
    readonly applyOnTransformedLogs: boolean;
    readonly systemDimensions?: readonly string[] | undefined;
  };
  readonly alarms: readonly AlarmInput[];
}

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

export interface AlarmDefinition {
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly namespace?: string | undefined;
  readonly metricName?: string | undefined;
  readonly dimensions: readonly Dimension[];
  readonly statistic?: string | undefined;
  readonly extendedStatistic?: string | undefined;
  readonly lowSamples?: string | undefined;
  readonly period?: number | undefined;
  readonly unit?: string | undefined;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number | undefined;
  readonly threshold?: number | undefined;
  readonly comparison?: string | undefined;
  readonly treatMissingData?: string | undefined;
  readonly metrics: readonly AlarmMetric[];
}

export interface AlarmMetric {
  readonly id: string;
  readonly expression?: string | undefined;
  readonly returnData: boolean;
  /** Absent: the alarm's own. */
  readonly account?: string | undefined;
  readonly namespace?: string | undefined;
  readonly metricName?: string | undefined;
  readonly dimensions: readonly Dimension[];
  readonly statistic?: string | undefined;
  readonly period?: number | undefined;
  readonly unit?: string | undefined;
}

export interface CompositeInput {
  readonly arn: string;
  readonly name: string;
  readonly rule: string;
  readonly actionsEnabled: boolean;
  readonly suppressor?: string | undefined;
  readonly alarmActions: readonly string[];
}

export interface AlarmInput {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly definition: AlarmDefinition;
  readonly topics: readonly TopicInput[];
  readonly composites: readonly CompositeInput[];
  readonly compositeTopics: readonly TopicInput[];
}

export interface TopicInput {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly attributes: { readonly policy?: string | undefined; readonly kmsKeyId?: string | undefined };
  readonly subscriptions: readonly {
    readonly protocol: string;
    readonly endpoint: string;
    readonly confirmed: boolean;
  }[];
  readonly key: KeyInput | undefined;
}

export interface KeyInput {
  readonly id: string;
  readonly metadata: { readonly state: string; readonly manager: string };
  readonly policy: string | undefined;
}

export interface EventRuleInput {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly definition: {
    readonly busName: string;
    readonly state: string;
    readonly pattern?: string | undefined;
    readonly managedBy?: string | undefined;
  };
  readonly targets: readonly { readonly id: string; readonly arn: string; readonly roleArn?: string | undefined }[];
  readonly topics: readonly TopicInput[];
}
