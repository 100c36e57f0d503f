import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';

/** An alarm that goes off on one event within five minutes, and publishes to a topic. */
export function countingAlarm(
  AlarmName: string,
  metric: { readonly namespace: string; readonly name: string },
  topic: string,
): PutMetricAlarmCommandInput {
  return {
    AlarmName,
    Namespace: metric.namespace,
    MetricName: metric.name,
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    ActionsEnabled: true,
    AlarmActions: [topic],
  };
}
