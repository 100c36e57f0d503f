import { scriptOf } from '#src/alarms/bundle/cli.ts';
import { templateJson, templateYaml } from '#src/alarms/bundle/cloudformation.ts';
import { NAMESPACE, type Piece } from '#src/alarms/bundle/piece.ts';
import { terraformOf } from '#src/alarms/bundle/terraform.ts';
import type { Intent } from '#src/domain/intents/model.ts';
import type { Prose } from './prose.ts';

export interface PageContent {
  readonly id: string;
  readonly title: string;
  readonly piece: Piece;
  readonly prose: Prose;
  /** Absent for VPC flow logs. */
  readonly intent?: Intent;
}

/** The page of an alarm rule, with the headings that all pages have. */
export function pageOf(content: PageContent): string {
  const { id, title, piece, prose } = content;
  const things = piece.withAlarm ? 'filter, alarm and topic' : 'filter';
  return `# ${id}: ${title}

## Why

${prose.why}

## What is checked

${prose.scope}

${content.intent === undefined ? flowChecked(piece) : chainChecked(content.intent)}

## Audit

### Console

1. Open CloudWatch, Log groups, the log group, Metric filters. Read the pattern and the metric of each filter.
${piece.withAlarm ? '2. Open CloudWatch, Alarms, the alarm on that metric. Read period, statistic, threshold and actions.\n3. Open SNS, Topics, the topic of the action. Read who has subscribed, and whether the subscription is confirmed.\n' : ''}
### AWS CLI

\`\`\`bash audit
${auditOf(piece)}\`\`\`

## Fix

\`surety alarms --bundle cloudformation\` (or \`terraform\`, \`cli\`) makes one bundle of all that is missing in an account.

### Console

1. CloudWatch, Log groups, the log group, Metric filters, Create metric filter. Paste the pattern \`${piece.pattern}\`; metric namespace \`${NAMESPACE}\`, metric name \`${piece.name}\`, value 1, no default value.
${piece.withAlarm ? '2. Select the filter, Create alarm: statistic Sum, period 5 minutes, threshold 1 or more, missing data as good.\n3. Send to an SNS topic, and confirm the subscription from the message that arrives.\n' : ''}
### AWS CLI

\`\`\`bash fix
${scriptOf([piece])}\`\`\`

### CloudFormation JSON

\`\`\`json cloudformation
${templateJson([piece])}\`\`\`

### CloudFormation YAML

The same template.

\`\`\`yaml cloudformation
${templateYaml([piece])}\`\`\`

### Terraform

\`\`\`hcl terraform
${terraformOf([piece])}\`\`\`

## Cost and risk

${prose.risk} A metric${piece.withAlarm ? ' and an alarm are' : ' is'} charged by the month; the ${things} ${piece.withAlarm ? 'change' : 'changes'} nothing else.

## Exceptions

${prose.exceptions}

## References

${references(content)
  .map((url) => `- <${url}>`)
  .join('\n')}
`;
}

function chainChecked({ cis, repetition }: Intent): string {
  const versions = Object.entries(cis);
  const asked =
    versions.length === 0
      ? ''
      : `\n\nCIS AWS Foundations Benchmark: ${versions.map(([version, number]) => `${number} in ${version}`).join(', ')}.`;
  return `The whole chain is judged by meaning, not by the text of a filter: an active trail that records the events in every enabled region, delivery to CloudWatch Logs, filters that together match every event, an alarm that ${repetition ? 'a few such events' : 'one such event'} would set off, and a confirmed subscriber. A rule of EventBridge in every needed region does as well. Composite alarms count, also over one another. Not looked at: filter policies of subscriptions, rules that mute alarms, log alarms, rules of EventBridge that hear of an alarm without actions, and the code, queues and tickets that alarms and rules call, which the finding names.

- **Pass**: Somebody is told of every event. A filter that matches more than asked passes with a note.
- **Fail**: The chain breaks for an event in a region. The message names the link: no trail, not delivered, no filter, a filter that misses events or can never match, no alarm, an alarm that cannot go off, actions switched off, nobody subscribed.
- **Unknown**: A link could not be read, for example a log group in an account outside the scan; or what an alarm makes of one event cannot be told, as of a query of Metrics Insights.
- **Not applicable**: ${cis['1.3'] === '4.15' ? 'The account is not the management account of an organisation.' : 'Never.'}${asked}`;
}

function flowChecked({ withAlarm }: Piece): string {
  const told = withAlarm ? 'Somebody is told of rejected traffic' : 'A filter counts all rejected traffic';
  return `- **Pass**: ${told} of every such flow log.
- **Fail**: ${withAlarm ? 'No alarm, one that cannot go off, actions switched off, or nobody subscribed.' : 'No filter, one that misses rejected traffic or can never match, or the flow log does not deliver.'}
- **Unknown**: Flow logs, filters or what follows could not be read, the log group belongs to an account outside the scan, or a transformer rewrites what a filter sees.
- **Not applicable**: No flow log writes rejected traffic to CloudWatch Logs${withAlarm ? ', or CWL-018 fails' : ''}.`;
}

function auditOf({ name, withAlarm }: Piece): string {
  const filters = `LOG_GROUP='NAME' # that the events are sent to
LOG_REGION='REGION' # of the log group

aws logs describe-metric-filters --region "$LOG_REGION" --log-group-name "$LOG_GROUP" \\
  --query 'metricFilters[].[filterName, filterPattern, metricTransformations[0].metricName]' --output text
`;
  if (!withAlarm) return filters;
  return `${filters}aws cloudwatch describe-alarms-for-metric --region "$LOG_REGION" --namespace ${NAMESPACE} --metric-name ${name} \\
  --query 'MetricAlarms[].[AlarmName, Statistic, Period, Threshold, ActionsEnabled, AlarmActions[0]]' --output text
for TOPIC in $(aws cloudwatch describe-alarms-for-metric --region "$LOG_REGION" --namespace ${NAMESPACE} \\
  --metric-name ${name} --query 'MetricAlarms[].AlarmActions[]' --output text); do
  aws sns list-subscriptions-by-topic --region "$LOG_REGION" --topic-arn "$TOPIC" \\
    --query 'Subscriptions[].[Protocol, Endpoint, SubscriptionArn]' --output text
done
`;
}

function references({ intent, piece }: PageContent): string[] {
  const general = ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html'];
  if (piece.withAlarm)
    general.push('https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html');
  if (intent === undefined) return ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html', ...general];
  return [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html',
    ...general,
  ];
}
