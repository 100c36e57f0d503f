import { stringify } from 'yaml';
import { NAMESPACE, PERIOD, type Piece, type Site } from './piece.ts';

/** A template with filters, alarms and one topic. The log group is named by a parameter. */
export function templateOf(pieces: readonly Piece[], site: Site = {}): Readonly<Record<string, unknown>> {
  const withTopic = pieces.some(({ withAlarm }) => withAlarm);
  const resources: Record<string, unknown> = {};
  if (withTopic) {
    resources['Topic'] = {
      Type: 'AWS::SNS::Topic',
      Properties: { Subscription: [{ Protocol: 'email', Endpoint: { Ref: 'Email' } }] },
    };
    resources['TopicPolicy'] = { Type: 'AWS::SNS::TopicPolicy', Properties: topicPolicy };
  }
  for (const piece of pieces) {
    resources[`${piece.name}Filter`] = filterResource(piece);
    if (piece.withAlarm) resources[`${piece.name}Alarm`] = alarmResource(piece);
  }
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description(pieces),
    Parameters: {
      LogGroupName: {
        Type: 'String',
        ...(site.logGroup === undefined ? {} : { Default: site.logGroup }),
        Description: 'The log group that the events are sent to, in the Region of this stack',
      },
      ...(withTopic ? { Email: { Type: 'String', Description: 'Who is told; a message asks to confirm' } } : {}),
    },
    Resources: resources,
  };
}

const description = (pieces: readonly Piece[]): string =>
  pieces.length === 1 ? `Alarm: ${pieces[0]!.what}` : `${pieces.length} alarms on the audit trail`;

const topicPolicy = {
  Topics: [{ Ref: 'Topic' }],
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AlarmsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref: 'Topic' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ],
  },
};

const filterResource = ({ name, pattern }: Piece) => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: {
    FilterName: name,
    LogGroupName: { Ref: 'LogGroupName' },
    FilterPattern: pattern,
    MetricTransformations: [{ MetricNamespace: NAMESPACE, MetricName: name, MetricValue: '1' }],
  },
});

const alarmResource = ({ name, what }: Piece) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: name,
    AlarmDescription: what,
    Namespace: NAMESPACE,
    MetricName: name,
    Statistic: 'Sum',
    Period: PERIOD,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: 'Topic' }],
  },
});

export const templateJson = (pieces: readonly Piece[], site?: Site): string =>
  `${JSON.stringify(templateOf(pieces, site), undefined, 2)}\n`;

export function templateYaml(pieces: readonly Piece[], site?: Site): string {
  const remarks = (site?.remarks ?? []).map((line) => `# ${line}\n`).join('');
  return (
    remarks + stringify(templateOf(pieces, site), { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })
  );
}
