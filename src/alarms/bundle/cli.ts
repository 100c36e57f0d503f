import { NAMESPACE, PERIOD, type Piece, type Site, TOPIC } from './piece.ts';

/** A shell script that makes topic, filters and alarms. Run again, it changes nothing. */
export function scriptOf(pieces: readonly Piece[], site: Site = {}): string {
  const lines = [
    ...(site.remarks ?? []).map((line) => `# ${line}`),
    ...variables(pieces, site),
    '',
    ...(pieces.some(({ withAlarm }) => withAlarm) ? topic : []),
    ...pieces.flatMap((piece) => ['', ...filterOf(piece), ...(piece.withAlarm ? alarmOf(piece) : [])]),
  ];
  return `${lines.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`;
}

function variables(pieces: readonly Piece[], { logGroup, region }: Site): string[] {
  return [
    `LOG_GROUP=${shell(logGroup ?? 'NAME')} # that the events are sent to`,
    `LOG_REGION=${shell(region ?? 'REGION')} # of the log group`,
    ...(pieces.some(({ withAlarm }) => withAlarm)
      ? [`EMAIL='NAME@EXAMPLE' # who is told; a message asks to confirm`]
      : []),
  ];
}

const topic = [
  `TOPIC=$(aws sns create-topic --name ${TOPIC} --region "$LOG_REGION" --query TopicArn --output text)`,
  'aws sns subscribe --topic-arn "$TOPIC" --protocol email --notification-endpoint "$EMAIL" --region "$LOG_REGION" > /dev/null',
];

const filterOf = ({ name, pattern }: Piece): string[] => [
  `aws logs put-metric-filter --region "$LOG_REGION" --log-group-name "$LOG_GROUP" --filter-name ${name} \\`,
  `  --filter-pattern ${shell(pattern)} \\`,
  `  --metric-transformations metricNamespace=${NAMESPACE},metricName=${name},metricValue=1`,
];

const alarmOf = ({ name, what }: Piece): string[] => [
  `aws cloudwatch put-metric-alarm --region "$LOG_REGION" --alarm-name ${name} --alarm-description ${shell(what)} \\`,
  `  --namespace ${NAMESPACE} --metric-name ${name} --statistic Sum --period ${PERIOD} --evaluation-periods 1 \\`,
  '  --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold --treat-missing-data notBreaching \\',
  '  --alarm-actions "$TOPIC"',
];

/** One word for a POSIX shell. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
